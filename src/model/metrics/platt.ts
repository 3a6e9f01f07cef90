/**
 * Raw logits -> calibrated logits by a line, fitted for a prior of one half (J. Platt, "Probabilistic outputs for support
 * vector machines", 1999; solved by Newton's method as in Lin, Lin and Weng, Machine Learning 2007).
 */
import { sigmoid } from '../assess.ts';
import { checkScoredSet } from './scored-set.ts';

/** calibrated logit = scale * rawLogit + offset. */
export interface PlattLine {
  /** Above 0: calibration never turns the order round. */
  readonly scale: number;
  readonly offset: number;
}

/** Scores that can't be calibrated by a rising line. */
export class CalibrationError extends Error {
  override readonly name = 'CalibrationError';
}

const MAX_STEPS = 100;
/** Newton's method ends when neither gradient exceeds this; the loss is a mean, so of order 1. */
const GRADIENT_TOLERANCE = 1e-12;

/**
 * Fits scale and offset by least cross-entropy, each class weighing one half. Platt's targets, (n + 1) / (n + 2) for
 * pneumonia and 1 / (n + 2) for normal with n the images of that class, keep the line finite when the classes are apart.
 *
 * @throws CalibrationError when the best line does not rise or is not found: the scores carry no information
 * @throws RangeError as `checkScoredSet`
 */
export function fitPlatt(rawLogits: ArrayLike<number>, labels: ArrayLike<number>): PlattLine {
  const { normal, pneumonia } = checkScoredSet(rawLogits, labels);
  const targets = [1 / (normal + 2), (pneumonia + 1) / (pneumonia + 2)];
  const weights = [1 / (2 * normal), 1 / (2 * pneumonia)];
  // Newton's steps are the same under a shift and scale of the scores; standardised ones keep the matrix well conditioned.
  const { mean, deviation } = summarize(rawLogits);
  if (deviation === 0) throw new CalibrationError('All scores are the same: there is nothing to calibrate.');
  const scores = Float64Array.from(rawLogits, (logit) => (logit - mean) / deviation);
  const lossOf = (line: PlattLine): number => measureLoss(scores, labels, targets, weights, line);

  let line: PlattLine = { scale: 0, offset: 0 };
  let loss = lossOf(line);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const { gradient, direction } = newtonDirection(scores, labels, targets, weights, line);
    if (Math.max(Math.abs(gradient.scale), Math.abs(gradient.offset)) < GRADIENT_TOLERANCE) break;
    let share = 1;
    let next = move(line, direction, share);
    // The loss is convex: half a step always helps in the end, unless rounding is all that is left.
    while (lossOf(next) > loss && share > 1e-8) {
      share /= 2;
      next = move(line, direction, share);
    }
    if (lossOf(next) >= loss) break;
    line = next;
    loss = lossOf(next);
  }
  const fitted = { scale: line.scale / deviation, offset: line.offset - (line.scale * mean) / deviation };
  if (!(Number.isFinite(fitted.scale) && fitted.scale > 0 && Number.isFinite(fitted.offset))) {
    throw new CalibrationError(
      'The scores do not rise with the label: the model has learned nothing to calibrate.',
    );
  }
  return fitted;
}

function summarize(values: ArrayLike<number>): { mean: number; deviation: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i];
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i += 1) squares += (values[i] - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

function move(line: PlattLine, direction: PlattLine, share: number): PlattLine {
  return { scale: line.scale + share * direction.scale, offset: line.offset + share * direction.offset };
}

/** Weighted cross-entropy, log(1 + e^z) - t z, in the form that does not overflow. */
function measureLoss(
  scores: Float64Array,
  labels: ArrayLike<number>,
  targets: readonly number[],
  weights: readonly number[],
  line: PlattLine,
): number {
  let loss = 0;
  for (let i = 0; i < scores.length; i += 1) {
    const z = line.scale * scores[i] + line.offset;
    const softplus = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    loss += weights[labels[i]] * (softplus - targets[labels[i]] * z);
  }
  return loss;
}

/** Gradient of the loss and the Newton direction -H^-1 g; a trace of damping keeps H invertible where all is saturated. */
function newtonDirection(
  scores: Float64Array,
  labels: ArrayLike<number>,
  targets: readonly number[],
  weights: readonly number[],
  line: PlattLine,
): { gradient: PlattLine; direction: PlattLine } {
  let [gradientScale, gradientOffset, ss, so, oo] = [0, 0, 1e-14, 0, 1e-14];
  for (let i = 0; i < scores.length; i += 1) {
    const probability = sigmoid(line.scale * scores[i] + line.offset);
    const error = weights[labels[i]] * (probability - targets[labels[i]]);
    const curvature = weights[labels[i]] * probability * (1 - probability);
    gradientScale += error * scores[i];
    gradientOffset += error;
    ss += curvature * scores[i] * scores[i];
    so += curvature * scores[i];
    oo += curvature;
  }
  const determinant = ss * oo - so * so;
  return {
    gradient: { scale: gradientScale, offset: gradientOffset },
    direction: {
      scale: -(oo * gradientScale - so * gradientOffset) / determinant,
      offset: -(ss * gradientOffset - so * gradientScale) / determinant,
    },
  };
}
