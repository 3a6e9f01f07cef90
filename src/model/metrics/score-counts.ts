/**
 * What a score meant on held-out images: "of 100 radiographs scored like this, N were labelled pneumonia", bin by bin.
 * Edges come from the scores alone, never from the labels, but for the last step, which only merges; shares are for a
 * prior of one half and never fall from one bin to the next.
 */
import type { Estimate } from '../model-card.ts';
import type { ScoreBin } from '../score-bins.ts';
import { type ClassCounts, checkScoredSet } from './scored-set.ts';
import { wilson } from './wilson.ts';

/** Edges that are tried between 0 and 1: mirrored around one half, finer where scores crowd. */
export const SCORE_EDGES: readonly number[] = [
  0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99,
];

/** Fewest images of a bin, whatever their labels. */
export const MINIMUM_BIN_IMAGES = 20;

/** A bin before its share is known. */
interface Cell extends ClassCounts {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Pneumonia's share among the images of a bin, for a prior of one half, with its 95 % interval.
 *
 * With q the plain share in the bin and N, P the class sizes of the whole set, the share at equal priors is
 * (q / P) / (q / P + (1 - q) / N) (change of prior as in Saerens et al., Neural Computation 2002). It rises with q, so the
 * ends of Wilson's interval for q, moved the same way, are the ends of its interval. The class sizes are taken as fixed,
 * the images as independent.
 *
 * @param bin images in the bin, at least one
 * @param totals of the whole set, both above 0
 * @throws RangeError for an empty bin, or one larger than the set
 */
export function shareAtEqualPriors(bin: ClassCounts, totals: ClassCounts): Estimate {
  if (bin.normal > totals.normal || bin.pneumonia > totals.pneumonia) {
    throw new RangeError('A bin holds more images than its set.');
  }
  const plain = wilson(bin.pneumonia, bin.normal + bin.pneumonia);
  const move = (share: number): number => {
    const pneumonia = share / totals.pneumonia;
    return pneumonia / (pneumonia + (1 - share) / totals.normal);
  };
  return { value: move(plain.value), lower: move(plain.lower), upper: move(plain.upper) };
}

/**
 * Counts the labels of a set by score.
 *
 * 1. Bins between `SCORE_EDGES`; each holds its lower edge, the last also 1.
 * 2. As long as a bin has fewer than `minimumImages`, the smallest one (the lowest of equals) is merged with its smaller
 *    neighbour (the lower of equals).
 * 3. Neighbours whose share falls are merged (pool adjacent violators, Ayer et al. 1955): a higher score never says less.
 *
 * @param probabilities of pneumonia, in [0, 1], of images that neither the model nor its choice saw
 * @param minimumImages at least 1
 * @returns at least one bin, by rising score, from 0 to 1 without a gap, each with images
 * @throws RangeError as `checkScoredSet`
 */
export function countByScore(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  minimumImages: number = MINIMUM_BIN_IMAGES,
): ScoreBin[] {
  const totals = checkScoredSet(probabilities, labels);
  const edges = [0, ...SCORE_EDGES, 1];
  const cells = edges.slice(1).map((upper, index): Cell => {
    const inside = Array.from(labels).filter((_, row) => {
      const isLast = index === edges.length - 2;
      return (
        probabilities[row] >= edges[index] &&
        (probabilities[row] < upper || (isLast && probabilities[row] === 1))
      );
    });
    const pneumonia = inside.filter((label) => label === 1).length;
    return { lower: edges[index], upper, normal: inside.length - pneumonia, pneumonia };
  });
  mergeSparse(cells, Math.max(1, minimumImages));
  return poolFalling(cells).map((cell) => ({ ...cell, share: shareAtEqualPriors(cell, totals) }));
}

function merge(lower: Cell, upper: Cell): Cell {
  return {
    lower: lower.lower,
    upper: upper.upper,
    normal: lower.normal + upper.normal,
    pneumonia: lower.pneumonia + upper.pneumonia,
  };
}

/** Step 2, in place. */
function mergeSparse(cells: Cell[], minimumImages: number): void {
  const sizeAt = (index: number): number => {
    const cell = cells[index];
    return cell === undefined ? Number.POSITIVE_INFINITY : cell.normal + cell.pneumonia;
  };
  while (cells.length > 1) {
    const sizes = cells.map((_, index) => sizeAt(index));
    const smallest = sizes.indexOf(Math.min(...sizes));
    if (sizes[smallest] >= minimumImages) return;
    const lower = sizeAt(smallest - 1) <= sizeAt(smallest + 1) ? smallest - 1 : smallest;
    cells.splice(lower, 2, merge(cells[lower], cells[lower + 1]));
  }
}

/** Step 3; of two plain shares the one with more pneumonia is also larger at equal priors. */
function poolFalling(cells: readonly Cell[]): Cell[] {
  const pooled: Cell[] = [];
  for (const cell of cells) {
    let last = cell;
    for (let before = pooled.at(-1); before !== undefined; before = pooled.at(-1)) {
      const isFalling =
        before.pneumonia * (last.normal + last.pneumonia) >
        last.pneumonia * (before.normal + before.pneumonia);
      if (!isFalling) break;
      pooled.pop();
      last = merge(before, last);
    }
    pooled.push(last);
  }
  return pooled;
}
