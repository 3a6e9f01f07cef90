/**
 * Opens the model card at the point of use; its plots come when it is opened, which it never is by itself.
 */
import { lazy } from 'react';
import { DialogButton } from '../dialog-button.tsx';
import { STRINGS } from '../strings.ts';
import { useShortHeader } from '../use-narrow.ts';

const Panel = lazy(() => import('./about-panel.tsx'));

/** Fetches the panel's code before it is asked for. */
export async function preloadAbout(): Promise<void> {
  await import('./about-panel.tsx');
}

/** The button and its dialog. */
export function AboutButton() {
  const isShort = useShortHeader();
  return (
    <DialogButton
      label={STRINGS.header.about}
      title={STRINGS.about.title}
      icon={isShort ? <InfoIcon /> : undefined}
    >
      <Panel />
    </DialogButton>
  );
}

function InfoIcon() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 7.25v4" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
      <circle cx="8" cy="4.9" r="0.95" fill="currentColor" />
    </svg>
  );
}
