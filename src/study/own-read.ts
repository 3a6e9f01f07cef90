/**
 * The reader's own read before the model's: what is hidden until then, and how often both agree. Pure.
 * Invariants: a read is recorded once, while the result is hidden; only a read of a film whose result never stood on
 * screen before counts as the reader's own.
 */
import type { AgreementTable } from '../model/metrics/kappa.ts';
import type { ClassName } from '../model/spec.ts';
import { type AppState, isScoreShown, type Study, statusOf } from './study.ts';

/** Whether a result that would be shown waits for the reader's read. */
export function isConcealed(state: Pick<AppState, 'isReadFirst'>, study: Study): boolean {
  return state.isReadFirst && study.read === null && isScoreShown(study);
}

/**
 * How many results an export of the whole list holds although they wait for the reader's read.
 *
 * @param includeWithheld whether withheld scores are exported too
 */
export function countConcealed(
  state: Pick<AppState, 'isReadFirst' | 'studies'>,
  includeWithheld: boolean,
): number {
  if (!state.isReadFirst) return 0;
  return state.studies.filter(
    (study) => isConcealed(state, study) && (includeWithheld || statusOf(study) === 'predicted'),
  ).length;
}

/** Turns the mode on or off; what stands on screen when it is turned on has been seen. */
export function setReadFirst(state: AppState, isOn: boolean): AppState {
  if (state.isReadFirst === isOn) return state;
  if (!isOn) return { ...state, isReadFirst: false };
  const studies = state.studies.map((study) =>
    isScoreShown(study) && !study.isScoreSeen ? { ...study, isScoreSeen: true } : study,
  );
  return { ...state, isReadFirst: true, studies };
}

/** Records a read of a film whose result is hidden; any other event changes nothing. */
export function recordRead(state: AppState, id: number, className: ClassName): AppState {
  const study = state.studies[id];
  if (study === undefined || !isConcealed(state, study)) return state;
  const studies = state.studies.slice();
  studies[id] = { ...study, read: { className, isOwn: !study.isScoreSeen } };
  // Who reads the selected study must not have it taken away.
  return { ...state, studies, selectedBy: state.selectedId === id ? 'reader' : state.selectedBy };
}

/** The class on whose side of the threshold a study's score lies; null where it has none. */
export function callOf(study: Study, threshold: number): ClassName | null {
  if (study.state.kind !== 'predicted') return null;
  return study.state.result.assessment.probabilityPneumonia >= threshold ? 'pneumonia' : 'normal';
}

/** The reader's reads against the model's calls. */
export interface Agreement {
  /** The reader is the first, the model the second. */
  readonly table: AgreementTable;
  /** Reads left out: the model's result had been on screen before. */
  readonly readsAfterResult: number;
}

/** Counts over the whole list, at the present threshold; a film in the indeterminate zone counts on its side of it. */
export function countAgreement({ studies, threshold }: Pick<AppState, 'studies' | 'threshold'>): Agreement {
  const table = { bothPneumonia: 0, onlyFirstPneumonia: 0, onlySecondPneumonia: 0, bothNormal: 0 };
  let readsAfterResult = 0;
  for (const study of studies) {
    const call = callOf(study, threshold);
    if (study.read === null || call === null) continue;
    if (!study.read.isOwn) readsAfterResult += 1;
    else if (study.read.className === call) {
      table[call === 'pneumonia' ? 'bothPneumonia' : 'bothNormal'] += 1;
    } else table[call === 'pneumonia' ? 'onlySecondPneumonia' : 'onlyFirstPneumonia'] += 1;
  }
  return { table, readsAfterResult };
}
