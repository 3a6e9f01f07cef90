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
import { conformalQuantile } from '../../src/model/metrics/conformal.ts';
import { deviation, median } from '../numeric/statistics.ts';

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
  const [spread, asymmetry] = [0, 1].map((part) => deviation(residuals.map((pair) => Math.log(pair[part]))));
  const spreadWeight = asymmetry / (spread + asymmetry);
  const residualWeights = [spreadWeight, 1 - spreadWeight] as const;
  const combined = residuals.map((pair) => combineResiduals(pair, residualWeights));
  const distances = locked.embeddings.map((embedding) => measureDistance(model.embedding, embedding));
  return {
    residualWeights,
    withheldResidual: conformalQuantile(combined, FAMILIAR_SHARE, Math.max(...combined)),
    rejectedDistance: farCutoff(distances, REJECTED_DEVIATIONS),
  };
}

/** Median times the deviation of the logarithms, taken so many times. */
export function farCutoff(values: readonly number[], deviations: number): number {
  const logs = values.map(Math.log);
  return Math.exp(median(logs) + deviations * deviation(logs));
}
