/**
 * The shift of score between full-size originals and the small copies that the network learned from: what a reader drops
 * is an original. Pure.
 */
import { wilson } from '../../src/model/metrics/wilson.ts';
import type { Estimate } from '../../src/model/model-card.ts';
import { clusteredMean } from './clustered-mean.ts';

/** One film twice. */
export interface OriginalPair {
  /** Path below the folder of originals, e.g. `NORMAL/IM-0133-0001.jpeg`. */
  readonly path: string;
  readonly group: string;
  /** Calibrated logits. */
  readonly copyLogit: number;
  readonly originalLogit: number;
}

/** The shift over all pairs. */
export interface OriginalShift {
  readonly pairs: number;
  /** Of the calibrated logit, original minus copy. */
  readonly meanShift: Estimate;
  readonly meanAbsoluteShift: Estimate;
  readonly maxAbsoluteShift: number;
  /** Largest change of the probability. */
  readonly maxAbsoluteProbability: number;
  /** Share of calls at 0.5 that differ. */
  readonly flips: Estimate;
}

/** Sums the pairs up. */
export function summarizeOriginals(
  pairs: readonly OriginalPair[],
  toProbability: (logit: number) => number,
): OriginalShift {
  const shifts = pairs.map((pair) => pair.originalLogit - pair.copyLogit);
  const groups = pairs.map((pair) => pair.group);
  return {
    pairs: pairs.length,
    meanShift: clusteredMean(shifts, groups),
    meanAbsoluteShift: clusteredMean(shifts.map(Math.abs), groups),
    maxAbsoluteShift: Math.max(...shifts.map(Math.abs)),
    maxAbsoluteProbability: Math.max(
      ...pairs.map((pair) => Math.abs(toProbability(pair.originalLogit) - toProbability(pair.copyLogit))),
    ),
    flips: wilson(
      pairs.filter((pair) => pair.originalLogit >= 0 !== pair.copyLogit >= 0).length,
      pairs.length,
    ),
  };
}
