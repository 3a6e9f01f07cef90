/**
 * Texts of the charts and their tables, in English: a part of `../strings.ts`.
 */
import { formatDecimal } from '../format.ts';

/** By chart. */
export const CHART_STRINGS = {
  asTable: 'As a table',
  intervals: 'With 95 % intervals.',
  threshold: 'Threshold',
  sensitivity: 'Sensitivity',
  specificity: 'Specificity',
  roc: 'ROC curve',
  falseCalls: 'Normal films called pneumonia, %',
  hits: 'Sensitivity, %',
  rocAlternative: (threshold: number, sensitivity: string, specificity: string) =>
    `ROC curve; at a threshold of ${formatDecimal(threshold, 2)} sensitivity is ${sensitivity} and specificity ${specificity}.`,
  enlarge: 'Enlarge the upper left corner',
  rocNote: (threshold: number) =>
    `Grey band: 95 % interval of sensitivity (Wilson) at each point. Dot and cross: a threshold of ${formatDecimal(threshold, 2)} with both intervals. Dashed: chance.`,
  labelledPneumonia: 'Labelled pneumonia',
  labelledNormal: 'Labelled normal',
  calledPneumonia: 'Called pneumonia',
  calledNormal: 'Called normal',
  sum: 'Sum',
  confusion: (threshold: number) => `Confusion matrix at a threshold of ${formatDecimal(threshold, 2)}`,
} as const;
