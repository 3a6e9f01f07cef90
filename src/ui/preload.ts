/**
 * Fetches at the start what the page would otherwise ask for at its first use: after that, it asks for nothing.
 */
import type { PageEngine } from '../runtime/engine.ts';
import { preloadAbout } from './about/about-button.tsx';
import { preloadTables } from './export-controls.tsx';
import { preloadCatalogues } from './language.ts';
import { preloadOperatingPoint } from './operating-point/operating-point-button.tsx';
import { preloadOwnSet } from './own-set/own-set-button.tsx';
import { preloadExports } from './report/late-exports.ts';
import type { SampleShelf } from './samples.ts';
import { preloadSplitChart } from './split-bar.tsx';
import { preloadScoreDistribution } from './worklist.tsx';

/**
 * Resolves when charts, panels, languages, fonts, the list of samples and the engines that may take over are there, or can't be
 * had.
 */
export async function preloadLateParts(
  samples: Pick<SampleShelf, 'list'>,
  engine: Pick<PageEngine, 'holdFallbacks'>,
): Promise<void> {
  const fonts = Array.from(document.fonts, (face) => face.load());
  await Promise.allSettled([
    preloadSplitChart(),
    preloadScoreDistribution(),
    preloadCatalogues(),
    preloadAbout(),
    preloadOperatingPoint(),
    preloadOwnSet(),
    preloadExports(),
    preloadTables(),
    samples.list(),
    engine.holdFallbacks(),
    ...fonts,
  ]);
}
