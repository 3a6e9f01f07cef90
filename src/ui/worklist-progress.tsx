/**
 * How far the batch has come: the page's one status element, a bar, and what is left.
 */
import { useState } from 'react';
import { measureProgress } from '../study/study.ts';
import { createPaceMeter } from './pace.ts';
import { formatRemaining } from './phrases.ts';
import { STRINGS } from './strings.ts';
import { useApp, useAppState } from './use-app.ts';
import styles from './worklist-progress.module.css';

/** "12 of 40 done" and beside it, not announced at every file, "28 left, about 20 s". */
export function WorklistProgress() {
  const total = useAppState((state) => measureProgress(state).total);
  const done = useAppState((state) => measureProgress(state).done);
  const dataState = useAppState((state) => measureProgress(state).state);
  const skipped = useAppState((state) => state.skippedFiles);
  const [pace] = useState(() => createPaceMeter(() => performance.now()));
  const remainingMs = useAppState((state) => pace.estimateRemaining(measureProgress(state)));
  const isRunning = dataState === 'running';
  const isOpening = useAppState((state) => state.openings > 0);
  const isPaused = useAppState((state) => state.isPaused);
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <p role="status" data-state={dataState} data-skipped={skipped}>
          {STRINGS.worklist.done(done, total)}
        </p>
        <BatchControls isRunning={isRunning} isPaused={isPaused} />
      </div>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.fill} style={{ transform: `scaleX(${total === 0 ? 0 : done / total})` }} />
      </div>
      {isRunning && (
        <p className={styles.left}>
          {isOpening ? STRINGS.worklist.opening : STRINGS.worklist.left(total - done)}
          {isPaused && `, ${STRINGS.worklist.paused}`}
          {!isOpening && !isPaused && remainingMs !== null && `, ${formatRemaining(remainingMs)}`}
        </p>
      )}
      {!isRunning && (total > 0 || skipped > 0) && (
        <p className={styles.left}>{skipped > 0 && STRINGS.worklist.skipped(skipped)}</p>
      )}
    </div>
  );
}

/** What can be done to the batch as a whole; no row of buttons where there is only one film to wait for. */
function BatchControls({ isRunning, isPaused }: { readonly isRunning: boolean; readonly isPaused: boolean }) {
  const { pause, resume, cancel, retryFailed } = useApp();
  const isBatch = useAppState((state) => state.studies.length > 1);
  const failed = useAppState(
    (state) => state.studies.filter((study) => study.state.kind === 'failed').length,
  );
  if (isRunning && isBatch) {
    return (
      <div className={styles.controls}>
        <button type="button" className={styles.control} onClick={isPaused ? resume : pause}>
          {isPaused ? STRINGS.worklist.resume : STRINGS.worklist.pause}
        </button>
        <button type="button" className={styles.control} onClick={cancel}>
          {STRINGS.worklist.cancel}
        </button>
      </div>
    );
  }
  if (isRunning || failed < 2) return null;
  return (
    <button type="button" className={styles.control} onClick={retryFailed}>
      {STRINGS.worklist.retryFailed(failed)}
    </button>
  );
}
