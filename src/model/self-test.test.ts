import { describe, expect, it } from 'vitest';
import { preprocess } from './preprocess.ts';
import { createRandom } from './random.ts';
import { average, compareSelfTest, makeSelfTestInputs, parseSelfTest } from './self-test.ts';

const EXPECTED = {
  schemaVersion: 2 as const,
  rawLogits: [1, -2],
  embeddingMeans: [0.5, 0.25],
  profileMeans: [0.1, 0.2],
};
const PROFILES = [Float32Array.of(0.1), Float32Array.of(0.2)];

describe('makeSelfTestInputs', () => {
  it('gives different, standardised inputs, the same each time', () => {
    const [first, second] = makeSelfTestInputs(2, 24);
    expect(first).not.toEqual(second);
    expect(makeSelfTestInputs(2, 24)[1]).toEqual(second);
    expect(first.reduce((sum, value) => sum + value, 0) / first.length).toBeCloseTo(0, 4);
  });
});

describe('each input', () => {
  it('is one half plus twenty-four blobs, cut to black and white, and preprocessed as any film', () => {
    const sidePx = 12;
    const inputs = makeSelfTestInputs(2, sidePx);
    for (const [index, input] of inputs.entries()) {
      const { uniform } = createRandom(0x5e1f, index);
      const blobs = Array.from({ length: 24 }, () => ({
        x: uniform() * sidePx,
        y: uniform() * sidePx,
        radius: sidePx * (0.03 + 0.2 * uniform()),
        height: uniform() - 0.4,
      }));
      const pixels = Float32Array.from({ length: sidePx * sidePx }, (_, at) => {
        const [column, row] = [at % sidePx, Math.floor(at / sidePx)];
        const value = blobs.reduce((sum, { x, y, radius, height }) => {
          const squared = (column - x) ** 2 + (row - y) ** 2;
          return sum + height * Math.exp(-squared / (2 * radius * radius));
        }, 0.5);
        return Math.min(1, Math.max(0, value));
      });
      const expected = preprocess({ widthPx: sidePx, heightPx: sidePx, pixels, white: 1 }, sidePx);
      expect(Math.max(...expected.map((value, at) => Math.abs(value - input[at])))).toBeLessThan(1e-5);
    }
  });
});

describe('the self-test’s file', () => {
  it('is read as it was written', () => {
    expect(parseSelfTest({ ...EXPECTED })).toEqual(EXPECTED);
  });

  it.each([
    ['of another version', { ...EXPECTED, schemaVersion: 1 }],
    ['with one answer alone', { ...EXPECTED, rawLogits: [1] }],
    ['with an answer that is no number', { ...EXPECTED, rawLogits: [1, null] }],
    ['without means', { schemaVersion: 2, rawLogits: [1, 2] }],
  ])('is refused %s', (_, json) => {
    expect(() => parseSelfTest(json)).toThrow();
  });
});

describe('average', () => {
  it('is the mean of all values', () => {
    expect(average(Float32Array.of(1, 2, 6))).toBe(3);
  });
});

describe('compareSelfTest', () => {
  it('tells the largest error of any input, not only of the first', () => {
    const result = compareSelfTest(
      EXPECTED,
      [1, -1.5],
      [Float32Array.of(0, 1), Float32Array.of(0.25, 0.25)],
      [Float32Array.of(0.1), Float32Array.of(0, 0.6)],
    );
    expect(result.maxProfileError).toBeCloseTo(0.1, 6);
    expect(result.maxLogitError).toBeCloseTo(0.5, 12);
    expect(result.maxEmbeddingError).toBe(0);
  });

  it.each([
    ['too few answers', [1]],
    ['an answer more', [1, -2, 3]],
    ['an answer that is no number', [1, Number.NaN]],
    ['a first answer that is no number', [Number.NaN, -2]],
  ])('never passes with %s', (_, logits) => {
    const result = compareSelfTest(EXPECTED, logits, [Float32Array.of(0.5), Float32Array.of(0.25)], PROFILES);
    expect(result.maxLogitError).toBe(Number.POSITIVE_INFINITY);
  });
});
