/**
 * Batches of mixed images: mixup (Zhang et al., ICLR 2018) and cutmix (Yun et al., ICCV 2019). Each image is mixed with
 * the one half a batch further on; the order of a batch is random, so the pairs are too.
 * The mixed target carries the class weights exactly: l w1 H(y1) + (1 - l) w2 H(y2) = w H(y) with w = l w1 + (1 - l) w2 and
 * y = (l w1 y1 + (1 - l) w2 y2) / w, since cross-entropy is linear in its target.
 */
import type { Random } from '../../src/model/random.ts';
import type { TrainingBatch } from './batches.ts';

/** How to mix. */
export interface MixConfig {
  readonly kind: 'mixup' | 'cutmix';
  /** The image's own share is drawn from Beta(alpha, alpha); above 0, at most 1. */
  readonly alpha: number;
  /** Chance that a batch is mixed at all. */
  readonly chance: number;
}

/** Whom a film of a batch is put together with: the one half a batch further on, whatever its class. */
export function partnerOf(slot: number, size: number): number {
  return (slot + Math.max(1, size >> 1)) % size;
}

/**
 * Mixes a batch, or returns it as it is when chance says so.
 *
 * @param sizePx side of the images in `batch.x`
 * @returns the same batch or one with new `x`, `y` (then anywhere in [0, 1]) and `weights`
 * @throws RangeError for an alpha outside (0, 1]
 */
export function mixBatch(
  batch: TrainingBatch,
  sizePx: number,
  config: MixConfig,
  random: Random,
): TrainingBatch {
  if (!(config.alpha > 0 && config.alpha <= 1))
    throw new RangeError(`An alpha of ${config.alpha} is unknown.`);
  if (random.uniform() >= config.chance) return batch;
  const size = batch.y.length;
  const area = sizePx * sizePx;
  const x = new Float32Array(batch.x.length);
  const y = new Float32Array(size);
  const weights = new Float32Array(size);
  for (let slot = 0; slot < size; slot += 1) {
    const partner = partnerOf(slot, size);
    const own = batch.x.subarray(slot * area, (slot + 1) * area);
    const other = batch.x.subarray(partner * area, (partner + 1) * area);
    const output = x.subarray(slot * area, (slot + 1) * area);
    const drawn = drawShare(config.alpha, random);
    const share =
      config.kind === 'mixup'
        ? blend(own, other, drawn, output)
        : paste(own, other, sizePx, drawn, random, output);
    const [ownWeight, otherWeight] = [share * batch.weights[slot], (1 - share) * batch.weights[partner]];
    weights[slot] = ownWeight + otherWeight;
    y[slot] = (ownWeight * batch.y[slot] + otherWeight * batch.y[partner]) / weights[slot];
  }
  return { ...batch, x, y, weights };
}

/** Beta(a, a) for a <= 1 by Jöhnk's method (1964). */
function drawShare(alpha: number, random: Random): number {
  for (;;) {
    const one = random.uniform() ** (1 / alpha);
    const other = random.uniform() ** (1 / alpha);
    const sum = one + other;
    if (sum > 0 && sum <= 1) return one / sum;
  }
}

function blend(own: Float32Array, other: Float32Array, share: number, output: Float32Array): number {
  for (let at = 0; at < output.length; at += 1) output[at] = share * own[at] + (1 - share) * other[at];
  return share;
}

/** Pastes a rectangle of the other image, of the same shape as the film; gives the share that is left of the own one. */
function paste(
  own: Float32Array,
  other: Float32Array,
  sizePx: number,
  share: number,
  random: Random,
  output: Float32Array,
): number {
  output.set(own);
  const sidePx = Math.round(sizePx * Math.sqrt(1 - share));
  const leftPx = random.integer(sizePx) - (sidePx >> 1);
  const topPx = random.integer(sizePx) - (sidePx >> 1);
  const [left, right] = [Math.max(0, leftPx), Math.min(sizePx, leftPx + sidePx)];
  const [top, bottom] = [Math.max(0, topPx), Math.min(sizePx, topPx + sidePx)];
  for (let row = top; row < bottom; row += 1) {
    output.set(other.subarray(row * sizePx + left, row * sizePx + right), row * sizePx + left);
  }
  return 1 - (Math.max(0, right - left) * Math.max(0, bottom - top)) / (sizePx * sizePx);
}
