/**
 * Fetches at the start what the page would otherwise ask for at its first use: after that, it asks for nothing.
 */
import { preloadExports } from './report/late-exports.ts';
import type { SampleShelf } from './samples.ts';
import { preloadSplitChart } from './split-bar.tsx';

/** Resolves when chart, fonts, the list of samples and the formats of the exports are there, or can't be had. */
export async function preloadLateParts(samples: Pick<SampleShelf, 'list'>): Promise<void> {
  const fonts = Array.from(document.fonts, (face) => face.load());
  await Promise.allSettled([preloadSplitChart(), preloadExports(), samples.list(), ...fonts]);
}
