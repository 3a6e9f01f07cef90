/**
 * Proves that an engine computes this model: the self-test's inputs one by one and as one batch (tfjs issue 1488: only a
 * batch's first was right), against the logits and embeddings of the reference engine. The batch may be put off until the first
 * pass of several (`verifyPass`). An engine that passed it in this page and then lost its context is asked for less: it computes on
 * the same driver by the same programs, made anew.
 */
import { integrate } from '../model/saliency.ts';
import { compareSelfTest, type SelfTest } from '../model/self-test.ts';
import type { Backend } from './backends/backend.ts';
import type { Classifier, MappedPrediction } from './classifier.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';
import { yieldToPage } from './yield-to-page.ts';

/** The most that any card may allow, raw logit; a card that states more is held to this. */
const MAX_TOLERANCE: Readonly<Record<Backend['precision'], number>> = { float32: 1e-3, float16: 1e-2 };

/**
 * How much of the self-test is run before the engine may compute. `alone`: every input, and passes of several are left to
 * `verifyPass`. `again`, after a lost context: two of them; that they differ tells an engine that gives the same for all.
 */
export type SelfTestExtent = 'whole' | 'alone' | 'again';

/** What `again` reads alone; every self-test has as many (`model/self-test.ts`). */
const INPUTS_AGAIN = 2;

/**
 * Runs the self-test; also what warms the engine up.
 *
 * @throws LockError `self-test-failed`, EngineLostError
 */
export async function verifyClassifier(
  classifier: Classifier,
  model: VerifiedModel,
  precision: Backend['precision'],
  extent: SelfTestExtent = 'whole',
): Promise<void> {
  const count = extent === 'again' ? INPUTS_AGAIN : model.selfTest.rawLogits.length;
  const inputs = model.selfTestInputs.slice(0, count);
  const alone: MappedPrediction[] = [];
  for (const input of inputs) {
    // wasm computes on this thread and never waits: all passes would be one piece of work, and a click would wait for it.
    await yieldToPage();
    alone.push(...(await classifier.predict([input])));
  }
  refuseWrong(classifier, takeFirst(model.selfTest, count), alone, toleranceOf(model, precision));
  if (extent === 'whole') await verifyPass(classifier, model, precision);
}

/**
 * Proves a pass of several: all inputs of the self-test at once.
 *
 * @throws LockError `self-test-failed`, EngineLostError
 */
export async function verifyPass(
  classifier: Classifier,
  model: VerifiedModel,
  precision: Backend['precision'],
): Promise<void> {
  await yieldToPage();
  const together = await classifier.predict(model.selfTestInputs);
  refuseWrong(classifier, model.selfTest, together, toleranceOf(model, precision));
}

function takeFirst(selfTest: SelfTest, count: number): SelfTest {
  const { rawLogits, embeddingMeans, profileMeans } = selfTest;
  return {
    ...selfTest,
    rawLogits: rawLogits.slice(0, count),
    embeddingMeans: embeddingMeans.slice(0, count),
    profileMeans: profileMeans.slice(0, count),
  };
}

function toleranceOf({ card }: VerifiedModel, precision: Backend['precision']): number {
  const { toleranceFloat16, toleranceFloat32 } = card.selfTest;
  const stated = precision === 'float16' ? toleranceFloat16 : toleranceFloat32;
  return Math.min(stated, MAX_TOLERANCE[precision]);
}

/** @throws LockError */
function refuseWrong(
  classifier: Classifier,
  selfTest: SelfTest,
  predictions: readonly MappedPrediction[],
  tolerance: number,
): void {
  const { maxLogitError, maxEmbeddingError, maxProfileError } = compareSelfTest(
    selfTest,
    predictions.map(({ rawLogit }) => rawLogit),
    predictions.map(({ embedding }) => embedding),
    predictions.map(({ profile }) => profile),
  );
  // The map is held against the logit of the same pass: together with the bias it has to give that number.
  const maxMapError = Math.max(
    ...predictions.map(({ activation, rawLogit }) =>
      Math.abs(integrate(activation) + classifier.bias - rawLogit),
    ),
  );
  const errors = [maxLogitError, maxEmbeddingError, maxMapError, maxProfileError];
  // Written so that NaN fails.
  if (errors.every((error) => error <= tolerance)) return;
  const off = Math.max(...errors).toPrecision(2);
  throw new LockError('self-test-failed', `${classifier.engine} is off by ${off}; ${tolerance} is allowed.`);
}
