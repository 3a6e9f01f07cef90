/**
 * How far the batch has come: the page's one status element, a bar, and what is left.
 */
import { useState } from 'react';
import { measureProgress } from '../study/study.ts';
import { formatRemaining } from './format.ts';
import { createPaceMeter } from './pace.ts';
import { STRINGS } from './strings.ts';
import { useAppState } from './use-app.ts';
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
  return (
    <div className={styles.progress}>
      <div className={styles.line}>
        <p role="status" data-state={dataState}>
          {STRINGS.worklist.done(done, total)}
        </p>
        {isRunning && (
          <span className={styles.left}>
            {isOpening ? STRINGS.worklist.opening : STRINGS.worklist.left(total - done)}
            {!isOpening && remainingMs !== null && `, ${formatRemaining(remainingMs)}`}
          </span>
        )}
      </div>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.fill} style={{ transform: `scaleX(${total === 0 ? 0 : done / total})` }} />
      </div>
      {skipped > 0 && <p className={styles.left}>{STRINGS.worklist.skipped(skipped)}</p>}
    </div>
  );
}
