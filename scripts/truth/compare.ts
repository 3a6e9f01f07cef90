/**
 * What two lists of readings of the same films differ in: calls, findings, probabilities, logits.
 * Invariant: a film that either list has no number for is counted as unread, never as one that agrees.
 */
import { DEFAULT_THRESHOLD, decideFinding, logitOf, sigmoid } from '../../src/model/assess.ts';
import { wilson } from '../../src/model/metrics/wilson.ts';
import type { Estimate, ModelCard } from '../../src/model/model-card.ts';

/** One film as something read it. */
export interface Reading {
  /** Names the film; the same in both lists. */
  readonly path: string;
  /** Calibrated; null where there is no number. */
  readonly logit: number | null;
  /** The page's word, as in its CSV; null where the reading is not of a page. */
  readonly status: string | null;
}

/** How far one list is from another. */
export interface Deviation {
  /** Films with a number in both lists. */
  readonly films: number;
  /** Films of the reference that either list has no number for. */
  readonly unread: number;
  /** Films whose call at a threshold of one half differs. */
  readonly flips: number;
  /** Share of `flips` with Wilson's 95 % interval; null where no film was read. */
  readonly flipShare: Estimate | null;
  /** Films whose finding (normal, indeterminate, pneumonia) differs. */
  readonly findingFlips: number;
  /** Films that the page withheld, rejected or failed in one list alone; null where the reference is not of a page. */
  readonly statusFlips: number | null;
  /** Largest differences. */
  readonly maxLogit: number;
  readonly maxProbability: number;
  /** Of the reference's calibrated logits to the nearest of threshold and zone bounds: how far it would take to move any film across. */
  readonly nearestBound: number;
}

/**
 * Compares one list with the reference, film by film.
 *
 * @param reference each film once
 * @param readings in any order
 * @throws RangeError where a film is in a list twice
 */
export function compareReadings(
  reference: readonly Reading[],
  readings: readonly Reading[],
  zones: ModelCard['zones'],
): Deviation {
  const expected = byPath(reference);
  const actual = byPath(readings);
  const bounds = [logitOf(DEFAULT_THRESHOLD), logitOf(zones.lower), logitOf(zones.upper)];
  let [films, flips, findingFlips, statusFlips, maxLogit, maxProbability] = [0, 0, 0, 0, 0, 0];
  let nearestBound = Number.POSITIVE_INFINITY;
  for (const [path, { logit, status }] of expected) {
    const other = actual.get(path);
    if (status !== null && other?.status !== status) statusFlips += 1;
    if (logit === null || other === undefined || other.logit === null) continue;
    films += 1;
    if (logit >= 0 !== other.logit >= 0) flips += 1;
    const [before, after] = [logit, other.logit].map((value) =>
      decideFinding(value, DEFAULT_THRESHOLD, zones),
    );
    if (before !== after) findingFlips += 1;
    maxLogit = Math.max(maxLogit, Math.abs(logit - other.logit));
    maxProbability = Math.max(maxProbability, Math.abs(sigmoid(logit) - sigmoid(other.logit)));
    nearestBound = Math.min(nearestBound, ...bounds.map((bound) => Math.abs(logit - bound)));
  }
  return {
    films,
    unread: expected.size - films,
    flips,
    flipShare: films === 0 ? null : wilson(flips, films),
    findingFlips,
    statusFlips: reference.some(({ status }) => status !== null) ? statusFlips : null,
    maxLogit,
    maxProbability,
    nearestBound,
  };
}

function byPath(readings: readonly Reading[]): Map<string, Reading> {
  const map = new Map(readings.map((reading) => [reading.path, reading]));
  if (map.size !== readings.length) throw new RangeError('A film is in the list twice.');
  return map;
}
