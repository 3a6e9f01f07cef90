/**
 * What Arabic needs beside its words: figures and Latin text keep their own direction, and a counted noun has a form for
 * one, two, 3 to 10, 11 to 99 and the rest.
 */

/** Text from left to right within a line from right to left: a figure with its sign, an address, a size in pixels. */
export function isolateLtr(text: string): string {
  return `\u2066${text}\u2069`;
}

/** Text from right to left within a line from left to right: a label on a chart. */
export function isolateRtl(text: string): string {
  return `\u2067${text}\u2069`;
}

/** Text from right to left even where its first letter, a Latin one, would decide. */
export function startRtl(text: string): string {
  return `\u200f${text}`;
}

/** Text whose own first letter decides: a file name. */
export function isolateName(name: string): string {
  return `\u2068${name}\u2069`;
}

/** A noun as it is counted; the first two forms say the number themselves, the others stand after it. */
export interface CountedNoun {
  readonly one: string;
  readonly two: string;
  readonly few: string;
  readonly many: string;
  readonly other: string;
}

const rules = new Intl.PluralRules('ar');

/**
 * A number with its noun.
 *
 * @param figure the number as it is shown
 */
export function countNoun(count: number, figure: string, noun: CountedNoun): string {
  const form = rules.select(count);
  if (form === 'one' || form === 'two') return noun[form];
  return `${figure} ${noun[form === 'zero' ? 'other' : form]}`;
}
