import { describe, expect, it } from 'vitest';
import type { Classifier, MappedPrediction } from './classifier.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';
import { verifyClassifier, verifyPass } from './verify.ts';

/** Flat, each of a grey of its own. */
const makeInputs = (count: number): Float32Array[] =>
  Array.from({ length: count }, (_, index) => new Float32Array(100).fill(index));

const BIAS = 0.5;

/** Expects raw logits 1 and 2, embeddings whose mean is 3 and profiles whose mean is 1. */
const MODEL = {
  card: { selfTest: { toleranceFloat32: 1e-3, toleranceFloat16: 1e-2 }, model: { inputSizePx: 10 } },
  selfTest: { schemaVersion: 2, rawLogits: [1, 2], embeddingMeans: [3, 3], profileMeans: [1, 1] },
  selfTestInputs: makeInputs(2),
} as unknown as VerifiedModel;

/** The same with a third input, whose raw logit is 3. */
const LONGER = {
  ...MODEL,
  selfTest: { schemaVersion: 2, rawLogits: [1, 2, 3], embeddingMeans: [3, 3, 3], profileMeans: [1, 1, 1] },
  selfTestInputs: makeInputs(3),
} as unknown as VerifiedModel;

/** Right in everything but, perhaps, in its map, off by `mapError` of the logit, and in its profile's mean. */
function makeClassifier(mapError: number, profileError = 0): Classifier {
  const known = new Map<string, number>();
  return {
    engine: 'wasm',
    card: MODEL.card,
    bias: BIAS,
    dispose: () => undefined,
    predict: async (inputs) =>
      inputs.map((input) => {
        const key = input.subarray(0, 20).join();
        const rawLogit = known.get(key) ?? known.size + 1;
        known.set(key, rawLogit);
        const mean = rawLogit - BIAS + mapError;
        return {
          rawLogit,
          embedding: Float32Array.of(2, 4),
          profile: Float32Array.of(0, 2 + 2 * profileError),
          activation: { columns: 2, rows: 1, offset: 0, values: Float32Array.of(mean - 7, mean + 7) },
        };
      }),
  };
}

describe('an engine is allowed to compute', () => {
  it('when logits, embeddings, profiles and maps are the model’s', async () => {
    await expect(verifyClassifier(makeClassifier(0), MODEL, 'float32')).resolves.toBeUndefined();
    await expect(verifyClassifier(makeClassifier(0.005), MODEL, 'float16')).resolves.toBeUndefined();
  });

  it.each([
    ['float32', 0.005],
    ['float16', 0.05],
  ] as const)('not on %s when off by %d, however much its card allows', async (precision, error) => {
    const selfTest = { toleranceFloat32: 10, toleranceFloat16: 10 };
    const lax = { ...MODEL, card: { ...MODEL.card, selfTest } } as unknown as VerifiedModel;
    await expect(verifyClassifier(makeClassifier(error), lax, precision)).rejects.toBeInstanceOf(LockError);
  });

  it('after a lost context by two readings alone; a pass of several has a proof of its own', async () => {
    const sizes: number[] = [];
    const honest = makeClassifier(0);
    const counted: Classifier = {
      ...honest,
      predict(inputs) {
        sizes.push(inputs.length);
        return honest.predict(inputs);
      },
    };
    await verifyClassifier(counted, LONGER, 'float32', 'again');
    expect(sizes).toEqual([1, 1]);
    await verifyPass(counted, LONGER, 'float32');
    expect(sizes).toEqual([1, 1, 3]);
  });

  it('not even then when it gives the same for every input', async () => {
    const honest = makeClassifier(0);
    let first: MappedPrediction | null = null;
    const constant: Classifier = {
      ...honest,
      async predict(inputs) {
        first ??= (await honest.predict(inputs.slice(0, 1)))[0];
        const same = first;
        return inputs.map(() => same);
      },
    };
    await expect(verifyClassifier(constant, MODEL, 'float32', 'again')).rejects.toThrow('off by');
  });

  it('not when it is right alone and, in a batch, for the first input only', async () => {
    const honest = makeClassifier(0);
    const firstAlone: Classifier = {
      ...honest,
      async predict(inputs) {
        const [first, ...rest] = await honest.predict(inputs);
        return [first, ...rest.map(() => first)];
      },
    };
    await expect(verifyClassifier(firstAlone, MODEL, 'float16')).rejects.toThrow('off by');
    await expect(verifyPass(firstAlone, MODEL, 'float16')).rejects.toThrow('off by');
  });

  it('not when how the parts of the film lie comes out otherwise', async () => {
    for (const error of [0.05, Number.NaN]) {
      await expect(verifyClassifier(makeClassifier(0, error), MODEL, 'float32')).rejects.toBeInstanceOf(
        LockError,
      );
    }
  });

  it('not when its map does not add up to its own logit, or is no number', async () => {
    for (const error of [0.05, Number.NaN]) {
      await expect(verifyClassifier(makeClassifier(error), MODEL, 'float32')).rejects.toBeInstanceOf(
        LockError,
      );
    }
  });
});
