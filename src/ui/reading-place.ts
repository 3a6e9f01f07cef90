/**
 * Where the reader looks on a narrow screen, on which result and list are never in sight together.
 * Invariant: on a wide screen nothing here moves anything, the focus included.
 */

/** Below this width the columns stand below each other; the style sheets' `max-width: 1099px` is its counterpart. */
const WIDE = '(min-width: 1100px)';

/** Id of the result's section. */
export const RESULT_ID = 'result';
/** Id of the result's heading, which takes the focus. */
export const RESULT_TITLE_ID = 'result-title';

/** Whether the three columns stand beside each other. */
export function isWide(): boolean {
  return matchMedia(WIDE).matches;
}

/** Leads to the result of a film that was just chosen from the list. */
export function showResult(): void {
  if (isWide()) return;
  document.getElementById(RESULT_ID)?.scrollIntoView({ block: 'start' });
  document.getElementById(RESULT_TITLE_ID)?.focus({ preventScroll: true });
}

/** Leads to the card of the shown film in the list. */
export function showList(): void {
  document.getElementById('worklist-title')?.scrollIntoView({ block: 'start' });
  document
    .querySelector<HTMLElement>('[data-study] [data-card-button][tabindex="0"]')
    ?.focus({ preventScroll: true });
}
