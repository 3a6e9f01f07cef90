/**
 * Opens the operating point; its charts come when it is opened.
 */
import { lazy } from 'react';
import { DialogButton } from '../dialog-button.tsx';
import { STRINGS } from '../strings.ts';

const Panel = lazy(() => import('./operating-point-panel.tsx'));

/** Fetches the panel's code before it is asked for. */
export async function preloadOperatingPoint(): Promise<void> {
  await import('./operating-point-panel.tsx');
}

/** The button and its dialog. */
export function OperatingPointButton() {
  return (
    <DialogButton label={STRINGS.operatingPoint.button} title={STRINGS.operatingPoint.title}>
      <Panel />
    </DialogButton>
  );
}
