/**
 * The speed test: how long a verified engine takes for one radiograph, all told: upload, computation, and reading the numbers.
 */
import type { Classifier } from './classifier.ts';

/** Odd, so that one of them is the median; the engine is warm from its self-test. */
const RUNS = 5;

/**
 * @param input a network input, sizePx * sizePx standardised values
 * @param now milliseconds of any clock that never runs back
 * @returns the median
 * @throws EngineLostError
 */
export async function timeClassifier(
  classifier: Pick<Classifier, 'predict'>,
  input: Float32Array,
  now: () => number,
): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const startMs = now();
    await classifier.predict([input]);
    times.push(now() - startMs);
  }
  return times.sort((a, b) => a - b)[(RUNS - 1) / 2];
}
