/**
 * What is reported of the studies: the one description that every export is made from, so that no two of them can say
 * different things of a film.
 * Invariants: the reader's two choices are honoured here and nowhere else: without names there is no name in it, without
 * withheld scores there is nothing in it that a withheld score could be computed from, the heatmap included.
 */
import type { Finding } from '../model/assess.ts';
import { type ModelCard, shortModelHash } from '../model/model-card.ts';
import type { Correction } from '../model/orientation.ts';
import type { SaliencyMap } from '../model/saliency.ts';
import { moveZone, type Zone } from '../model/zone.ts';
import type { EngineName } from '../runtime/engine-name.ts';
import type { FailureCode, RejectionCode, WarningCode, WithholdingCode } from '../study/codes.ts';
import {
  type AppState,
  type FilmFacts,
  findingOf,
  isWithheld,
  type Study,
  type StudyResult,
  type StudyStatus,
  statusOf,
  withholdingsOf,
} from '../study/study.ts';

/** Stands in every export that has room for words. */
export const NOTICE = 'Research use only, not for diagnosis';

/** What the reader chose to let out. */
export interface ReportOptions {
  /** The path of a file within what was given. */
  readonly includeNames: boolean;
  /** Finding and scores of withheld studies. */
  readonly includeWithheld: boolean;
}

/** Which model computed. */
export interface ReportedModel {
  readonly name: string;
  readonly version: string;
  /** 64 hex digits. */
  readonly sha256: string;
  /** The first 12 of them. */
  readonly shortHash: string;
}

/** What the model made of a film. */
export interface ReportedScores {
  /** At the report's threshold; null while no model card is there to decide by. */
  readonly finding: Finding | null;
  /** In (0, 1), for a prior of one half. */
  readonly probabilityPneumonia: number;
  readonly probabilityNormal: number;
  /** Calibrated. */
  readonly logit: number;
  /** Below 1 the film is unlike the training films. */
  readonly familiarity: number;
  /** Density of the logit over the film. */
  readonly heatmap: SaliencyMap;
}

/** How a result came about. */
export interface ReportedRun {
  readonly engine: EngineName;
  readonly durationMs: number;
  readonly film: FilmFacts;
  readonly warnings: readonly WarningCode[];
}

/** One study. */
export interface ReportedStudy {
  /** The order in which it was added, from 0. */
  readonly index: number;
  /** null unless names are included. */
  readonly file: string | null;
  readonly status: StudyStatus;
  /** Why it was rejected, failed or withheld, the first reason first; empty for any other. */
  readonly reasons: readonly (RejectionCode | FailureCode | WithholdingCode)[];
  /** What the reader had done to the film before it was read; null for the film as it is in its file. */
  readonly correction: Correction | null;
  /** null where there is no result. */
  readonly run: ReportedRun | null;
  /** null where there is no result, and for a withheld one that is not included. */
  readonly scores: ReportedScores | null;
}

/** All studies, and what is common to them. */
export interface Report {
  readonly appVersion: string;
  readonly createdAt: Date;
  /** On the probability of pneumonia, in (0, 1). */
  readonly threshold: number;
  /** Both null while no model is verified. */
  readonly model: ReportedModel | null;
  /** The indeterminate zone at this threshold. */
  readonly zone: Zone | null;
  /** In the order added. */
  readonly studies: readonly ReportedStudy[];
}

/** Where a report comes from. */
export interface ReportSource {
  readonly state: Pick<AppState, 'studies' | 'threshold'>;
  /** Of the verified model; null while there is none. */
  readonly card: ModelCard | null;
  readonly appVersion: string;
  readonly createdAt: Date;
}

/** Describes every study of the list. */
export function describeReport(source: ReportSource, options: ReportOptions): Report {
  const { state, card, appVersion, createdAt } = source;
  const { threshold } = state;
  return {
    appVersion,
    createdAt,
    threshold,
    model: card === null ? null : describeModel(card),
    zone: card === null ? null : moveZone(card.zones, threshold),
    studies: state.studies.map((study) => describeStudy(study, threshold, card, options)),
  };
}

function describeModel(card: ModelCard): ReportedModel {
  const { name, version, model } = card;
  return { name, version, sha256: model.sha256, shortHash: shortModelHash(card) };
}

/** Describes one study at a threshold. */
export function describeStudy(
  study: Study,
  threshold: number,
  card: ModelCard | null,
  options: ReportOptions,
): ReportedStudy {
  const result = study.state.kind === 'predicted' ? study.state.result : null;
  const isHeldBack = result === null || (isWithheld(result) && !options.includeWithheld);
  return {
    index: study.id,
    file: options.includeNames ? study.path : null,
    status: statusOf(study),
    reasons: reasonsOf(study),
    correction: study.correction,
    run: result === null ? null : describeRun(result),
    scores: isHeldBack
      ? null
      : describeScores(result, card === null ? null : findingOf(study, threshold, card)),
  };
}

function describeRun({ engine, durationMs, film, warnings }: StudyResult): ReportedRun {
  return { engine, durationMs, film, warnings };
}

function describeScores({ assessment, saliency }: StudyResult, finding: Finding | null): ReportedScores {
  const { probabilityPneumonia, probabilityNormal, logit, familiarity } = assessment;
  return { finding, probabilityPneumonia, probabilityNormal, logit, familiarity, heatmap: saliency };
}

function reasonsOf({ state }: Study): ReportedStudy['reasons'] {
  switch (state.kind) {
    case 'rejected':
      return [state.reason];
    case 'failed':
      return [state.error];
    case 'predicted':
      return withholdingsOf(state.result);
    default:
      return [];
  }
}
