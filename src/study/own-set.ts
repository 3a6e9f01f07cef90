/**
 * The reader's own set: the studies whose truth is known, and which of them count. Pure.
 * Invariant: every study with a truth is counted in exactly one place.
 */
import type { ClassName } from '../model/spec.ts';
import { isConcealed } from './own-read.ts';
import { type AppState, isFinished, isWithheld, type Study } from './study.ts';

/** One study that is held against its truth. */
export interface CountedStudy {
  readonly study: Study;
  readonly truth: ClassName;
  readonly probabilityPneumonia: number;
  readonly isWithheld: boolean;
}

/** Why a labelled study is not counted. */
export type LeftOut = 'withheld' | 'unread' | 'rejected' | 'failed' | 'unfinished';

/** All studies with a truth. */
export interface OwnSet {
  /** In the order added. */
  readonly counted: readonly CountedStudy[];
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** All with a truth, counted or not. */
  readonly byClass: Readonly<Record<ClassName, number>>;
}

function whyLeftOut(
  state: Pick<AppState, 'isReadFirst'>,
  study: Study,
  includeWithheld: boolean,
): LeftOut | null {
  const { kind } = study.state;
  if (kind === 'rejected' || kind === 'failed') return kind;
  if (!isFinished(study) || kind !== 'predicted') return 'unfinished';
  // An error in the list would tell the result before the reader's own read.
  if (isConcealed(state, study)) return 'unread';
  return isWithheld(study.state.result) && !includeWithheld ? 'withheld' : null;
}

/** Sorts the list into what counts and what doesn't; O(number of studies). */
export function collectOwnSet(
  state: Pick<AppState, 'studies' | 'isReadFirst'>,
  includeWithheld: boolean,
): OwnSet {
  const counted: CountedStudy[] = [];
  const leftOut = { withheld: 0, unread: 0, rejected: 0, failed: 0, unfinished: 0 };
  const byClass = { normal: 0, pneumonia: 0 };
  for (const study of state.studies) {
    const { truth } = study;
    if (truth === null) continue;
    byClass[truth] += 1;
    const reason = whyLeftOut(state, study, includeWithheld);
    if (reason !== null) leftOut[reason] += 1;
    else if (study.state.kind === 'predicted') {
      const { result } = study.state;
      const { probabilityPneumonia } = result.assessment;
      counted.push({ study, truth, probabilityPneumonia, isWithheld: isWithheld(result) });
    }
  }
  return { counted, leftOut, byClass };
}

/** Scores and labels of what counts, side by side. */
export function scoresOf({ counted }: Pick<OwnSet, 'counted'>): {
  readonly probabilities: readonly number[];
  readonly labels: readonly number[];
} {
  return {
    probabilities: counted.map(({ probabilityPneumonia }) => probabilityPneumonia),
    labels: counted.map(({ truth }) => (truth === 'pneumonia' ? 1 : 0)),
  };
}

/** The wrong calls at a threshold, the furthest from it first. */
export function listErrors({ counted }: Pick<OwnSet, 'counted'>, threshold: number): CountedStudy[] {
  const distance = ({ probabilityPneumonia }: CountedStudy): number =>
    Math.abs(probabilityPneumonia - threshold);
  return counted
    .filter(
      ({ truth, probabilityPneumonia }) => (truth === 'pneumonia') !== probabilityPneumonia >= threshold,
    )
    .sort((a, b) => distance(b) - distance(a) || a.study.id - b.study.id);
}
