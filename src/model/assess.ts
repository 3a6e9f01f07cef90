/**
 * Raw network output -> assessment: calibrated probability, finding, familiarity. Pure; the only place that decides.
 */
import { type Domain, type FamiliarityModel, judgeDomain } from './familiarity.ts';
import type { ModelCard } from './model-card.ts';

/** The decision threshold on the probability of pneumonia unless the reader moves it. */
export const DEFAULT_THRESHOLD = 0.5;

/** What the network said of one image. */
export interface RawPrediction {
  /** Uncalibrated score for pneumonia. */
  readonly rawLogit: number;
  /** C values >= 0. */
  readonly embedding: Float32Array;
  /** How the parts lie, as `profileFeatureMap` gives it. */
  readonly profile: Float32Array;
}

/** What the model reads in an image; independent of the reader's threshold. */
export interface Assessment {
  /** Calibrated logit: its sigmoid is `probabilityPneumonia`. */
  readonly logit: number;
  /** In (0, 1), for a prior of one half each. */
  readonly probabilityPneumonia: number;
  /** 1 - probabilityPneumonia, computed without cancellation. */
  readonly probabilityNormal: number;
  /** Cut-off / distance to the training data: below 1 the image is unlike the training data. */
  readonly familiarity: number;
  /** Whether the numbers are shown at once, or when the reader asks. */
  readonly domain: Exclude<Domain, 'rejected'>;
}

/** No frontal chest radiograph: there is no number to show. */
export interface OutsideDomain {
  readonly familiarity: number;
  readonly domain: 'rejected';
}

/** The call at a threshold; `indeterminate`: the model declines. */
export type Finding = 'normal' | 'indeterminate' | 'pneumonia';

/** The logistic function; maps a logit to a probability. */
export function sigmoid(logit: number): number {
  return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
}

/** Log odds of a probability in [0, 1]; infinite at both ends. */
export function logitOf(probability: number): number {
  return Math.log(probability) - Math.log1p(-probability);
}

/** Raised when the network gave something that is no number: a fault of the engine, never of the image. */
export class NotANumberError extends Error {
  override readonly name = 'NotANumberError';
}

/**
 * The calibrated logit of a raw one.
 *
 * @throws NotANumberError when it is not finite
 */
export function calibrateLogit(rawLogit: number, { scale, offset }: ModelCard['calibration']): number {
  return requireFinite(scale * rawLogit + offset);
}

function requireFinite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new NotANumberError('The engine returned something that is not a number.');
}

/**
 * Calibrates and judges one prediction.
 *
 * @throws NotANumberError when the logit or a distance to the training data is not finite
 */
export function assess(
  prediction: RawPrediction,
  card: ModelCard,
  model: FamiliarityModel,
): Assessment | OutsideDomain {
  const logit = calibrateLogit(prediction.rawLogit, card.calibration);
  const { domain, familiarity } = judgeDomain(
    model,
    card.familiarity,
    prediction.embedding,
    prediction.profile,
  );
  requireFinite(familiarity);
  if (domain === 'rejected') return { familiarity, domain };
  return {
    logit,
    probabilityPneumonia: sigmoid(logit),
    probabilityNormal: sigmoid(-logit),
    familiarity,
    domain,
  };
}

/**
 * The finding at a threshold. The indeterminate zone of the card surrounds a threshold of 0.5; a moved threshold takes
 * the zone along by the same distance in log odds, so that a stricter reader keeps a zone of the same evidence.
 *
 * @param logit calibrated
 * @param threshold on the probability of pneumonia, in (0, 1)
 */
export function decideFinding(logit: number, threshold: number, zones: ModelCard['zones']): Finding {
  const shift = logitOf(threshold);
  if (logit > logitOf(zones.upper) + shift) return 'pneumonia';
  if (logit < logitOf(zones.lower) + shift) return 'normal';
  if (zones.lower === zones.upper) return logit >= shift ? 'pneumonia' : 'normal';
  return 'indeterminate';
}
