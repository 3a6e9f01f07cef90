/**
 * Proves that an engine computes this model: the self-test's inputs as one batch and one by one (tfjs issue 1488: only a
 * batch's first was right), against the logits and embeddings of the reference engine.
 */
import { integrate } from '../model/saliency.ts';
import { compareSelfTest, makeSelfTestInputs } from '../model/self-test.ts';
import type { Backend } from './backends/backend.ts';
import type { Classifier } from './classifier.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';

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
  const { toleranceFloat16, toleranceFloat32 } = model.card.selfTest;
  const tolerance = precision === 'float16' ? toleranceFloat16 : toleranceFloat32;
  const inputs = makeSelfTestInputs(model.selfTest.rawLogits.length, model.card.model.inputSizePx);
  const alone = [];
  for (const input of inputs) alone.push(...(await classifier.predict([input])));
  const together = await classifier.predict(inputs);
  for (const predictions of [alone, together]) {
    const { maxLogitError, maxEmbeddingError, maxProfileError } = compareSelfTest(
      model.selfTest,
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
    if (!errors.every((error) => error <= tolerance)) {
      const off = Math.max(...errors).toPrecision(2);
      throw new LockError(
        'self-test-failed',
        `${classifier.engine} is off by ${off}; ${tolerance} is allowed.`,
      );
    }
  }
}
