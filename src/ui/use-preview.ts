/**
 * Has a study's picture made while something that shows it is on screen.
 */
import { useEffect } from 'react';
import { type Study, wasDecoded } from '../study/study.ts';
import { useApp } from './use-app.ts';

/** What is only scrolled past asks for nothing. */
const PREVIEW_DELAY_MS = 200;

/** Asks for the picture of a decoded study that has none yet, or none any more. */
export function usePreview(study: Study): void {
  const { requestPreview } = useApp();
  const { id } = study;
  const isMissing = study.preview === null && wasDecoded(study);
  useEffect(() => {
    if (!isMissing) return undefined;
    const timer = setTimeout(() => requestPreview(id), PREVIEW_DELAY_MS);
    return () => clearTimeout(timer);
  }, [id, isMissing, requestPreview]);
}
