/**
 * The reader's own set with its figures, for the screen and for the files alike.
 */
import { useEffect, useMemo, useState } from 'react';
import { operatingCurve } from '../../model/metrics/ranking.ts';
import { type Calls, estimateAuroc, measureCalls } from '../../model/metrics/validation.ts';
import type { Estimate, OperatingPoint } from '../../model/model-card.ts';
import { runInSlices } from '../../study/in-slices.ts';
import { collectOwnSet, type OwnSet, scoresOf } from '../../study/own-set.ts';
import { useAppState } from '../use-app.ts';

/** What is known of the set. */
export interface MeasuredOwnSet {
  readonly set: OwnSet;
  readonly calls: Calls;
  /** null where there is none. */
  readonly auroc: Estimate | 'measuring' | null;
  readonly curve: readonly OperatingPoint[];
  readonly probabilities: readonly number[];
  readonly labels: readonly number[];
}

type Scores = Pick<MeasuredOwnSet, 'probabilities' | 'labels'>;

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
      curve: hasBoth ? operatingCurve(probabilities, labels, CURVE_POINTS) : [],
    };
  }, [studies, isReadFirst, includeWithheld]);
  const calls = useMemo(
    () => measureCalls(measured.probabilities, measured.labels, threshold),
    [measured, threshold],
  );
  const auroc = useAuroc(measured, measured.set.leftOut.unfinished === 0);
  return { ...measured, calls, auroc };
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Computed in slices: with thousands of films the bootstrap takes seconds. */
function useAuroc(scores: Scores, isComplete: boolean): Estimate | 'measuring' | null {
  const [held, setHeld] = useState(scores);
  const [estimated, setEstimated] = useState<{ of: Scores; auroc: Estimate | null } | null>(null);
  // A change of the list that changes no score, such as a thumbnail that comes, computes nothing anew.
  const isHeld = isSame(held.probabilities, scores.probabilities) && isSame(held.labels, scores.labels);
  if (!isHeld) setHeld(scores);
  useEffect(() => {
    if (!isComplete) return undefined;
    let isStopped = false;
    const run = async (): Promise<void> => {
      const steps = estimateAuroc(held.probabilities, held.labels);
      const auroc = await runInSlices(steps, { isStopped: () => isStopped });
      if (auroc !== undefined && !isStopped) setEstimated({ of: held, auroc });
    };
    void run();
    return () => {
      isStopped = true;
    };
  }, [held, isComplete]);
  return isComplete && isHeld && estimated?.of === held ? estimated.auroc : 'measuring';
}
