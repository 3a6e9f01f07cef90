/**
 * The reader's own read in the result: asked for, then beside the model's call.
 * Invariant: what is announced is only ever the note, which comes with the reader's own act.
 */
import { countAgreement } from '../../study/own-read.ts';
import type { Study } from '../../study/study.ts';
import { DialogButton } from '../dialog-button.tsx';
import { STRINGS } from '../strings.ts';
import { useAppState } from '../use-app.ts';
import { AgreementPanel } from './agreement-panel.tsx';
import { ReadNote } from './read-note.tsx';
import { ReadPrompt } from './read-prompt.tsx';
import { useConcealed } from './use-concealed.ts';

/** Nothing while the mode is off and no read is recorded. */
export function OwnReadPart({ study }: { readonly study: Study }) {
  const isHidden = useConcealed(study);
  const hasAgreement = useAppState((state) => {
    const { table } = countAgreement(state);
    return Object.values(table).some((count) => count > 0);
  });
  if (!isHidden && study.read === null) return null;
  return (
    <>
      <div aria-live="polite">
        {isHidden ? <ReadPrompt study={study} /> : <ReadNote study={study} read={study.read} />}
      </div>
      {!isHidden && hasAgreement && (
        <div>
          <DialogButton label={STRINGS.ownRead.agreement} title={STRINGS.ownRead.title}>
            <AgreementPanel />
          </DialogButton>
        </div>
      )}
    </>
  );
}
