import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { resizeAntialiased } from '../../src/model/preprocess.ts';
import { createRandom } from '../../src/model/random.ts';
import { makeFilm } from './film.ts';
import { drawGaussian, fitGaussian, measureNearestTwo, measureTypicalNearest } from './gaussian.ts';

const SIDE_PX = 8;
const AREA = SIDE_PX * SIDE_PX;

/** n images 0.5 + 0.1 a left + 0.05 b top, a and b standard normal: two orthogonal patterns of known strength. */
function makeTwoPatternImages(count: number): Float32Array {
  const random = createRandom(11);
  const pixels = new Float32Array(count * AREA);
  for (let image = 0; image < count; image += 1) {
    const a = 0.1 * random.normal();
    const b = 0.05 * random.normal();
    for (let i = 0; i < AREA; i += 1) {
      const left = i % SIDE_PX < SIDE_PX / 2 ? 1 : -1;
      const top = i < AREA / 2 ? 1 : -1;
      pixels[image * AREA + i] = 0.5 + a * left + b * top;
    }
  }
  return pixels;
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('aggregate statistics of a class', () => {
  it('find the mean, the patterns that images vary by, and how strongly', () => {
    const before = tf.memory().numTensors;
    const gaussian = fitGaussian(makeTwoPatternImages(400), SIDE_PX, 2, createRandom(1));
    expect(tf.memory().numTensors).toBe(before);
    expect(gaussian.images).toBe(400);
    expect(gaussian.explainedShare).toBeCloseTo(1, 3);
    // The first component is left against right with deviation 0.1, the second top against bottom with 0.05.
    const [first, second] = gaussian.components;
    expect(Math.abs(first[0])).toBeCloseTo(0.1, 1);
    expect(first[0] / first[SIDE_PX - 1]).toBeCloseTo(-1, 1);
    expect(Math.abs(second[0])).toBeCloseTo(0.05, 1);
    expect(second[0] / second[AREA - SIDE_PX]).toBeCloseTo(-1, 1);
    for (const value of gaussian.mean) expect(Math.abs(value - 0.5)).toBeLessThan(0.02);
  });

  it('refuse too few images, of which a component could be one patient', () => {
    expect(() => fitGaussian(makeTwoPatternImages(60), SIDE_PX, 60, createRandom(1))).toThrow(RangeError);
  });

  it('give draws that vary as much as asked, the same from the same seed', () => {
    const gaussian = fitGaussian(makeTwoPatternImages(400), SIDE_PX, 2, createRandom(1));
    const options = { temperature: 0.5, truncation: 2 };
    const draws = Array.from({ length: 400 }, (_, seed) =>
      drawGaussian(gaussian, options, createRandom(seed)),
    );
    expect(drawGaussian(gaussian, options, createRandom(7))).toEqual(draws[7]);
    // Left minus right is 2 a: deviation 2 x 0.1 x 0.5, less 12 % for the cut at two deviations (0.88 of a normal's).
    const differences = draws.map((draw) => draw[0] - draw[SIDE_PX - 1]);
    const deviation = Math.sqrt(
      differences.reduce((sum, value) => sum + value * value, 0) / differences.length,
    );
    expect(deviation).toBeGreaterThan(0.075);
    expect(deviation).toBeLessThan(0.1);
    expect(Math.max(...differences.map(Math.abs))).toBeLessThanOrEqual(2 * 2 * 0.115 * 0.5);
  });
});

describe('the distance to the nearest image', () => {
  it('is the root mean square difference, and 0 for a copy', () => {
    const pixels = Float32Array.of(0, 0, 1, 1, 0.5, 0.5);
    expect(measureNearestTwo(Float32Array.of(1, 1), pixels)).toEqual([0, 0.5]);
    expect(measureNearestTwo(Float32Array.of(1, 1), pixels, 1)).toEqual([0.5, 1]);
  });
});

describe('no image is shown again', () => {
  it('a draw is a mixture: as near to its second nearest image as to its nearest, unlike a copy', () => {
    const sidePx = 24;
    const count = 60;
    const pixels = new Float32Array(count * sidePx * sidePx);
    for (let seed = 0; seed < count; seed += 1) {
      const film = makeFilm({ kind: 'pneumonia', seed, widthPx: 4 * sidePx, heightPx: 4 * sidePx });
      pixels.set(resizeAntialiased(film, sidePx, sidePx), seed * sidePx * sidePx);
    }
    const gaussian = fitGaussian(pixels, sidePx, 10, createRandom(1));
    const typical = measureTypicalNearest(pixels, sidePx * sidePx, count);
    for (let seed = 0; seed < 20; seed += 1) {
      const draw = drawGaussian(gaussian, { temperature: 0.8, truncation: 2 }, createRandom(seed));
      const [nearest, second] = measureNearestTwo(draw, pixels);
      expect(nearest / second).toBeGreaterThan(0.75);
      expect(nearest).toBeGreaterThan(0.5 * typical);
    }
    // The measure does find a copy: an image with a little noise is far nearer to its original.
    const random = createRandom(9);
    const copy = pixels.slice(0, sidePx * sidePx).map((value) => value + 0.005 * random.normal());
    const [nearest, second] = measureNearestTwo(copy, pixels);
    expect(nearest / second).toBeLessThan(0.5);
    expect(nearest).toBeLessThan(0.5 * typical);
  });
});
