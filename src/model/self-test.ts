/**
 * The self-test: generated inputs and the raw logits that they must give. Proves that an engine computes this model
 * before any of its numbers is shown. The inputs are made by formula, so that the fixture is a few lines of JSON.
 */
import * as v from 'valibot';
import { preprocess } from './preprocess.ts';
import { createRandom } from './random.ts';

const schema = v.object({
  schemaVersion: v.literal(2),
  /** Raw logits of `makeSelfTestInputs(count)`, float32 on the reference engine. */
  rawLogits: v.pipe(v.array(v.number()), v.minLength(2)),
  /** Mean of each input's embedding. */
  embeddingMeans: v.array(v.number()),
  /** Mean of each input's profile. */
  profileMeans: v.array(v.number()),
});

/**
 * How many inputs a release's self-test has: a batch of several, since an engine can get only the first right (tfjs #1488). A
 * model's own file decides.
 */
export const SELF_TEST_INPUTS = 4;

/** Expected outputs of the self-test. */
export type SelfTest = v.InferOutput<typeof schema>;

/**
 * Checks and narrows a parsed self-test.
 *
 * @throws v.ValiError when it is malformed
 */
export function parseSelfTest(json: unknown): SelfTest {
  return v.parse(schema, json);
}

/**
 * A batch of smooth, film-like inputs.
 *
 * @param count number of inputs, each different
 * @param sizePx side of the network input
 * @returns `count` new arrays of sizePx * sizePx standardised values
 */
export function makeSelfTestInputs(count: number, sizePx: number): Float32Array[] {
  return Array.from({ length: count }, (_, index) => makeSelfTestInput(index, sizePx));
}

/**
 * One of them: blurred random blobs of several scales, preprocessed as any radiograph.
 *
 * @param index from 0; each gives another input
 * @param sizePx side of the network input
 * @returns a new array of sizePx * sizePx standardised values
 */
export function makeSelfTestInput(index: number, sizePx: number): Float32Array {
  const random = createRandom(0x5e1f, index);
  const blobs = Array.from({ length: 24 }, () => ({
    x: random.uniform() * sizePx,
    y: random.uniform() * sizePx,
    radius: sizePx * (0.03 + 0.2 * random.uniform()),
    height: random.uniform() - 0.4,
  }));
  // Row and column apart: the exponentials of two million pixels would be most of the self-test's time.
  const falls = blobs.map(({ x, y, radius, height }) => ({
    across: fallOff(x, radius, sizePx),
    down: fallOff(y, radius, sizePx).map((value) => value * height),
  }));
  const pixels = new Float32Array(sizePx * sizePx);
  // A row of sums at a time, by plain loops: at a cold start nothing is optimised yet. Each pixel's sum keeps its order.
  const row = new Float64Array(sizePx);
  for (let y = 0; y < sizePx; y += 1) {
    row.fill(0.5);
    for (let at = 0; at < falls.length; at += 1) {
      const { across, down } = falls[at];
      const height = down[y];
      for (let x = 0; x < sizePx; x += 1) row[x] += across[x] * height;
    }
    for (let x = 0; x < sizePx; x += 1) pixels[y * sizePx + x] = Math.min(1, Math.max(0, row[x]));
  }
  return preprocess({ widthPx: sizePx, heightPx: sizePx, pixels, white: 1 }, sizePx);
}

/** A Gaussian along one axis: exp(-(i - center)^2 / (2 radius^2)) for each pixel i. */
function fallOff(center: number, radius: number, sizePx: number): Float64Array {
  return Float64Array.from({ length: sizePx }, (_, at) =>
    Math.exp(-((at - center) ** 2) / (2 * radius ** 2)),
  );
}

/** How far an engine's answers lie from the expected ones. */
export interface SelfTestResult {
  /** Largest absolute difference of a raw logit; Infinity when one is missing or not a number. */
  readonly maxLogitError: number;
  /** Largest absolute difference of an embedding's mean. */
  readonly maxEmbeddingError: number;
  /** Largest absolute difference of a profile's mean. */
  readonly maxProfileError: number;
}

/**
 * Compares an engine's answers with the expected ones.
 *
 * @param rawLogits one per input, in order
 * @param embeddings one per input, in order
 * @param profiles one per input, in order
 */
export function compareSelfTest(
  expected: SelfTest,
  rawLogits: readonly number[],
  embeddings: readonly Float32Array[],
  profiles: readonly Float32Array[],
): SelfTestResult {
  return {
    maxLogitError: largestDifference(expected.rawLogits, rawLogits),
    maxEmbeddingError: largestDifference(expected.embeddingMeans, embeddings.map(average)),
    maxProfileError: largestDifference(expected.profileMeans, profiles.map(average)),
  };
}

function largestDifference(expected: readonly number[], actual: readonly number[]): number {
  if (expected.length !== actual.length) return Number.POSITIVE_INFINITY;
  return expected.reduce((largest, value, index) => {
    const difference = Math.abs(value - (actual[index] ?? Number.NaN));
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(largest, difference);
  }, 0);
}

/** Mean of the values: what the self-test keeps of an embedding and of a profile. */
export function average(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
