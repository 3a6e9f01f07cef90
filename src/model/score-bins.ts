/**
 * The card's counts by score: their schema, the check that they hold together, and the bin of a score.
 * Invariant: bins run from 0 to 1 without a gap, hold every image of the set once, and say the shares that their own
 * counts give.
 */
import * as v from 'valibot';
import { shareAtEqualPriors } from './metrics/score-counts.ts';

const probability = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Held-out images whose probability of pneumonia lies in [lower, upper), the last bin's upper end included. */
const scoreBin = v.object({
  lower: probability,
  upper: probability,
  normal: count,
  pneumonia: count,
  /** Of pneumonia, for a prior of one half, with its 95 % interval. */
  share: v.object({ value: probability, lower: probability, upper: probability }),
});

/** Counts by score on the images that the calibration was fitted on. */
export const scoreCounts = v.object({
  prior: v.literal(0.5),
  normal: count,
  pneumonia: count,
  /** Bins with fewer images were merged with a neighbour. */
  minimumBinImages: count,
  bins: v.pipe(v.array(scoreBin), v.minLength(1)),
});

/** Held-out images of one range of scores. */
export type ScoreBin = v.InferOutput<typeof scoreBin>;
/** All bins of a card. */
export type ScoreCounts = v.InferOutput<typeof scoreCounts>;

/** Rounding through JSON is none; this allows for another engine's last bits. */
const TOLERANCE = 1e-9;

/**
 * Says what is wrong with counts of the right form; null when nothing is.
 *
 * @param set the class sizes of the report on the same images
 */
export function findFaultInCounts(
  counts: ScoreCounts,
  set: { readonly normal: number; readonly pneumonia: number },
): string | null {
  const { bins } = counts;
  if (counts.normal !== set.normal || counts.pneumonia !== set.pneumonia) {
    return 'its counts are of another set than its report on the locked tenth';
  }
  if (bins[0].lower !== 0 || bins[bins.length - 1].upper !== 1) return 'its bins do not run from 0 to 1';
  const sum = { normal: 0, pneumonia: 0 };
  for (const [index, bin] of bins.entries()) {
    if (bin.lower >= bin.upper) return `its bin ${index} is empty or upside down`;
    if (index > 0 && bin.lower !== bins[index - 1].upper) return `its bins leave a gap before bin ${index}`;
    if (bin.normal + bin.pneumonia === 0) return `its bin ${index} holds no image`;
    if (index > 0 && bin.share.value < bins[index - 1].share.value) return `its share falls at bin ${index}`;
    sum.normal += bin.normal;
    sum.pneumonia += bin.pneumonia;
  }
  if (sum.normal !== counts.normal || sum.pneumonia !== counts.pneumonia) {
    return 'its bins do not add up to the set';
  }
  const isOff = bins.some(({ share, ...bin }) => {
    const own = shareAtEqualPriors(bin, counts);
    return (['value', 'lower', 'upper'] as const).some((key) => Math.abs(own[key] - share[key]) > TOLERANCE);
  });
  return isOff ? 'a bin says another share than its counts give' : null;
}

/**
 * The bin of a score.
 *
 * @param probabilityPneumonia in [0, 1]
 * @throws RangeError when it is no number in [0, 1]
 */
export function binOfScore(counts: ScoreCounts, probabilityPneumonia: number): ScoreBin {
  const bin = counts.bins.find(
    ({ lower, upper }) =>
      probabilityPneumonia >= lower &&
      (probabilityPneumonia < upper || (upper === 1 && probabilityPneumonia === 1)),
  );
  if (bin === undefined) throw new RangeError('A probability lies between 0 and 1.');
  return bin;
}
