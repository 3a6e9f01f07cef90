/**
 * Texts of the operating point, in English: a part of `../strings.ts`.
 */
import { formatCount, formatDecimal } from '../format.ts';

/** By place. */
export const POINT_STRINGS = {
  button: 'Operating point',
  title: 'Operating point: what the decision threshold buys',
  measured: (images: number, normal: number, pneumonia: number) =>
    `Measured on the locked tenth: ${formatCount(images)} films of the hospital that the model learned from, ${formatCount(normal)} normal and ${formatCount(pneumonia)} pneumonia. Intervals of 95 % take films for independent (Wilson).`,
  auroc: (text: string) => `AUROC ${text}, 95 % interval by bootstrap over patients.`,
  exact: 'Counted at this very threshold.',
  between: (asked: number, at: string, films: number) =>
    `Counted at ${at}, the next threshold that the card lists; at ${formatDecimal(asked, 2)} up to ${films} ${films === 1 ? 'film more is' : 'films more are'} called pneumonia.`,
  rates: 'At this threshold, with 95 % intervals',
  sensitivity: 'Sensitivity',
  specificity: 'Specificity',
  positive: 'PPV: called pneumonia, and is',
  negative: 'NPV: called normal, and is',
  noCall: 'No film is called so.',
  of: (part: number, whole: number) => `${formatCount(part)} of ${formatCount(whole)}`,
  atPrevalence: (percent: string) => `at ${percent} % prevalence`,
  prevalence: 'Prevalence, %',
  prevalenceNote:
    'Share of pneumonia among the films that you read. The scores are calibrated for 50 %; the predictive values follow what you set, the scores do not.',
  prevalenceReset: 'Back to 50 %',
  rowsNote:
    'With 95 % intervals; each row is counted at the next threshold that the card lists, a few films from the one named.',
  zone: 'A film in the indeterminate zone counts here on the side of the threshold that it lies on.',
  reliability: 'Reliability diagram',
  reliabilityAlternative: (holding: number, bins: number) =>
    `Reliability diagram: in ${holding} of ${bins} groups of films scored alike, the mean score lies within the 95 % interval of the share that was labelled pneumonia.`,
  reliabilityNote: (images: number) =>
    `${formatCount(images)} films of the locked tenth in groups of equal weight, each class weighing one half; bars are 95 % intervals. On the dashed line, scores are what they say. The calibration was fitted on the same films, so this shows fit, not proof.`,
  reliabilityTable: 'Groups as a table',
  meanScore: 'Mean score, % pneumonia',
  labelled: 'Labelled pneumonia, %',
  films: 'Films (normal, pneumonia)',
  filmsOf: (normal: number, pneumonia: number) =>
    `${formatCount(normal + pneumonia)} (${formatCount(normal)}, ${formatCount(pneumonia)})`,
} as const;
