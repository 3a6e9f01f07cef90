import { describe, expect, test } from 'vitest';
import { standardize } from '../../src/model/preprocess.ts';
import { createRandom } from '../../src/model/random.ts';
import {
  AUGMENTATION,
  type Augmentation,
  createAugmenter,
  drawAugmentation,
  IDENTITY_AUGMENTATION,
} from './augment.ts';

function augment(source: Uint8Array, sizePx: number, changes: Partial<Augmentation>): Float32Array {
  const output = new Float32Array(sizePx * sizePx);
  createAugmenter(sizePx).augment(source, { ...IDENTITY_AUGMENTATION, ...changes }, output);
  return output;
}

/** An 11 x 11 black image with one white pixel; its centre is (5, 5). */
function dot(x: number, y: number): Uint8Array {
  const source = new Uint8Array(11 * 11);
  source[y * 11 + x] = 255;
  return source;
}

/** Coordinates [x, y] of the brightest value of an 11 x 11 image. */
function brightest(values: Float32Array): [number, number] {
  const at = values.reduce((best, value, index) => (value > values[best] ? index : best), 0);
  return [at % 11, Math.floor(at / 11)];
}

const texture = new Uint8Array(20 * 20).map((_, index) => (index * 37) % 256);

describe('an unchanged image', () => {
  test('is exactly the standardised image', () => {
    const expected = standardize(Float32Array.from(texture, (value) => value / 255));
    expect(augment(texture, 20, {})).toEqual(expected);
  });
});

describe('a white dot', () => {
  test('moves right and down with a positive shift', () => {
    // 2/11 and 3/11 of 11 px are 2 px and 3 px.
    expect(brightest(augment(dot(4, 4), 11, { shiftX: 2 / 11, shiftY: 3 / 11 }))).toEqual([6, 7]);
  });

  test('turns clockwise about the centre', () => {
    // 3 px right of the centre, turned by a quarter: 3 px below it.
    expect(brightest(augment(dot(8, 5), 11, { rotationDegrees: 90 }))).toEqual([5, 8]);
    expect(brightest(augment(dot(8, 5), 11, { rotationDegrees: -90 }))).toEqual([5, 2]);
  });

  test('moves away from the centre when enlarged, sideways alone when stretched', () => {
    expect(brightest(augment(dot(7, 6), 11, { scale: 2 }))).toEqual([9, 7]);
    expect(brightest(augment(dot(7, 6), 11, { stretch: 2 }))).toEqual([9, 6]);
  });

  test('is scaled first, then turned, then shifted', () => {
    // (2, 0) from the centre -> doubled (4, 0) -> quarter turn (0, 4) -> 1 px left (-1, 4).
    const changes = { scale: 2, rotationDegrees: 90, shiftX: -1 / 11 };
    expect(brightest(augment(dot(7, 5), 11, changes))).toEqual([4, 9]);
  });

  test('between pixels is shared by its neighbours', () => {
    // A quarter of a pixel right: 3/4 stays, 1/4 goes to the right; the rest is black.
    const values = augment(dot(5, 5), 11, { shiftX: 0.25 / 11 });
    const black = values[0];
    const [stays, goes] = [values[5 * 11 + 5] - black, values[5 * 11 + 6] - black];
    expect(stays / goes).toBeCloseTo(3, 4);
  });
});

/** Whether each pixel of a 10-pixel row is brighter than the mean. */
const isWhite = (values: Float32Array): boolean[] => [...values.subarray(0, 10)].map((value) => value > 0);

describe('what comes in from outside', () => {
  // Left half black, right half white, shifted to the left by half: the right part comes from outside.
  const halves = new Uint8Array(100).map((_, index) => (index % 10 < 5 ? 0 : 255));

  test('is the edge drawn out, or black', () => {
    const drawn = augment(halves, 10, { shiftX: -0.3 });
    const black = augment(halves, 10, { shiftX: -0.3, hasBlackBorder: true });
    // Row: 2 black, then white from x = 2; x = 7, 8, 9 lie outside the source.
    expect(isWhite(drawn)).toEqual([false, false, true, true, true, true, true, true, true, true]);
    expect(isWhite(black)).toEqual([false, false, true, true, true, true, true, false, false, false]);
  });
});

describe('grey values', () => {
  test('follow the gamma curve', () => {
    // 51/255 = 0.2 and 0.2^2 = 0.04; two values standardise to +-1 whatever the curve, so a third tells: 0, 0.04, 1.
    const source = new Uint8Array([0, 51, 255, 255]);
    const values = augment(source, 2, { gamma: 2 });
    expect((values[1] - values[0]) / (values[2] - values[0])).toBeCloseTo(0.04, 5);
  });

  test('are clipped when contrast drives them out', () => {
    // 0.5 + 2 (0.2 - 0.5) < 0 is black as 0 is; 0.5 + 2 (0.6 - 0.5) = 0.7.
    const values = augment(new Uint8Array([0, 51, 153, 255]), 2, { contrast: 2 });
    expect(values[1]).toBe(values[0]);
    expect((values[2] - values[0]) / (values[3] - values[0])).toBeCloseTo(0.7, 5);
  });

  test('are smoothed along both axes', () => {
    const values = augment(dot(5, 5), 11, { softness: 0.25 });
    const at = (x: number, y: number) => (values[y * 11 + x] - values[0]) / (values[5 * 11 + 5] - values[0]);
    // [1, 2, 1]/4 times [1, 2, 1]/4: a direct neighbour has half of the middle, a diagonal one a quarter.
    expect(at(4, 5)).toBeCloseTo(0.5, 5);
    expect(at(5, 6)).toBeCloseTo(0.5, 5);
    expect(at(6, 4)).toBeCloseTo(0.25, 5);
    expect(at(7, 5)).toBeCloseTo(0, 5);
  });

  test('stay those of a flat image under smoothing and sharpening, edges too', () => {
    const flat = new Uint8Array(36).fill(100);
    for (const softness of [0.2, -0.1])
      expect([...augment(flat, 6, { softness })]).toEqual(Array(36).fill(0));
  });

  test('carry noise of the strength asked for', () => {
    const sizePx = 160;
    const source = new Uint8Array(sizePx * sizePx).map((_, index) => (index % 2 === 0 ? 0 : 255));
    const values = augment(source, sizePx, { noise: 0.1, noiseStart: 5, noiseStride: 30001 });
    // Signal +-0.5 with noise 0.1: total variance 0.26, so the black pixels spread by 0.1 / sqrt(0.26) = 0.196.
    const black = values.filter((_, index) => index % 2 === 0);
    const mean = black.reduce((sum, value) => sum + value, 0) / black.length;
    const variance = black.reduce((sum, value) => sum + (value - mean) ** 2, 0) / black.length;
    expect(Math.sqrt(variance)).toBeCloseTo(0.196, 2);
  });
});

test('a blur of several passes spreads by the sum of their variances', () => {
  // 3 passes of [w, 1 - 2w, w] have a variance of 3 * 2w = 0.6 px^2 in x.
  const values = augment(dot(5, 5), 11, { softness: 0.1, softPasses: 3 });
  const least = Math.min(...values);
  let [sum, squares] = [0, 0];
  for (const [at, value] of values.entries()) {
    sum += value - least;
    squares += (value - least) * ((at % 11) - 5) ** 2;
  }
  expect(squares / sum).toBeCloseTo(0.6, 4);
});

test('an erased rectangle has one grey, the rest keeps its own', () => {
  const values = augment(texture, 20, {
    erasures: [{ leftPx: 3, topPx: 4, widthPx: 5, heightPx: 6, grey: 0.5 }],
  });
  const inside = new Set<number>();
  for (let y = 4; y < 10; y += 1) for (let x = 3; x < 8; x += 1) inside.add(values[y * 20 + x]);
  expect(inside.size).toBe(1);
  expect(new Set([values[4 * 20 + 2], values[4 * 20 + 8], values[3 * 20 + 3]]).size).toBe(3);
});

const draw = (...seed: number[]) => drawAugmentation(AUGMENTATION, 160, createRandom(...seed));

describe('drawn changes', () => {
  test('are the same for the same seed, others for another', () => {
    expect(draw(1, 2, 3)).toEqual(draw(1, 2, 3));
    expect(draw(1, 2, 4)).not.toEqual(draw(1, 2, 3));
  });

  test('stay within the limits of the recipe and reach into all of their range', () => {
    const draws = Array.from({ length: 2000 }, (_, seed) => draw(seed));
    const range = (pick: (drawn: Augmentation) => number) => {
      const values = draws.map(pick);
      return [Math.min(...values), Math.max(...values)];
    };
    const checks: [(drawn: Augmentation) => number, number, number][] = [
      [(drawn) => drawn.rotationDegrees, -12, 12],
      [(drawn) => drawn.scale, 0.82, 1.18],
      [(drawn) => drawn.stretch, 0.78, 1.22],
      [(drawn) => drawn.shiftX, -0.12, 0.12],
      [(drawn) => drawn.shiftY, -0.12, 0.12],
      [(drawn) => drawn.gamma, 1 / AUGMENTATION.gamma, AUGMENTATION.gamma],
    ];
    for (const [pick, low, high] of checks) {
      const [least, most] = range(pick);
      const slack = 0.02 * (high - low);
      expect(least).toBeGreaterThanOrEqual(low);
      expect(least).toBeLessThan(low + slack);
      expect(most).toBeLessThanOrEqual(high);
      expect(most).toBeGreaterThan(high - slack);
    }
    for (const { leftPx, topPx, widthPx, heightPx } of draws.flatMap(({ erasures }) => erasures)) {
      expect(Math.min(leftPx, topPx)).toBeGreaterThanOrEqual(0);
      expect(leftPx + widthPx).toBeLessThanOrEqual(160);
      expect(topPx + heightPx).toBeLessThanOrEqual(160);
    }
  });

  test('paint a frame or corners only where asked to, and leave the middle of the film to be seen', () => {
    const never = { ...AUGMENTATION, eraseChance: 0, frameChance: 0, cornerChance: 0 };
    const always = { ...never, frameChance: 1, cornerChance: 1 };
    for (let seed = 0; seed < 50; seed += 1) {
      expect(drawAugmentation(never, 160, createRandom(seed)).erasures).toEqual([]);
      const { erasures } = drawAugmentation(always, 160, createRandom(seed));
      expect(erasures).toHaveLength(8);
      for (const { leftPx, topPx, widthPx, heightPx } of erasures) {
        const coversMiddle = leftPx <= 80 && leftPx + widthPx > 80 && topPx <= 80 && topPx + heightPx > 80;
        expect(coversMiddle).toBe(false);
      }
    }
  });

  test('never give anything but standardised numbers', () => {
    const augmenter = createAugmenter(20);
    const output = new Float32Array(400);
    for (let seed = 0; seed < 50; seed += 1) {
      augmenter.augment(texture, drawAugmentation(AUGMENTATION, 20, createRandom(seed)), output);
      const mean = output.reduce((sum, value) => sum + value, 0) / 400;
      const variance = output.reduce((sum, value) => sum + value * value, 0) / 400;
      expect(mean).toBeCloseTo(0, 4);
      expect(variance).toBeCloseTo(1, 4);
    }
  });
});
