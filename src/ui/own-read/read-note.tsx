/**
 * The reader's read beside the model's call, and how often both agree.
 */
import { callOf, countAgreement } from '../../study/own-read.ts';
import type { OwnRead, Study } from '../../study/study.ts';
import { DialogButton } from '../dialog-button.tsx';
import { useAppState } from '../use-app.ts';
import { AgreementPanel } from './agreement-panel.tsx';
import styles from './own-read.module.css';
import { READ_STRINGS } from './strings.ts';

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
        {READ_STRINGS.note(read.className, call, threshold)}
        {!read.isOwn && ` ${READ_STRINGS.notOwn}`}
      </p>
      {isCounted && (
        <DialogButton label={READ_STRINGS.agreement} title={READ_STRINGS.title}>
          <AgreementPanel />
        </DialogButton>
      )}
    </div>
  );
}
