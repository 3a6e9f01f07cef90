/**
 * Numbers and names as the reader sees them, in the language in use; what needs words is in `phrases.ts`.
 * Invariants: both shares of one split are rounded together, so that what is shown always adds up to 100.00 %; digits are
 * Latin in every language, as on the films themselves.
 */

/** BCP 47, with the digits' kind. */
let locale = 'en';
const numberFormats = new Map<number, Intl.NumberFormat>();

/** Puts a language's numbers in use. */
export function putLocale(language: string): void {
  locale = `${language}-u-nu-latn`;
  numberFormats.clear();
}

/** A number with so many decimals, ungrouped. */
export function formatDecimal(value: number, decimals: number): string {
  let format = numberFormats.get(decimals);
  if (format === undefined) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    format = new Intl.NumberFormat(locale, { ...digits, useGrouping: false });
    numberFormats.set(decimals, format);
  }
  return format.format(value);
}

/** A number with so many significant digits: "0.00042". */
export function formatSignificant(value: number, digits: number): string {
  return value.toLocaleString(locale, {
    minimumSignificantDigits: digits,
    maximumSignificantDigits: digits,
    useGrouping: false,
  });
}

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
  if (hundredths <= 0) return `< ${formatDecimal(0.01, 2)}`;
  if (hundredths >= WHOLE_HUNDREDTHS) return `> ${formatDecimal(99.99, 2)}`;
  return formatDecimal(hundredths / 100, 2);
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
  return durationMs < 1000 ? `${Math.round(durationMs)} ms` : `${formatDecimal(durationMs / 1000, 1)} s`;
}

/** A share of one in percent, one decimal, without the sign: "97.1". */
export function toPercent(share: number): string {
  return formatDecimal(100 * share, 1);
}

/** A whole number with thin groups: "5,232". */
export function formatCount(count: number): string {
  return count.toLocaleString(locale);
}

/** A logit with its sign, two decimals: "+4.18", "−0.92". */
export function formatLogit(logit: number): string {
  const digits = formatDecimal(Math.abs(logit), 2);
  if (Math.abs(logit) < 0.005) return digits;
  return `${logit < 0 ? '−' : '+'}${digits}`;
}

/** A size in bytes: "812 kB", "3.4 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} kB`;
  return `${formatDecimal(bytes / 1_000_000, 1)} MB`;
}

/** A threshold on the axis of the split, as short as it is exact to a tenth of a percent: "50", "97.5". */
export function formatThresholdPercent(threshold: number): string {
  return formatShort(Math.round(1000 * threshold) / 10);
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

/** In percent without the rounding of floats: a share of 0.29 is 28.999999999999996, and still 29 films. */
export function toCleanPercent(share: number): number {
  return Number((100 * share).toFixed(9));
}

/** A number with the decimals that it has, nine at most: "50", "97.5". */
export function formatShort(value: number): string {
  return value.toLocaleString(locale, { maximumFractionDigits: 9, useGrouping: false });
}

/** "5 cm" from a centimetre on, "2.5 mm" below; one decimal at most. */
export function formatLength(lengthMm: number): string {
  const [value, unit] = lengthMm >= 10 ? [lengthMm / 10, 'cm'] : [lengthMm, 'mm'];
  return `${formatShort(Number(value.toFixed(1)))} ${unit}`;
}

/** A moment to the minute: "2026-01-02 03:04 UTC". */
export function formatUtc(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
