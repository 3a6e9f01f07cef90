/**
 * Two recipes on the same held images: the difference of their mean balanced accuracy over parts, with the interval of a
 * bootstrap by patient. Patients are redrawn once for all parts, since one patient can be held in several, and the same
 * draw serves both recipes.
 */
import { percentileInterval } from '../../src/model/metrics/bootstrap.ts';
import type { Estimate } from '../../src/model/model-card.ts';
import { createRandom } from '../../src/model/random.ts';

/** One part as two recipes called it. */
export interface PairedPart {
  readonly labels: readonly (0 | 1)[];
  readonly patients: readonly string[];
  /** Whether each recipe's call was right, 1 or 0. */
  readonly right: readonly number[];
  readonly baselineRight: readonly number[];
}

const RESAMPLES = 1000;
const SEED = 77;

/**
 * Mean over the parts of (balanced accuracy - baseline's balanced accuracy).
 *
 * The interval is that of the patients drawn; what another seed of the same recipe would give is not in it.
 *
 * @param parts at least one
 */
export function compareBalancedAccuracy(parts: readonly PairedPart[]): Estimate {
  const names = [...new Set(parts.flatMap((part) => part.patients))].sort();
  const numbers = new Map(names.map((name, place) => [name, place]));
  const indexed = parts.map((part) => ({
    ...part,
    numbers: part.patients.map((patient) => numbers.get(patient) ?? 0),
  }));
  const counts = new Uint32Array(names.length).fill(1);
  const value = measureDifference(indexed, counts);
  const random = createRandom(SEED, 0xd1f);
  const drawn: number[] = [];
  for (let draw = 0; draw < RESAMPLES; draw += 1) {
    counts.fill(0);
    for (let i = 0; i < names.length; i += 1) counts[random.integer(names.length)] += 1;
    const difference = measureDifference(indexed, counts);
    // A draw that lacks a class in some part says nothing.
    if (Number.isFinite(difference)) drawn.push(difference);
  }
  return { value, ...percentileInterval(drawn.length === 0 ? [value] : drawn) };
}

function measureDifference(
  parts: readonly (PairedPart & { readonly numbers: readonly number[] })[],
  counts: Uint32Array,
): number {
  let sum = 0;
  for (const { labels, numbers, right, baselineRight } of parts) {
    const gained = [0, 0];
    const seen = [0, 0];
    for (let row = 0; row < labels.length; row += 1) {
      const weight = counts[numbers[row]];
      const label = labels[row];
      seen[label] += weight;
      gained[label] += weight * (right[row] - baselineRight[row]);
    }
    sum += (gained[0] / seen[0] + gained[1] / seen[1]) / 2;
  }
  return sum / parts.length;
}
