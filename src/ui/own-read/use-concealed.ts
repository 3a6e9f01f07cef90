/**
 * Whether a study's result waits for the reader's own read.
 */
import { isConcealed } from '../../study/own-read.ts';
import type { Study } from '../../study/study.ts';
import { useAppState } from '../use-app.ts';

/** True while nothing of the result may be shown, told or announced. */
export function useConcealed(study: Study): boolean {
  return useAppState((state) => isConcealed(state, study));
}
