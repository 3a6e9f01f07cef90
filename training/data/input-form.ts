/**
 * Other forms of the network's input that screening tries in place of the standardised image. Both take away what the
 * histogram of a film tells. A recipe that ships one of them would need it in `src/model/preprocess.ts`; until then they
 * are training's alone.
 */
import { standardize } from '../../src/model/preprocess.ts';
import { boxMeans } from './box-means.ts';

/**
 * `local-contrast`: each pixel less its neighbourhood's mean, over its standard deviation (Jarrett et al., ICCV 2009).
 * `equalized`: each pixel's rank within its image.
 */
export type InputForm = 'local-contrast' | 'equalized';

/** Radius of the neighbourhood as a share of the side: a window of about a quarter of the film. */
const RADIUS = 0.12;
/** Added to the local variance, in units of the image's own: flat regions are not amplified into noise. */
const VARIANCE_FLOOR = 0.05;
const RANK_BINS = 1024;

/**
 * Brings one standardised image into a form, in place; the result is standardised again.
 *
 * @param values S * S, mean 0 and standard deviation 1
 */
export function applyInputForm(values: Float32Array, sizePx: number, form: InputForm): void {
  if (form === 'local-contrast') normalizeLocally(values, sizePx);
  else equalize(values);
  standardize(values, values);
}

function normalizeLocally(values: Float32Array, sizePx: number): void {
  const radiusPx = Math.max(1, Math.round(RADIUS * sizePx));
  const means = boxMeans(values, sizePx, radiusPx);
  const squares = boxMeans(
    values.map((value) => value * value),
    sizePx,
    radiusPx,
  );
  for (let at = 0; at < values.length; at += 1) {
    const variance = Math.max(0, squares[at] - means[at] * means[at]);
    values[at] = (values[at] - means[at]) / Math.sqrt(variance + VARIANCE_FLOOR);
  }
}

function equalize(values: Float32Array): void {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = 0; at < values.length; at += 1) {
    least = Math.min(least, values[at]);
    most = Math.max(most, values[at]);
  }
  if (!(most > least)) return;
  const scale = (RANK_BINS - 1) / (most - least);
  const counts = new Uint32Array(RANK_BINS);
  for (let at = 0; at < values.length; at += 1) counts[Math.round((values[at] - least) * scale)] += 1;
  // The middle rank of each bin, so that ties fall together.
  const ranks = new Float32Array(RANK_BINS);
  let below = 0;
  for (let bin = 0; bin < RANK_BINS; bin += 1) {
    ranks[bin] = below + counts[bin] / 2;
    below += counts[bin];
  }
  for (let at = 0; at < values.length; at += 1) {
    values[at] = ranks[Math.round((values[at] - least) * scale)] / values.length;
  }
}
