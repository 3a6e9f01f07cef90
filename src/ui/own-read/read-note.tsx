/**
 * The reader's read beside the model's call.
 */
import { callOf } from '../../study/own-read.ts';
import type { OwnRead, Study } from '../../study/study.ts';
import { STRINGS } from '../strings.ts';
import { useAppState } from '../use-app.ts';
import styles from './own-read.module.css';

/** Takes the focus when the prompt goes. */
export const READ_NOTE_ID = 'read-note';

/** One sentence; nothing where the read is not there, or the study has no score. */
export function ReadNote({ study, read }: { readonly study: Study; readonly read: OwnRead | null }) {
  const threshold = useAppState((state) => state.threshold);
  const call = callOf(study, threshold);
  if (call === null || read === null) return null;
  return (
    <p id={READ_NOTE_ID} className={styles.note} tabIndex={-1} data-read={read.className}>
      {STRINGS.ownRead.note(read.className, call, threshold)}
      {!read.isOwn && ` ${STRINGS.ownRead.notOwn}`}
    </p>
  );
}
