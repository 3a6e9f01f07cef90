/**
 * Which studies the list shows, and in which order: what the reader filtered, sorted and searched for. Exports don't follow it.
 * Pure. Invariant: a score that is hidden neither moves a study nor lets it through a filter of findings.
 */
import type { Finding } from '../model/assess.ts';
import type { ModelCard } from '../model/model-card.ts';
import { isConcealed } from '../study/own-read.ts';
import { findingOf, isFinished, isScoreShown, type Study, statusOf } from '../study/study.ts';

/** Findings that are shown, results that are withheld, files that gave none, and what is still to be done. */
export const WORKLIST_FILTERS = [
  'all',
  'pneumonia',
  'indeterminate',
  'normal',
  'withheld',
  'rejected',
  'failed',
  'unfinished',
] as const;
export type WorklistFilter = (typeof WORKLIST_FILTERS)[number];

/** By index; by path; by probability of pneumonia, studies without a shown one last; by what came of them. */
export const WORKLIST_ORDERS = ['added', 'name', 'highest', 'lowest', 'outcome'] as const;
export type WorklistOrder = (typeof WORKLIST_ORDERS)[number];

/** What the reader asked for. */
export interface WorklistView {
  readonly filter: WorklistFilter;
  readonly order: WorklistOrder;
  /** Part of the path, upper and lower case alike; empty for all. */
  readonly search: string;
}

/** Everything, as it was added. */
export const WHOLE_LIST: WorklistView = { filter: 'all', order: 'added', search: '' };

/** What decides findings. */
export interface WorklistContext {
  readonly threshold: number;
  /** Null while no engine was verified, hence no finding is known. */
  readonly card: Pick<ModelCard, 'zones'> | null;
  /** Whether a result is hidden until the reader's own read. */
  readonly isReadFirst: boolean;
}

/** Whether a study's number is on screen anywhere. */
function isNumberShown(study: Study, context: Pick<WorklistContext, 'isReadFirst'>): boolean {
  return isScoreShown(study) && !isConcealed(context, study);
}

/** What a study counts as: a revealed one has its finding, one that waits for the reader's own read is to do. */
export function classifyStudy(study: Study, context: WorklistContext): Exclude<WorklistFilter, 'all'> {
  const { threshold, card } = context;
  if (!isFinished(study) || isConcealed(context, study)) return 'unfinished';
  const finding: Finding | null =
    isScoreShown(study) && card !== null ? findingOf(study, threshold, card) : null;
  if (finding !== null) return finding;
  const status = statusOf(study);
  return status === 'rejected' || status === 'failed' ? status : 'withheld';
}

/**
 * The indices of the studies to show, in the order to show them; equal ones stay in the order added.
 *
 * @returns a new array
 */
export function selectStudies(
  studies: readonly Study[],
  { filter, order, search }: WorklistView,
  context: WorklistContext,
): number[] {
  const wanted = search.trim().toLowerCase();
  const chosen = studies.filter(
    (study) =>
      (filter === 'all' || classifyStudy(study, context) === filter) &&
      (wanted === '' || study.path.toLowerCase().includes(wanted)),
  );
  sortStudies(chosen, order, context);
  return chosen.map(({ id }) => id);
}

/** "film-2" before "film-10". */
const BY_NAME = new Intl.Collator(undefined, { numeric: true });

function sortStudies(studies: Study[], order: WorklistOrder, context: WorklistContext): void {
  switch (order) {
    case 'added':
      return;
    case 'name':
      studies.sort((a, b) => BY_NAME.compare(a.path, b.path));
      return;
    case 'outcome':
      sortBy(studies, (study) => WORKLIST_FILTERS.indexOf(classifyStudy(study, context)));
      return;
    default:
      sortBy(studies, (study) => rankByScore(study, order === 'highest' ? -1 : 1, context));
  }
}

function rankByScore(study: Study, sign: 1 | -1, context: WorklistContext): number {
  if (study.state.kind !== 'predicted' || !isNumberShown(study, context)) return Number.POSITIVE_INFINITY;
  return sign * study.state.result.assessment.logit;
}

/** Sorts in place by a number that is asked for once a study. */
function sortBy(studies: Study[], rank: (study: Study) => number): void {
  const ranks = new Map(studies.map((study) => [study.id, rank(study)]));
  const at = ({ id }: Study): number => ranks.get(id) ?? 0;
  studies.sort((a, b) => {
    const [left, right] = [at(a), at(b)];
    // Two infinities have no difference.
    return left === right ? 0 : left - right;
  });
}

/** Studies of each kind; `all` is the whole list. */
export function countStudies(
  studies: readonly Study[],
  context: WorklistContext,
): Readonly<Record<WorklistFilter, number>> {
  const counts: Record<WorklistFilter, number> = {
    all: studies.length,
    pneumonia: 0,
    indeterminate: 0,
    normal: 0,
    withheld: 0,
    rejected: 0,
    failed: 0,
    unfinished: 0,
  };
  for (const study of studies) counts[classifyStudy(study, context)] += 1;
  return counts;
}

/** Equal parts of the probability scale in the distribution. */
export const DISTRIBUTION_BINS = 20;

/**
 * How many of the shown scores lie in each twentieth of the probability of pneumonia, from 0 to 1; 1 belongs to the last.
 *
 * @returns `DISTRIBUTION_BINS` counts
 */
export function countScores(
  studies: readonly Study[],
  context: Pick<WorklistContext, 'isReadFirst'>,
): number[] {
  const bins = Array.from({ length: DISTRIBUTION_BINS }, () => 0);
  for (const study of studies) {
    if (study.state.kind !== 'predicted' || !isNumberShown(study, context)) continue;
    const { probabilityPneumonia } = study.state.result.assessment;
    bins[Math.min(DISTRIBUTION_BINS - 1, Math.floor(DISTRIBUTION_BINS * probabilityPneumonia))] += 1;
  }
  return bins;
}
