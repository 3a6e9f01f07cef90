/**
 * Figures that need a word of the language in use.
 */

import type { Finding } from '../model/assess.ts';
import type { Zone } from '../model/zone.ts';
import { formatDecimal, formatShares, formatShort, toCleanPercent, toPercent } from './format.ts';
import { STRINGS } from './strings.ts';

/** A value with the ends of its 95 % interval. */
interface Interval {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** A coarse time that doesn't flicker: "about 20 s", "about 3 min". */
export function formatRemaining(remainingMs: number): string {
  const seconds = remainingMs / 1000;
  if (seconds < 5) return STRINGS.remaining.few;
  if (seconds < 90) return STRINGS.remaining.seconds(Math.ceil(seconds / 5) * 5);
  return STRINGS.remaining.minutes(Math.round(seconds / 60));
}

/** A share of one with its 95 % interval: "97.1 % (96.4 to 97.7)". */
export function formatEstimatePercent({ value, lower, upper }: Interval): string {
  return STRINGS.interval(`${toPercent(value)} %`, toPercent(lower), toPercent(upper));
}

/** A score without unit with its 95 % interval: "0.9961 (0.9950 to 0.9970)". */
export function formatEstimate({ value, lower, upper }: Interval): string {
  return STRINGS.interval(formatDecimal(value, 4), formatDecimal(lower, 4), formatDecimal(upper, 4));
}

/** A range of scores in percent, its edges as short as they are: "2.5 to 10". */
export function formatScoreRange(range: Pick<Interval, 'lower' | 'upper'>): string {
  return STRINGS.range(formatShort(toCleanPercent(range.lower)), formatShort(toCleanPercent(range.upper)));
}

/** The two figures of a result's sentence, as they stand in it. */
export function formatFigures(probabilityPneumonia: number): readonly [pneumonia: string, normal: string] {
  const { pneumonia, normal } = formatShares(probabilityPneumonia);
  return [`${pneumonia} %`, `${normal} %`];
}

/** "This image is 99.98 % pneumonia and 0.02 % normal." */
export function describeSplit(probabilityPneumonia: number): string {
  return STRINGS.result.sentence(...formatFigures(probabilityPneumonia));
}

/** What a finding means, beside its word; `zone` as it stands at the reader's threshold, its bounds beside the bar. */
export function describeFinding(finding: Finding, zone: Zone): string {
  if (zone.lower < zone.upper) return STRINGS.result.meaning[finding];
  return STRINGS.result.meaningWithoutZone[finding === 'pneumonia' ? 'pneumonia' : 'normal'];
}
