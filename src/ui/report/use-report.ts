/**
 * The report as it stands when it is asked for, and what of it is on screen.
 */
import type { ModelCard } from '../../model/model-card.ts';
import {
  describeReport,
  type Report,
  type ReportedStudy,
  type ReportOptions,
} from '../../report/describe.ts';
import { isConcealed } from '../../study/own-read.ts';
import { readModelCard, shownStudyId, useApp } from '../use-app.ts';

/** A report and the study of it that is on screen. */
export interface CurrentReport {
  readonly report: Report;
  readonly card: ModelCard | null;
  /** null while no film is shown; without scores while they wait for the reader's own read. */
  readonly shown: ReportedStudy | null;
}

/** Gives a function that describes the list as it is when it is called. */
export function useCurrentReport(options: ReportOptions): () => CurrentReport {
  const { store, engine } = useApp();
  return () => {
    const state = store.getState();
    const card = readModelCard(engine);
    const source = { state, card, appVersion: __APP_VERSION__, createdAt: new Date() };
    const report = describeReport(source, options);
    const id = shownStudyId(state);
    if (id === null) return { report, card, shown: null };
    const shown = report.studies[id];
    return {
      report,
      card,
      shown: isConcealed(state, state.studies[id]) ? { ...shown, scores: null } : shown,
    };
  };
}
