/**
 * Texts of own-read-first, in English: a part of `../strings.ts`.
 */
import type { ClassName } from '../../model/spec.ts';
import { formatCount, formatDecimal } from '../format.ts';

/** By place. */
export const READ_STRINGS = {
  switch: 'Own read first',
  switchHint: 'Hides each result until you have recorded your own read',
  promptTitle: 'Your read first',
  prompt:
    'The film is read. What do you see? The result is shown once your read is recorded; it stays as recorded.',
  normal: 'Normal',
  pneumonia: 'Pneumonia',
  keys: 'Keys: N for normal, P for pneumonia.',
  card: 'Your read first',
  badge: (className: ClassName) => `You: ${className}`,
  note: (read: ClassName, call: ClassName, threshold: number) =>
    `Your read: ${read}. The model’s call at ${formatDecimal(threshold, 2)}: ${call}. ${read === call ? 'Both agree.' : 'They differ.'}`,
  notOwn: 'The result had been on screen before, so this read is not counted.',
  agreement: 'Agreement',
  title: 'Agreement of your reads with the model',
  none: 'No read is recorded yet. Turn on “Own read first”, then read the films.',
  shareTerm: 'Reads that agree',
  share: (agreeing: number, reads: number) => `${formatCount(agreeing)} of ${formatCount(reads)}`,
  kappaTerm: 'Cohen’s kappa',
  kappa: (value: string, lower: string, upper: string) => `${value} (${lower} to ${upper})`,
  kappaAlone: (value: string) => `${value}, without an interval`,
  noKappa: 'Not defined: both call every film the same.',
  method:
    'With 95 % intervals: Wilson’s for the share; for kappa the large-sample interval of Fleiss, Cohen and Everitt (Psychological Bulletin 1969, 72, 323). Agreement is not accuracy: either may be wrong.',
  few: 'With few films, or all in agreement, the large-sample interval of kappa says too much or does not exist.',
  caption: (threshold: number) =>
    `Your reads against the model’s calls at a threshold of ${formatDecimal(threshold, 2)}; films in the indeterminate zone count on the side that they lie on`,
  youPneumonia: 'You: pneumonia',
  youNormal: 'You: normal',
  modelPneumonia: 'Model: pneumonia',
  modelNormal: 'Model: normal',
  sum: 'Sum',
  left: (reads: number) =>
    `${formatCount(reads)} ${reads === 1 ? 'read is' : 'reads are'} left out: the result had been on screen before.`,
  memory: 'Reads are kept in the memory of this page alone, and end with it.',
} as const;
