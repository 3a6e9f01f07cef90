/**
 * Distillation of the fold models into one network (Hinton et al., 2015), out of fold: each image's target lies between its label and
 * the probability that a model gave it which had not seen its patient, so that a label which no other film supports pulls less
 * (for noisy labels: Reed et al., ICLR 2015).
 * Invariant: no image's target comes from a model that saw its patient.
 */
import type { Label } from '../data/dataset.ts';
import type { OutOfFoldRow } from './cross-validate.ts';

/** How to distil. */
export interface DistillationConfig {
  /** Of the target, the share that comes from the folds; above 0, at most 1. */
  readonly share: number;
}

/**
 * @param rows out-of-fold predictions, calibrated with each class weighing one half; one an image at most
 * @param images all of the cache, by index
 * @returns [images] in [0, 1]; NaN for an image that is in no row
 * @throws RangeError for a share outside (0, 1], or an image in two rows
 */
export function softenLabels(
  rows: readonly Pick<OutOfFoldRow, 'index' | 'probability'>[],
  images: readonly { readonly label: Label }[],
  { share }: DistillationConfig,
): Float32Array {
  if (!(share > 0 && share <= 1)) throw new RangeError(`A share of ${share} can't be distilled.`);
  const targets = new Float32Array(images.length).fill(Number.NaN);
  for (const { index, probability } of rows) {
    if (!Number.isNaN(targets[index])) throw new RangeError(`Image ${index} has two predictions.`);
    targets[index] = (1 - share) * images[index].label + share * probability;
  }
  return targets;
}
