/**
 * Proves that an engine computes this model: the self-test's inputs as one batch and one by one (tfjs issue 1488: only a
 * batch's first was right), against the logits and embeddings of the reference engine.
 */
import { integrate } from '../model/saliency.ts';
import { compareSelfTest, makeSelfTestInputs } from '../model/self-test.ts';
import { yieldToPage } from '../study/yield-to-page.ts';
import type { Backend } from './backends/backend.ts';
import type { Classifier, MappedPrediction } from './classifier.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';

/** The most that any card may allow, raw logit; a card that states more is held to this. */
const MAX_TOLERANCE: Readonly<Record<Backend['precision'], number>> = { float32: 1e-3, float16: 1e-2 };

/**
 * Runs the self-test; also what warms the engine up.
 *
 * @throws LockError `self-test-failed`, EngineLostError
 */
export async function verifyClassifier(
  classifier: Classifier,
  model: VerifiedModel,
  precision: Backend['precision'],
): Promise<void> {
  const tolerance = toleranceOf(model, precision);
  const inputs = makeSelfTestInputs(model.selfTest.rawLogits.length, model.card.model.inputSizePx);
  const alone: MappedPrediction[] = [];
  for (const input of inputs) {
    // wasm computes on this thread and never waits: all passes would be one piece of work, and a click would wait for it.
    await yieldToPage();
    alone.push(...(await classifier.predict([input])));
  }
  refuseWrong(classifier, model, alone, tolerance);
  await yieldToPage();
  refuseWrong(classifier, model, await classifier.predict(inputs), tolerance);
}

function toleranceOf({ card }: VerifiedModel, precision: Backend['precision']): number {
  const { toleranceFloat16, toleranceFloat32 } = card.selfTest;
  const stated = precision === 'float16' ? toleranceFloat16 : toleranceFloat32;
  return Math.min(stated, MAX_TOLERANCE[precision]);
}

/** @throws LockError */
function refuseWrong(
  classifier: Classifier,
  { selfTest }: VerifiedModel,
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
