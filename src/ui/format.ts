/**
 * Numbers and names as the reader sees them. Pure.
 * Invariant: both shares of one split are rounded together, so that what is shown always adds up to 100.00 %.
 */

/** Both shares of a split as text, two decimals, without the percent sign: "99.98" or "> 99.99". */
export interface SharesText {
  readonly pneumonia: string;
  readonly normal: string;
}

const WHOLE_HUNDREDTHS = 10_000;

/**
 * Rounds a split to hundredths of a percent. A share that would round to 100.00 or 0.00 is given as a bound instead,
 * since the network never is certain.
 *
 * @param probabilityPneumonia in [0, 1]
 * @throws RangeError when it is not a number in [0, 1]
 */
export function formatShares(probabilityPneumonia: number): SharesText {
  if (!(probabilityPneumonia >= 0 && probabilityPneumonia <= 1)) {
    throw new RangeError('A probability lies between 0 and 1.');
  }
  const hundredths = Math.round(probabilityPneumonia * WHOLE_HUNDREDTHS);
  return { pneumonia: formatHundredths(hundredths), normal: formatHundredths(WHOLE_HUNDREDTHS - hundredths) };
}

function formatHundredths(hundredths: number): string {
  if (hundredths <= 0) return '< 0.01';
  if (hundredths >= WHOLE_HUNDREDTHS) return '> 99.99';
  return (hundredths / 100).toFixed(2);
}

/** A file name cut in the middle. */
export interface CutName {
  /** What gives way first when space is short. */
  readonly head: string;
  /** The end of the name, always shown: the numbers that tell two films apart, and the extension. */
  readonly tail: string;
}

const TAIL_CHARACTERS = 12;

/**
 * Splits a name so that a layout can cut it in the middle. Joined again, the parts are the name.
 * Counts user-perceived characters, so that no accent or emoji is torn.
 */
export function cutName(name: string): CutName {
  const characters = Array.from(new Intl.Segmenter('en').segment(name), (part) => part.segment);
  if (characters.length <= 2 * TAIL_CHARACTERS) return { head: name, tail: '' };
  const at = characters.length - TAIL_CHARACTERS;
  return { head: characters.slice(0, at).join(''), tail: characters.slice(at).join('') };
}

/** "85 ms" below a second, "1.2 s" above. */
export function formatDuration(durationMs: number): string {
  return durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${(durationMs / 1000).toFixed(1)} s`;
}

/** A coarse time that doesn't flicker: "about 20 s", "about 3 min". */
export function formatRemaining(remainingMs: number): string {
  const seconds = remainingMs / 1000;
  if (seconds < 5) return 'a few seconds';
  if (seconds < 90) return `about ${Math.ceil(seconds / 5) * 5} s`;
  return `about ${Math.round(seconds / 60)} min`;
}

/** A share of one with its 95 % interval: "97.1 % (96.4 to 97.7)". */
export function formatEstimatePercent(estimate: { value: number; lower: number; upper: number }): string {
  return `${toPercent(estimate.value)} % (${toPercent(estimate.lower)} to ${toPercent(estimate.upper)})`;
}

/** A share of one in percent, one decimal, without the sign: "97.1". */
export function toPercent(share: number): string {
  return (100 * share).toFixed(1);
}

/** A score without unit with its 95 % interval: "0.9961 (0.9950 to 0.9970)". */
export function formatEstimate(estimate: { value: number; lower: number; upper: number }): string {
  return `${estimate.value.toFixed(4)} (${estimate.lower.toFixed(4)} to ${estimate.upper.toFixed(4)})`;
}

/** A whole number with thin groups: "5,232". */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** A logit with its sign, two decimals: "+4.18", "−0.92". */
export function formatLogit(logit: number): string {
  const digits = Math.abs(logit).toFixed(2);
  if (digits === '0.00') return '0.00';
  return `${logit < 0 ? '−' : '+'}${digits}`;
}

/** A size in bytes: "812 kB", "3.4 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A threshold on the axis of the split, as short as it is exact to a tenth of a percent: "50", "97.5". */
export function formatThresholdPercent(threshold: number): string {
  return String(Math.round(1000 * threshold) / 10);
}

/**
 * A share of one with its interval as whole numbers out of 100; the interval is rounded outwards, so that it never
 * promises more than was measured.
 *
 * @param share all three in [0, 1], lower <= value <= upper
 */
export function toCounts(share: { value: number; lower: number; upper: number }): {
  value: number;
  lower: number;
  upper: number;
} {
  return {
    value: Math.round(toCleanPercent(share.value)),
    lower: Math.floor(toCleanPercent(share.lower)),
    upper: Math.ceil(toCleanPercent(share.upper)),
  };
}

/** A range of scores in percent, its edges as short as they are: "2.5 to 10". */
export function formatScoreRange(range: { lower: number; upper: number }): string {
  return `${toCleanPercent(range.lower)} to ${toCleanPercent(range.upper)}`;
}

/** In percent without the rounding of floats: a share of 0.29 is 28.999999999999996, and still 29 films. */
function toCleanPercent(share: number): number {
  return Number((100 * share).toFixed(9));
}

/** A moment to the minute: "2026-01-02 03:04 UTC". */
export function formatUtc(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
