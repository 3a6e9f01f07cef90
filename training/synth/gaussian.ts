/**
 * Aggregate statistics of a class and draws from them: a low-rank Gaussian over pixels, mean + sum of c_k component_k.
 * Principal components by the Gram matrix of the images (Turk and Pentland, "Eigenfaces", 1991).
 * Invariant: a draw's coefficients come from a random generator alone. No image's own coefficients are kept or used, so a
 * draw is a mixture of all images of its class; that none is shown again is measured by `measureNearestTwo`.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { Random } from '../../src/model/random.ts';
import { findLeadingVectors, OVERSAMPLING, squareLength } from '../numeric/leading-vectors.ts';

/** Fitted statistics of one class. */
export interface ClassGaussian {
  readonly sidePx: number;
  /** sidePx * sidePx greys, 0 to 1. */
  readonly mean: Float32Array;
  /** Each sidePx * sidePx, scaled by its standard deviation: coefficients are standard normal. Largest first. */
  readonly components: readonly Float32Array[];
  /** Images that went in, one a patient. */
  readonly images: number;
  /** Share of the images' variance that the components hold. */
  readonly explainedShare: number;
}

const ITERATIONS = 16;

/**
 * Fits mean and components. Needs a registered tfjs backend; leaves no tensor behind.
 *
 * @param pixels n * sidePx * sidePx greys, image by image
 * @param componentCount K
 * @throws RangeError when there are fewer than K + 9 images or the pixels fill no whole number of them
 */
export function fitGaussian(
  pixels: Float32Array,
  sidePx: number,
  componentCount: number,
  random: Random,
): ClassGaussian {
  const area = sidePx * sidePx;
  const images = pixels.length / area;
  if (!Number.isInteger(images))
    throw new RangeError(`${pixels.length} values fill no whole number of images.`);
  if (images <= componentCount + OVERSAMPLING) {
    throw new RangeError(`${images} images are too few for ${componentCount} components.`);
  }
  const mean = averageImages(pixels, area);
  return tf.tidy(() => {
    const centered = tf.sub(tf.tensor2d(pixels, [images, area]), tf.tensor1d(mean));
    const gram = tf.div(tf.matMul(centered, centered, false, true), images - 1);
    const total = tf.sum(tf.mul(centered, centered)).dataSync()[0] / (images - 1);
    const vectors = findLeadingVectors(gram as tf.Tensor2D, componentCount, {
      iterations: ITERATIONS,
      random,
    });
    // A unit Gram vector q gives the component X'q / sqrt(n - 1), whose length is the standard deviation.
    const weights = tf.tensor2d(
      vectors.flatMap((vector) => Array.from(vector)),
      [componentCount, images],
    );
    const values = tf.div(tf.matMul(weights, centered), Math.sqrt(images - 1)).dataSync<'float32'>();
    const components = vectors.map((_, k) => values.slice(k * area, (k + 1) * area));
    const held = components.reduce((sum, component) => sum + squareLength(component), 0);
    return { sidePx, mean, components, images, explainedShare: held / total };
  });
}

function averageImages(pixels: Float32Array, area: number): Float32Array {
  const sums = new Float64Array(area);
  for (let i = 0; i < pixels.length; i += 1) sums[i % area] += pixels[i];
  return Float32Array.from(sums, (sum) => (sum * area) / pixels.length);
}

/** How far a draw may stray. */
export interface DrawOptions {
  /** Scales every coefficient; below 1 stays nearer the mean. */
  readonly temperature: number;
  /** A coefficient beyond this many deviations is drawn again. */
  readonly truncation: number;
}

/**
 * Draws an image. The coefficients come from `random` alone.
 *
 * @returns a new Float32Array of sidePx * sidePx greys, clamped to [0, 1]
 */
export function drawGaussian(gaussian: ClassGaussian, options: DrawOptions, random: Random): Float32Array {
  const image = gaussian.mean.slice();
  for (const component of gaussian.components) {
    let coefficient = random.normal();
    while (Math.abs(coefficient) > options.truncation) coefficient = random.normal();
    coefficient *= options.temperature;
    for (let i = 0; i < image.length; i += 1) image[i] += coefficient * component[i];
  }
  return image.map((value) => Math.min(1, Math.max(0, value)));
}

/**
 * Distances from an image to the nearest and the second nearest of a set, root mean square over pixels. For a copy the
 * first is far below the second; for a mixture they are nearly the same.
 *
 * @param pixels images of the same size, one after the other
 * @param skip index of an image to leave out, null for none
 */
export function measureNearestTwo(
  image: Float32Array,
  pixels: Float32Array,
  skip: number | null = null,
): readonly [number, number] {
  const area = image.length;
  let nearest = Number.POSITIVE_INFINITY;
  let second = Number.POSITIVE_INFINITY;
  for (let start = 0, index = 0; start < pixels.length; start += area, index += 1) {
    if (index === skip) continue;
    let sum = 0;
    for (let i = 0; i < area && sum < second; i += 1) sum += (image[i] - pixels[start + i]) ** 2;
    if (sum < nearest) {
      second = nearest;
      nearest = sum;
    } else if (sum < second) second = sum;
  }
  return [Math.sqrt(nearest / area), Math.sqrt(second / area)];
}

/**
 * What "near" means among different patients: the median, over up to `count` images spread over the set, of the distance
 * to the nearest other one.
 */
export function measureTypicalNearest(pixels: Float32Array, area: number, count: number): number {
  const images = pixels.length / area;
  const step = Math.max(1, Math.floor(images / count));
  const distances: number[] = [];
  for (let index = 0; index < images; index += step) {
    distances.push(measureNearestTwo(pixels.slice(index * area, (index + 1) * area), pixels, index)[0]);
  }
  distances.sort((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)];
}
