/**
 * Opens the reader's own set; its panel comes when it is opened.
 */
import { lazy } from 'react';
import { DialogButton } from '../dialog-button.tsx';
import { STRINGS } from '../strings.ts';

const Panel = lazy(() => import('./own-set-panel.tsx'));

/** Fetches the panel's code before it is asked for. */
export async function preloadOwnSet(): Promise<void> {
  await import('./own-set-panel.tsx');
}

/** The button and its dialog. */
export function OwnSetButton() {
  return (
    <DialogButton label={STRINGS.ownSet.button} title={STRINGS.ownSet.title}>
      <Panel />
    </DialogButton>
  );
}
