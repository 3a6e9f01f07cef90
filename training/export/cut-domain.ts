/**
 * The cut-offs of the domain check, from the locked tenth alone: films that the shipped weights never saw, so that what is
 * familiar is measured as it will be met.
 */
import {
  combineResiduals,
  type FamiliarityCutoffs,
  type FamiliarityModel,
  measureResiduals,
} from '../../src/model/familiarity.ts';
import { measureDistance } from '../../src/model/gaussian.ts';

/** Share of the locked tenth whose result is shown at once. */
export const FAMILIAR_SHARE = 0.985;

/**
 * A film is rejected when the logarithm of its embedding's distance lies this many standard deviations above the median
 * of the locked tenth: no quantile of a few hundred films reaches out to what is no chest, and no film of the set may be
 * rejected (on a normal tail, 3 in a million are).
 */
export const REJECTED_DEVIATIONS = 4.5;

/** Embeddings and profiles of one set of films. */
export interface DomainFeatures {
  readonly embeddings: readonly Float32Array[];
  readonly profiles: readonly Float32Array[];
}

/**
 * Weighs spread and asymmetry inversely to the spread of their logarithms, so that neither drowns the other, and cuts.
 *
 * @param locked the locked tenth as the exported weights see it, at least two films
 */
export function cutDomain(model: FamiliarityModel, locked: DomainFeatures): FamiliarityCutoffs {
  const residuals = locked.profiles.map((profile) => measureResiduals(model, profile));
  const [spread, asymmetry] = [0, 1].map((part) => deviate(residuals.map((pair) => Math.log(pair[part]))));
  const spreadWeight = asymmetry / (spread + asymmetry);
  const residualWeights = [spreadWeight, 1 - spreadWeight] as const;
  const combined = residuals.map((pair) => combineResiduals(pair, residualWeights));
  const distances = locked.embeddings.map((embedding) => measureDistance(model.embedding, embedding));
  return {
    residualWeights,
    withheldResidual: conformalQuantile(combined, FAMILIAR_SHARE),
    rejectedDistance: farCutoff(distances, REJECTED_DEVIATIONS),
  };
}

/** Standard deviation. */
function deviate(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** The value that a new one of the same kind stays within with at least this probability (Vovk et al. 2005). */
export function conformalQuantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.min(sorted.length - 1, Math.ceil(share * (sorted.length + 1)) - 1);
  return sorted[rank];
}

/** Median times the deviation of the logarithms, taken so many times. */
export function farCutoff(values: readonly number[], deviations: number): number {
  const logs = values.map(Math.log).sort((a, b) => a - b);
  const middle = logs.length >> 1;
  const median = logs.length % 2 === 1 ? logs[middle] : (logs[middle - 1] + logs[middle]) / 2;
  return Math.exp(median + deviations * deviate(logs));
}
