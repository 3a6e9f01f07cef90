/**
 * One study: the life of one dropped file (looser than DICOM's study). Types and pure questions about them.
 * Invariants: a study's index never changes; a run ends in exactly one of predicted, rejected and failed; what belongs
 * to a study (preview, result) is held in it, never in "the current" anything.
 */
import { type Assessment, decideFinding, type Finding } from '../model/assess.ts';
import type { ModelCard } from '../model/model-card.ts';
import type { Correction } from '../model/orientation.ts';
import type { SaliencyMap } from '../model/saliency.ts';
import type { ClassName } from '../model/spec.ts';
import type { EngineName } from '../runtime/engine-name.ts';
import type { FailureCode, RejectionCode, WarningCode, WithholdingCode } from './codes.ts';
import type { LabelBook } from './truth.ts';

/** A step of the work on a study. */
export type Stage = 'decoding' | 'checking' | 'predicting';

/** The formats that are decoded. */
export type FilmFormat = 'jpeg' | 'png' | 'tiff' | 'webp' | 'avif' | 'bmp' | 'dicom';

/** Facts of the decoded radiograph. */
export interface FilmFacts {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Bits per grey sample of the file: 1 to 16. */
  readonly bitDepth: number;
  readonly format: FilmFormat;
}

/** A picture of the film for the screen. */
export interface Preview {
  /** `blob:` URL, owned and revoked by the runner. */
  readonly url: string;
  /** Size of the preview itself, longest side at most 1024 px. */
  readonly widthPx: number;
  readonly heightPx: number;
}

/** What the model read, and how it came about. */
export interface StudyResult {
  readonly assessment: Assessment;
  /** Where the score comes from: a hundred numbers, of the same pass. */
  readonly saliency: SaliencyMap;
  readonly warnings: readonly WarningCode[];
  /** Why the file's own tags, or the way that the film lies, speak against a number; empty where nothing does. */
  readonly filmReasons: readonly WithholdingCode[];
  /** The engine that computed this very result. */
  readonly engine: EngineName;
  /** From the start of decoding to the result, waiting for the engine included. */
  readonly durationMs: number;
  readonly film: FilmFacts;
}

/** Where a study stands. */
export type StudyState =
  | { readonly kind: 'queued' }
  | { readonly kind: Stage }
  | { readonly kind: 'predicted'; readonly result: StudyResult; readonly isRevealed: boolean }
  /** `frames`: how many there are to choose from, where that is the reason; null for every other. */
  | { readonly kind: 'rejected'; readonly reason: RejectionCode; readonly frames: number | null }
  | { readonly kind: 'failed'; readonly stage: Stage; readonly error: FailureCode };

/** What the reader saw in a film, before the model's result was shown. */
export interface OwnRead {
  readonly className: ClassName;
  /** The result had never been on screen before. */
  readonly isOwn: boolean;
}

/** One file's life. */
export interface Study {
  /** Its index: the order in which it was added, from 0. */
  readonly id: number;
  /** Number of the attempt, from 0; events of an earlier one are stale. */
  readonly run: number;
  /** File name without folders. */
  readonly name: string;
  /** Path within what was given (equals `name` for a single file). */
  readonly path: string;
  readonly sizeBytes: number;
  readonly state: StudyState;
  readonly preview: Preview | null;
  /** Its picture could not be made, though its pixels were read. */
  readonly isPictureless: boolean;
  /** What the reader had done to the film before it is read; null for the film as it is in its file. */
  readonly correction: Correction | null;
  /** What would make the film lie right, in addition to that; null where nothing is known or to be done. */
  readonly suggestion: Correction | null;
  /** What the reader's own set says that it is; null where it says nothing. */
  readonly truth: ClassName | null;
  /** The reader's own read; null where none is recorded. */
  readonly read: OwnRead | null;
  /** The score stood on screen before own-read-first was turned on. */
  readonly isScoreSeen: boolean;
}

/** Everything that the screen and the exports show. */
export interface AppState {
  /** In the order added: `studies[id].id === id`. */
  readonly studies: readonly Study[];
  readonly selectedId: number | null;
  /** Who made the selection; the reader's is never taken away. */
  readonly selectedBy: 'nobody' | 'app' | 'reader';
  /** Decision threshold on the probability of pneumonia, in (0, 1). */
  readonly threshold: number;
  /** Share of pneumonia among the reader's films, in (0, 1), for predictive values; changes no finding. */
  readonly prevalence: number;
  /** The labels of all tables that were given. */
  readonly labels: LabelBook;
  /** Rows of those tables that could not be used. */
  readonly skippedLabelRows: number;
  /** Results wait for the reader's own read. */
  readonly isReadFirst: boolean;
  /** Rubbish skipped inside folders and archives. */
  readonly skippedFiles: number;
  /** Whether the reader holds the work up: nothing new is started, what was started ends. */
  readonly isPaused: boolean;
  /** Batches of files that are being opened and are not in the list yet. */
  readonly openings: number;
}

/** The word of `data-status`. */
export type StudyStatus = 'queued' | 'running' | 'predicted' | 'withheld' | 'rejected' | 'failed';

/** Why a result is withheld, the file's own word first; empty where it is not. */
export function withholdingsOf(
  result: Pick<StudyResult, 'filmReasons'> & { readonly assessment: Pick<Assessment, 'domain'> },
): readonly WithholdingCode[] {
  const { filmReasons, assessment } = result;
  return assessment.domain === 'familiar' ? filmReasons : [...filmReasons, 'unlike-training-data'];
}

/** Whether a result is shown only when the reader asks for it. */
export function isWithheld(result: Parameters<typeof withholdingsOf>[0]): boolean {
  return withholdingsOf(result).length > 0;
}

/** The `data-status` of a study; a revealed withheld study stays `withheld`. */
export function statusOf(study: Study): StudyStatus {
  const { state } = study;
  switch (state.kind) {
    case 'decoding':
    case 'checking':
    case 'predicting':
      return 'running';
    case 'predicted':
      return isWithheld(state.result) ? 'withheld' : 'predicted';
    default:
      return state.kind;
  }
}

/** Whether the study's present run has ended. */
export function isFinished(study: Study): boolean {
  const { kind } = study.state;
  return kind === 'predicted' || kind === 'rejected' || kind === 'failed';
}

/** Rejections by the model, which read the film's pixels before. */
const REJECTED_AS_READ: ReadonlySet<RejectionCode> = new Set([
  'not-a-chest-radiograph',
  'not-a-chest-as-it-lies',
]);

/** Whether the study's present run has ended with its film's pixels read, so that there is a picture to show. */
export function wasDecoded({ state }: Study): boolean {
  if (state.kind === 'rejected') return REJECTED_AS_READ.has(state.reason);
  return state.kind === 'predicted' || (state.kind === 'failed' && state.stage === 'predicting');
}

/**
 * The finding of a study at a threshold, withheld ones included: whether to show it is the caller's question.
 *
 * @param threshold on the probability of pneumonia, in (0, 1)
 * @returns null where the study has no result
 */
export function findingOf(study: Study, threshold: number, card: Pick<ModelCard, 'zones'>): Finding | null {
  if (study.state.kind !== 'predicted') return null;
  return decideFinding(study.state.result.assessment.logit, threshold, card.zones);
}

/** Whether a study's numbers may be shown: predicted, and not withheld or revealed by the reader. */
export function isScoreShown(study: Study): boolean {
  return study.state.kind === 'predicted' && (!isWithheld(study.state.result) || study.state.isRevealed);
}

/** Counts for the status line. */
export interface Progress {
  readonly total: number;
  /** Studies whose run has ended, in whatever way. */
  readonly done: number;
  /** The `data-state` of the status element. */
  readonly state: 'idle' | 'running' | 'done';
}

/** By list: several parts of the page ask for the same one. */
const doneCounts = new WeakMap<readonly Study[], number>();

function countDone(studies: readonly Study[]): number {
  const known = doneCounts.get(studies);
  if (known !== undefined) return known;
  let done = 0;
  for (const study of studies) if (isFinished(study)) done += 1;
  doneCounts.set(studies, done);
  return done;
}

/**
 * How far the list has come; O(number of studies) for a list that wasn't asked for before. What is being opened belongs to it, though
 * nobody knows yet how much it is.
 */
export function measureProgress(state: Pick<AppState, 'studies' | 'openings'>): Progress {
  const total = state.studies.length;
  const done = countDone(state.studies);
  const isRunning = done < total || state.openings > 0;
  return { total, done, state: isRunning ? 'running' : total === 0 ? 'idle' : 'done' };
}
