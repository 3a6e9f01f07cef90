/**
 * What the reader asked of the heatmap. Off at first, and off again with every film that comes on screen, one looked at
 * before included: a highlight that is there before the reader's own read makes readers agree with it, right or wrong.
 * What it shows and how strongly is kept from film to film; only the asking is not.
 */
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type Grid, turnFor } from '../model/saliency.ts';
import type { ClassName } from '../model/spec.ts';
import type { OcclusionState } from '../study/occlusion-check.ts';
import { isScoreShown, type Study, type StudyResult } from '../study/study.ts';
import { activationFor, type HeatSource } from './heat-scale.ts';
import { useConcealed } from './own-read/use-concealed.ts';
import { setShownHeatmap } from './report/shown-heatmap.ts';
import { useApp } from './use-app.ts';

/** The reader's choices. */
export interface HeatmapView {
  /** The study that they were made for. */
  readonly studyId: number;
  readonly isOn: boolean;
  readonly className: ClassName;
  readonly source: HeatSource;
  /** 0 to 1. */
  readonly opacity: number;
  /** Share of what is seen of the film, from the left, that is free of it; 0 to 1. */
  readonly wipe: number;
}

/** The choices and how to change them. */
export interface Heatmap {
  readonly view: HeatmapView;
  /** The result that it is of; null where no score is shown, hence no heatmap either. */
  readonly result: StudyResult | null;
  /** Influence for the class asked for, in the unit of its legend; null while there is none to show. */
  readonly grid: Grid | null;
  /** The occlusion check, as far as it is this study's. */
  readonly occlusion: OcclusionState;
  readonly change: (changes: Partial<Omit<HeatmapView, 'studyId'>>) => void;
}

const AT_FIRST = {
  isOn: false,
  className: 'pneumonia',
  source: 'activation',
  opacity: 0.5,
  wipe: 0,
} as const;

/** One object, so that another film's check changes nothing here. */
const IDLE: OcclusionState = { kind: 'idle' };

/**
 * The heatmap of a study on screen.
 *
 * @param isExported whether what is shown of it is what exports and paper show: true for one film alone
 */
export function useHeatmap(study: Study, isExported: boolean): Heatmap {
  const [view, setView] = useState<HeatmapView>({ ...AT_FIRST, studyId: study.id });
  const occlusion = useOcclusion(study.id);
  const isHidden = useConcealed(study);
  const isShown = isScoreShown(study) && !isHidden;
  const result = study.state.kind === 'predicted' && isShown ? study.state.result : null;
  // Adjusted while rendering, so that no frame shows it: another film, or one whose score was hidden again.
  if (view.studyId !== study.id || (view.isOn && result === null)) {
    setView({ ...view, studyId: study.id, isOn: false, source: 'activation' });
  }
  const { className, source } = view;
  const grid = useMemo(
    () => (result === null ? null : selectGrid(result, occlusion, className, source)),
    [result, occlusion, className, source],
  );
  const { isOn, opacity, studyId } = view;
  useEffect(() => {
    if (!isExported) return undefined;
    setShownHeatmap(isOn && grid !== null ? { studyId, className, source, opacity, grid } : null);
    return () => setShownHeatmap(null);
  }, [isExported, isOn, studyId, className, source, opacity, grid]);
  return { view, result, grid, occlusion, change: (changes) => setView({ ...view, ...changes }) };
}

function useOcclusion(studyId: number): OcclusionState {
  const { occlusion } = useApp();
  const state = useSyncExternalStore(occlusion.subscribe, occlusion.getState);
  return state.kind !== 'idle' && state.id === studyId ? state : IDLE;
}

function selectGrid(
  { saliency }: StudyResult,
  occlusion: OcclusionState,
  className: ClassName,
  source: HeatSource,
): Grid | null {
  if (source === 'occlusion') {
    return occlusion.kind === 'done' ? turnFor(className, occlusion.result.grid) : null;
  }
  return activationFor(className, saliency);
}
