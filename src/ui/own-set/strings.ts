/**
 * Texts of the reader's own set, in English: a part of `../strings.ts`.
 */
import type { ClassName } from '../../model/spec.ts';
import type { LeftOut } from '../../study/own-set.ts';
import { formatCount } from '../format.ts';

const films = (count: number): string => `${formatCount(count)} ${count === 1 ? 'film' : 'films'}`;

/** By place. */
export const OWN_SET_STRINGS = {
  button: 'Your own set',
  title: 'Your own set: how the model does on your films',
  none: 'No film in the list has a label yet.',
  how: [
    'Drop a folder with subfolders NORMAL and PNEUMONIA: the nearest of the two above a film is its label.',
    'Or drop the films with a CSV table that has a column “file” and a column “label” (normal or pneumonia, 0 or 1).',
  ],
  why: 'Labels should come from readers who did not see the model’s answer. Nothing leaves this computer, nothing is kept.',
  labelled: (normal: number, pneumonia: number) =>
    `${films(normal + pneumonia)} with a label: ${formatCount(normal)} normal, ${formatCount(pneumonia)} pneumonia.`,
  counted: (count: number) => `${films(count)} counted.`,
  leftOut: {
    withheld: (count: number) => `${films(count)} withheld, left out.`,
    unread: (count: number) => `${films(count)} left out until your own read is recorded.`,
    rejected: (count: number) => `${films(count)} could not be read, left out.`,
    failed: (count: number) => `${films(count)} failed, left out.`,
    unfinished: (count: number) => `${films(count)} still to be read.`,
  } satisfies Record<LeftOut, (count: number) => string>,
  skippedRows: (count: number) =>
    `${formatCount(count)} ${count === 1 ? 'row' : 'rows'} of the labels could not be used: no file name, or neither normal nor pneumonia.`,
  includeWithheld: 'With withheld films',
  withheldIncluded: (count: number) => `${films(count)} withheld, counted.`,
  patients:
    'Patients are not known: every film is taken for a patient of its own, so intervals are too narrow where several films are of one patient.',
  figures: 'Figures with 95 % intervals',
  accuracy: 'Accuracy',
  sensitivity: 'Sensitivity',
  specificity: 'Specificity',
  auroc: 'AUROC',
  noFilms: 'No such film.',
  oneClass: 'Needs films of both classes.',
  waits: 'Waits until all are read.',
  measuring: 'Computing…',
  apart:
    'The scores keep the classes apart altogether, so the bootstrap gives an interval of no width; with few films that is no certainty.',
  method:
    'Wilson’s intervals; AUROC by bootstrap over films. A film in the indeterminate zone counts on its side of the threshold.',
  errors: (count: number) => (count === 0 ? 'No errors' : `Errors: ${formatCount(count)}`),
  errorsNote: (shown: number, all: number) =>
    shown < all
      ? `The ${formatCount(shown)} furthest from the threshold; the files have all.`
      : 'Furthest from the threshold first.',
  film: 'Film',
  truth: 'Label',
  score: 'Pneumonia, %',
  classes: { normal: 'normal', pneumonia: 'pneumonia' } satisfies Record<ClassName, string>,
  save: 'Save these figures',
  names: 'With file names',
  csv: 'Save as CSV',
  json: 'Save as JSON',
} as const;
