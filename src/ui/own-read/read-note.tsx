/**
 * The reader's read beside the model's call, and how often both agree.
 */
import { callOf, countAgreement } from '../../study/own-read.ts';
import type { OwnRead, Study } from '../../study/study.ts';
import { DialogButton } from '../dialog-button.tsx';
import { STRINGS } from '../strings.ts';
import { useAppState } from '../use-app.ts';
import { AgreementPanel } from './agreement-panel.tsx';
import styles from './own-read.module.css';

/** Takes the focus when the prompt goes. */
export const READ_NOTE_ID = 'read-note';

/** What is shown of a study whose read is recorded. */
export function ReadNote({ study, read }: { readonly study: Study; readonly read: OwnRead }) {
  const threshold = useAppState((state) => state.threshold);
  const isCounted = useAppState((state) => {
    const { table } = countAgreement(state);
    return Object.values(table).some((count) => count > 0);
  });
  const call = callOf(study, threshold);
  if (call === null) return null;
  return (
    <div className={styles.note} data-read={read.className}>
      <p id={READ_NOTE_ID} tabIndex={-1}>
        {STRINGS.ownRead.note(read.className, call, threshold)}
        {!read.isOwn && ` ${STRINGS.ownRead.notOwn}`}
      </p>
      {isCounted && (
        <DialogButton label={STRINGS.ownRead.agreement} title={STRINGS.ownRead.title}>
          <AgreementPanel />
        </DialogButton>
      )}
    </div>
  );
}
