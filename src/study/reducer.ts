/**
 * The one pure reducer that moves studies. Effects (decoding, inference, blob URLs) are the runner's.
 * Invariants: an event of a stale run, of an unknown study or against the order of stages changes nothing (the very
 * same state object comes back); a finished run is never changed except by revealing it, by a retry or by reading the
 * film anew with a correction; the reader's own read is recorded once.
 */
import { DEFAULT_THRESHOLD } from '../model/assess.ts';
import { type Correction, combineCorrections, isIdentity } from '../model/orientation.ts';
import type { ClassName } from '../model/spec.ts';
import type { FailureCode, RejectionCode } from './codes.ts';
import { recordRead, setReadFirst } from './own-read.ts';
import {
  type AppState,
  isFinished,
  isWithheld,
  type Preview,
  type Stage,
  type Study,
  type StudyResult,
} from './study.ts';
import { addTable, type LabelTable, truthOf } from './truth.ts';

/** A file as it enters the list. */
export interface AddedFile {
  readonly name: string;
  readonly path: string;
  readonly sizeBytes: number;
}

/** Belongs to one run of one study. */
interface RunEvent {
  readonly id: number;
  readonly run: number;
}

/** Everything that can happen. */
export type AppEvent =
  | { readonly type: 'added'; readonly files: readonly AddedFile[]; readonly skippedFiles: number }
  | { readonly type: 'labelled'; readonly table: LabelTable }
  /** A batch is being opened; `added` comes before its end. */
  | { readonly type: 'opening-began' | 'opening-ended' }
  | (RunEvent & { readonly type: 'advanced'; readonly stage: Stage })
  | (RunEvent & { readonly type: 'previewed'; readonly preview: Preview | null })
  /** A decoded study's picture could not be made. */
  | (RunEvent & { readonly type: 'pictureless' })
  | (RunEvent & { readonly type: 'suggested'; readonly correction: Correction | null })
  | (RunEvent & { readonly type: 'predicted'; readonly result: StudyResult })
  | (RunEvent & {
      readonly type: 'rejected';
      readonly reason: RejectionCode;
      /** As in `StudyState`. */
      readonly frames: number | null;
    })
  | (RunEvent & { readonly type: 'failed'; readonly stage: Stage; readonly error: FailureCode })
  | { readonly type: 'retried'; readonly id: number }
  | { readonly type: 'pause-set'; readonly isPaused: boolean }
  /** Every study that waits is given up; what was started ends. */
  | { readonly type: 'cancelled' }
  | { readonly type: 'reread'; readonly id: number; readonly as: 'suggested' | 'stored' }
  | { readonly type: 'revealed'; readonly id: number; readonly isRevealed: boolean }
  | { readonly type: 'selected'; readonly id: number | null }
  | { readonly type: 'threshold-set'; readonly threshold: number }
  | { readonly type: 'prevalence-set'; readonly prevalence: number }
  | { readonly type: 'read-first-set'; readonly isOn: boolean }
  | { readonly type: 'read'; readonly id: number; readonly className: ClassName };

/** That for which the scores are calibrated: both classes equally common. */
export const DEFAULT_PREVALENCE = 0.5;

/** The state before any file. */
export const INITIAL_STATE: AppState = {
  studies: [],
  selectedId: null,
  selectedBy: 'nobody',
  threshold: DEFAULT_THRESHOLD,
  prevalence: DEFAULT_PREVALENCE,
  labels: new Map(),
  skippedLabelRows: 0,
  isReadFirst: false,
  skippedFiles: 0,
  isPaused: false,
  openings: 0,
};

/** Stages in order; a study only moves forward within a run. */
const ORDER = ['queued', 'decoding', 'checking', 'predicting'] as const;

/**
 * The state after an event.
 *
 * @returns the same object when the event is stale or changes nothing
 */
export function reduce(state: AppState, event: AppEvent): AppState {
  switch (event.type) {
    case 'added':
      return addStudies(state, event.files, event.skippedFiles);
    case 'labelled':
      return labelStudies(state, event.table);
    case 'opening-began':
      return { ...state, openings: state.openings + 1 };
    case 'opening-ended':
      return { ...state, openings: state.openings - 1 };
    case 'selected':
      return selectStudy(state, event.id);
    case 'threshold-set':
      return setThreshold(state, event.threshold);
    case 'pause-set':
      return event.isPaused === state.isPaused ? state : { ...state, isPaused: event.isPaused };
    case 'cancelled':
      return cancelWaiting(state);
    case 'prevalence-set':
      return setPrevalence(state, event.prevalence);
    case 'read-first-set':
      return setReadFirst(state, event.isOn);
    case 'read':
      return recordRead(state, event.id, event.className);
    case 'retried':
      return retryStudy(state, event.id);
    case 'reread':
      return rereadStudy(state, event.id, event.as);
    case 'revealed':
      return revealStudy(state, event.id, event.isRevealed);
    default:
      return reduceRun(state, event);
  }
}

function addStudies(state: AppState, files: readonly AddedFile[], skippedFiles: number): AppState {
  if (files.length === 0 && skippedFiles === 0) return state;
  const first = state.studies.length;
  const added = files.map(
    (file, index): Study => ({
      id: first + index,
      run: 0,
      name: file.name,
      path: file.path,
      sizeBytes: file.sizeBytes,
      state: { kind: 'queued' },
      preview: null,
      isPictureless: false,
      correction: null,
      suggestion: null,
      truth: truthOf(file.path, state.labels),
      read: null,
      isScoreSeen: false,
    }),
  );
  return {
    ...state,
    studies: added.length > 0 ? [...state.studies, ...added] : state.studies,
    skippedFiles: state.skippedFiles + skippedFiles,
  };
}

/** A table says what the films are that are in the list, and those that are still to come. */
function labelStudies(state: AppState, table: LabelTable): AppState {
  const labels = addTable(state.labels, table);
  const studies = state.studies.map((study) => {
    const truth = truthOf(study.path, labels);
    return truth === study.truth ? study : { ...study, truth };
  });
  return { ...state, labels, studies, skippedLabelRows: state.skippedLabelRows + table.skippedRows };
}

function selectStudy(state: AppState, id: number | null): AppState {
  if (id !== null && findStudy(state, id) === undefined) return state;
  if (state.selectedId === id && state.selectedBy === 'reader') return state;
  return { ...state, selectedId: id, selectedBy: 'reader' };
}

function setThreshold(state: AppState, threshold: number): AppState {
  // Both ends have infinite log odds: no finding could be decided there.
  const isUsable = threshold > 0 && threshold < 1;
  return isUsable && threshold !== state.threshold ? { ...state, threshold } : state;
}

function cancelWaiting(state: AppState): AppState {
  if (!state.isPaused && !state.studies.some(isQueued)) return state;
  const given: Study['state'] = { kind: 'failed', stage: 'decoding', error: 'cancelled' };
  const studies = state.studies.map((study) => (isQueued(study) ? { ...study, state: given } : study));
  return { ...state, studies, isPaused: false };
}

function setPrevalence(state: AppState, prevalence: number): AppState {
  const isUsable = prevalence > 0 && prevalence < 1;
  return isUsable && prevalence !== state.prevalence ? { ...state, prevalence } : state;
}

function retryStudy(state: AppState, id: number): AppState {
  const study = findStudy(state, id);
  if (study?.state.kind !== 'failed') return state;
  return replaceStudy(state, { ...study, run: study.run + 1, state: { kind: 'queued' } });
}

/** A film whose run has ended is read once more: as suggested, or as it is in its file again. */
function rereadStudy(state: AppState, id: number, as: 'suggested' | 'stored'): AppState {
  const study = findStudy(state, id);
  if (study === undefined || !isFinished(study)) return state;
  const { correction, suggestion } = study;
  const next = as === 'stored' ? null : suggestion;
  if (next === null && (as === 'suggested' || correction === null)) return state;
  const combined = next === null || correction === null ? next : combineCorrections(correction, next);
  const reread = replaceStudy(state, {
    ...study,
    run: study.run + 1,
    state: { kind: 'queued' },
    preview: null,
    isPictureless: false,
    correction: combined === null || isIdentity(combined) ? null : combined,
    suggestion: null,
  });
  // Who has the selected study read anew is reading it: it must not be taken away.
  return state.selectedId === id ? { ...reread, selectedBy: 'reader' } : reread;
}

function revealStudy(state: AppState, id: number, isRevealed: boolean): AppState {
  const study = findStudy(state, id);
  if (study?.state.kind !== 'predicted' || study.state.isRevealed === isRevealed) return state;
  const revealed = replaceStudy(state, { ...study, state: { ...study.state, isRevealed } });
  // Who asks for the numbers of the selected study is reading it: it must not be taken away.
  return state.selectedId === id ? { ...revealed, selectedBy: 'reader' } : revealed;
}

function reduceRun(state: AppState, event: Extract<AppEvent, RunEvent>): AppState {
  const study = findStudy(state, event.id);
  if (study === undefined || study.run !== event.run) return state;
  if (event.type === 'previewed') {
    return study.preview === event.preview
      ? state
      : replaceStudy(state, { ...study, preview: event.preview, isPictureless: false });
  }
  if (event.type === 'pictureless') return replaceStudy(state, { ...study, isPictureless: true });
  if (isFinished(study)) return state;
  if (event.type === 'suggested') return replaceStudy(state, { ...study, suggestion: event.correction });
  switch (event.type) {
    case 'advanced': {
      const isForward = orderOf(event.stage) > orderOf(study.state.kind);
      return isForward ? replaceStudy(state, { ...study, state: { kind: event.stage } }) : state;
    }
    case 'rejected': {
      const { reason, frames } = event;
      return replaceStudy(state, { ...study, state: { kind: 'rejected', reason, frames } });
    }
    case 'failed': {
      const { stage, error } = event;
      return replaceStudy(state, { ...study, state: { kind: 'failed', stage, error } });
    }
    default: {
      // A number may only come from a study that went through every check.
      if (study.state.kind !== 'predicting') return state;
      const { result } = event;
      const next = replaceStudy(state, { ...study, state: { kind: 'predicted', result, isRevealed: false } });
      return selectByItself(next, study.id, isWithheld(result));
    }
  }
}

/** The first predicted study is selected by itself; a withheld one only holds the place until then. */
function selectByItself(state: AppState, id: number, isNewWithheld: boolean): AppState {
  if (state.selectedBy === 'reader') return state;
  const selected = state.selectedId === null ? undefined : findStudy(state, state.selectedId);
  const isPlaceholder =
    selected?.state.kind === 'predicted' && isWithheld(selected.state.result) && !isNewWithheld;
  if (selected !== undefined && !isPlaceholder) return state;
  return { ...state, selectedId: id, selectedBy: 'app' };
}

function orderOf(kind: Study['state']['kind']): number {
  return (ORDER as readonly string[]).indexOf(kind);
}

function isQueued(study: Study): boolean {
  return study.state.kind === 'queued';
}

function findStudy(state: AppState, id: number): Study | undefined {
  return state.studies[id];
}

function replaceStudy(state: AppState, study: Study): AppState {
  const studies = state.studies.slice();
  studies[study.id] = study;
  return { ...state, studies };
}
