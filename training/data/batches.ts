/**
 * One epoch of training batches: order, augmentation and class weights, all decided by (seed, epoch), so that a resumed run
 * sees what an unbroken one would have.
 * Decided: an epoch shows every image at least once; the last batch is filled up from the head of the same epoch's order
 * (differently augmented), so that every batch has the same size, for tiny sets too. Batches are made in line with the
 * steps: 32 images take some 5 ms beside a step of more than 100 ms that already uses both cores, so a worker would gain
 * nothing.
 */
import { createRandom, type Random, shuffle } from '../../src/model/random.ts';
import {
  type AugmentationConfig,
  createAugmenter,
  drawAugmentation,
  IDENTITY_AUGMENTATION,
} from './augment.ts';
import type { Label } from './dataset.ts';
import { applyInputForm, type InputForm } from './input-form.ts';
import { balanceSubgroups } from './sampling.ts';

/** What batches are made from; an `ImageCache` is one. */
export interface BatchSource {
  readonly sizePx: number;
  readonly images: readonly { readonly label: Label; readonly subgroup?: string }[];
  /** [N, S, S] uint8. */
  readonly pixels: Uint8Array;
}

/** How to make them. */
export interface BatchOptions {
  readonly batchSize: number;
  readonly seed: number;
  /** From 0. */
  readonly epoch: number;
  /** Null: images as they are. */
  readonly augmentation: AugmentationConfig | null;
  /** First step to make, to resume in the middle of an epoch; 0 when not given. */
  readonly firstStep?: number;
  /** Absent: every image once an epoch; see `balanceSubgroups`. */
  readonly sampling?: 'subgroup-balanced' | undefined;
  /** Absent: the standardised image. */
  readonly inputForm?: InputForm | undefined;
  /**
   * What is learnt, by index into the source's images, in [0, 1]; NaN where there is none, which no image that is trained on
   * may have. Absent: the labels. The weights are those of the labels either way.
   */
  readonly targets?: Float32Array | undefined;
}

/** One batch. The arrays are new in each batch: the caller may keep them. */
export interface TrainingBatch {
  /** Within the epoch, from 0. */
  readonly step: number;
  /** [B, S, S] standardised. */
  readonly x: Float32Array;
  /** [B] 0 or 1; between them in a mixed batch, or where targets were given. */
  readonly y: Float32Array;
  /** [B] class-balancing: both classes weigh the same over the indices given, mean 1. */
  readonly weights: Float32Array;
  /** [B] into the source's images. */
  readonly indices: Uint32Array;
}

/** Words mixed into the seed, so that order and augmentation are unrelated. */
const ORDER_DRAW = 11;
const AUGMENTATION_DRAW = 12;

/** Batches in an epoch: ceil(images / batchSize). */
export function countSteps(images: number, batchSize: number): number {
  return Math.ceil(images / batchSize);
}

/**
 * Weights that make both classes count the same: n / (2 n_class).
 *
 * @returns [of normal, of pneumonia]; their mean over the images is 1
 * @throws RangeError when a class is empty
 */
export function classWeights(labels: readonly Label[]): readonly [number, number] {
  const pneumonia = labels.filter((label) => label === 1).length;
  const normal = labels.length - pneumonia;
  if (normal === 0 || pneumonia === 0) throw new RangeError('Class weights need images of both classes.');
  return [labels.length / (2 * normal), labels.length / (2 * pneumonia)];
}

/**
 * Makes the batches of one epoch, one at a time.
 *
 * @param indices images to train on, into `source.images`
 * @throws RangeError when a class is empty, the batch size is no positive integer, or an image has no target
 */
export function* makeBatches(
  source: BatchSource,
  indices: readonly number[],
  options: BatchOptions,
): Generator<TrainingBatch, void, undefined> {
  const { batchSize, seed, epoch, augmentation, inputForm, targets } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`A batch size of ${batchSize} is not possible.`);
  }
  const untaught = targets === undefined ? undefined : indices.find((index) => !isShare(targets[index]));
  if (untaught !== undefined) throw new RangeError(`Image ${untaught} has no target.`);
  const order = orderEpoch(source, indices, options.sampling, createRandom(seed, epoch, ORDER_DRAW));
  const weightByLabel = classWeights(order.map((index) => source.images[index].label));
  const area = source.sizePx * source.sizePx;
  const augmenter = createAugmenter(source.sizePx);
  const steps = countSteps(order.length, batchSize);
  for (let step = options.firstStep ?? 0; step < steps; step += 1) {
    const batch: TrainingBatch = {
      step,
      x: new Float32Array(batchSize * area),
      y: new Float32Array(batchSize),
      weights: new Float32Array(batchSize),
      indices: new Uint32Array(batchSize),
    };
    for (let slot = 0; slot < batchSize; slot += 1) {
      const position = step * batchSize + slot;
      const index = order[position % order.length];
      const { label } = source.images[index];
      // The position, not only the image: an image that fills up the last batch is changed in another way.
      const random = createRandom(seed, epoch, AUGMENTATION_DRAW, index, position);
      augmenter.augment(
        source.pixels.subarray(index * area, (index + 1) * area),
        augmentation === null ? IDENTITY_AUGMENTATION : drawAugmentation(augmentation, source.sizePx, random),
        batch.x.subarray(slot * area, (slot + 1) * area),
      );
      if (inputForm !== undefined) {
        applyInputForm(batch.x.subarray(slot * area, (slot + 1) * area), source.sizePx, inputForm);
      }
      batch.y[slot] = targets?.[index] ?? label;
      batch.weights[slot] = weightByLabel[label];
      batch.indices[slot] = index;
    }
    yield batch;
  }
}

function isShare(value: number | undefined): boolean {
  return value !== undefined && value >= 0 && value <= 1;
}

function orderEpoch(
  source: BatchSource,
  indices: readonly number[],
  sampling: BatchOptions['sampling'],
  random: Random,
): number[] {
  if (sampling === undefined) return shuffle(indices, random);
  return balanceSubgroups(indices, (index) => source.images[index].subgroup ?? 'unknown', random);
}
