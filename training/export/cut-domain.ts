/**
 * The cut-offs of the domain check, from the locked tenth alone: films that the shipped weights never saw, so that what is
 * familiar is measured as it will be met.
 */
import {
  combineResiduals,
  type Domain,
  type FamiliarityCutoffs,
  type FamiliarityModel,
  judgeDomain,
  measureResiduals,
} from '../../src/model/familiarity.ts';
import { measureDistance } from '../../src/model/gaussian.ts';
import { conformalQuantile } from '../../src/model/metrics/conformal.ts';
import { createRandom, shuffle } from '../../src/model/random.ts';
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

/**
 * What the domain check says of films that its cut-offs were not made from: the same films in parts, each judged by cut-offs from
 * the other parts. With films that the weights never saw this is the rate to expect, and it needs no model but the one.
 *
 * @param groups patient of each film: a patient lies in one part alone
 * @param seed draws the parts
 * @returns one verdict a film, in order
 * @throws RangeError for fewer than 2 parts
 */
export function crossFitDomain(
  model: FamiliarityModel,
  { embeddings, profiles }: DomainFeatures,
  groups: readonly string[],
  { parts, seed }: { readonly parts: number; readonly seed: number },
): Domain[] {
  if (!Number.isInteger(parts) || parts < 2) throw new RangeError(`${parts} parts leave nothing to cut on.`);
  const patients = shuffle([...new Set(groups)].sort(), createRandom(seed));
  const partOf = new Map(patients.map((patient, at) => [patient, at % parts]));
  const cutoffs = Array.from({ length: parts }, (_, part) => {
    const others = [...groups.keys()].filter((row) => partOf.get(groups[row]) !== part);
    return cutDomain(model, {
      embeddings: others.map((row) => embeddings[row]),
      profiles: others.map((row) => profiles[row]),
    });
  });
  return groups.map((group, row) => {
    const own = cutoffs[partOf.get(group) ?? 0];
    return judgeDomain(model, own, embeddings[row], profiles[row]).domain;
  });
}

/** Median times the deviation of the logarithms, taken so many times. */
export function farCutoff(values: readonly number[], deviations: number): number {
  const logs = values.map(Math.log);
  return Math.exp(median(logs) + deviations * deviation(logs));
}
