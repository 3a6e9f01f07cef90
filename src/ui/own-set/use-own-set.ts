/**
 * The reader's own set with its figures, for the screen and for the files alike.
 */
import { useMemo } from 'react';
import { operatingCurve } from '../../model/metrics/ranking.ts';
import { type Calls, estimateAuroc, measureCalls } from '../../model/metrics/validation.ts';
import type { Estimate, OperatingPoint } from '../../model/model-card.ts';
import { collectOwnSet, type OwnSet, scoresOf } from '../../study/own-set.ts';
import { useAppState } from '../use-app.ts';

/** What is known of the set. */
export interface MeasuredOwnSet {
  readonly set: OwnSet;
  readonly calls: Calls;
  readonly auroc: Estimate | null;
  readonly curve: readonly OperatingPoint[];
  readonly probabilities: readonly number[];
  readonly labels: readonly number[];
}

/** Points of the curve: as many as the model card has. */
const CURVE_POINTS = 200;

/** Measured anew when the list or the choice changes; the bootstrap only once all films are read. */
export function useOwnSet(includeWithheld: boolean): MeasuredOwnSet {
  const studies = useAppState((state) => state.studies);
  const isReadFirst = useAppState((state) => state.isReadFirst);
  const threshold = useAppState((state) => state.threshold);
  const measured = useMemo(() => {
    const set = collectOwnSet({ studies, isReadFirst }, includeWithheld);
    const { probabilities, labels } = scoresOf(set);
    const hasBoth = labels.includes(0) && labels.includes(1);
    return {
      set,
      probabilities,
      labels,
      auroc: set.leftOut.unfinished === 0 ? estimateAuroc(probabilities, labels) : null,
      curve: hasBoth ? operatingCurve(probabilities, labels, CURVE_POINTS) : [],
    };
  }, [studies, isReadFirst, includeWithheld]);
  const calls = useMemo(
    () => measureCalls(measured.probabilities, measured.labels, threshold),
    [measured, threshold],
  );
  return { ...measured, calls };
}
