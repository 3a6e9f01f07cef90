/** For tests: generated films and a network so small that many fits of it take seconds. */

import { createRandom } from '../../src/model/random.ts';
import type { ResidualConfig } from '../../src/model/residual.ts';
import type { ImageCache } from '../data/cache.ts';

/** Side of the generated films. */
export const TINY_SIZE_PX = 32;

/** A residual network for them; no published weights fit it. */
export const TINY_NETWORK: ResidualConfig = {
  inputSizePx: TINY_SIZE_PX,
  stemFilters: 4,
  stages: [
    { filters: 4, stride: 1 },
    { filters: 8, stride: 2 },
  ],
  dropoutRate: 0.3,
};

/** Noise for one class, noise with a bright middle for the other; each image a patient, four series in turn. */
export function makeTinyCache(count: number): ImageCache {
  const random = createRandom(5);
  const images = Array.from({ length: count }, (_, index) => ({
    path: `train/${index}.png`,
    absolutePath: `/none/${index}.png`,
    label: index % 2 === 0 ? (0 as const) : (1 as const),
    group: `patient-${index}`,
    subgroup: (['IM', 'virus', 'NORMAL2-IM', 'bacteria'] as const)[index % 4],
    sha256: String(index).padStart(64, '0'),
    bytes: 1,
  }));
  const pixels = new Uint8Array(count * TINY_SIZE_PX ** 2).map((_, i) => {
    const index = Math.floor(i / TINY_SIZE_PX ** 2);
    const [x, y] = [i % TINY_SIZE_PX, Math.floor(i / TINY_SIZE_PX) % TINY_SIZE_PX];
    const isBright = index % 2 === 1 && Math.hypot(x - TINY_SIZE_PX / 2, y - TINY_SIZE_PX / 2) < 8;
    return 100 + 40 * random.uniform() + (isBright ? 80 : 0);
  });
  return {
    sizePx: TINY_SIZE_PX,
    images,
    pixels,
    skipped: [],
    sha256: 'none',
    wasCached: false,
    warning: null,
  };
}
