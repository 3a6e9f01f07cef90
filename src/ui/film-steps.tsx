/**
 * On a narrow screen result, film and list stand below each other: this bar stays at the thumb and leads from film to
 * film and to the list. A wide screen, where the list is always in sight, hides it.
 */
import button from './button.module.css';
import styles from './film-steps.module.css';
import { showList } from './reading-place.ts';
import { STRINGS } from './strings.ts';
import { shownStudyId, useApp, useAppState } from './use-app.ts';

/** Previous, place in the list, next, and the list itself; nothing before the first file. */
export function FilmSteps() {
  const { store } = useApp();
  const total = useAppState((state) => state.studies.length);
  const shownId = useAppState(shownStudyId);
  if (shownId === null) return null;
  const select = (id: number): void => store.dispatch({ type: 'selected', id });
  return (
    <nav className={styles.steps} aria-label={STRINGS.steps.title}>
      <button
        type="button"
        className={`${button.plain} ${styles.step}`}
        aria-label={STRINGS.steps.previous}
        title={STRINGS.steps.previous}
        disabled={shownId === 0}
        onClick={() => select(shownId - 1)}
      >
        <Chevron path="M10 3 5 8l5 5" />
      </button>
      <span className={styles.place}>{STRINGS.steps.place(shownId + 1, total)}</span>
      <button
        type="button"
        className={`${button.plain} ${styles.step}`}
        aria-label={STRINGS.steps.next}
        title={STRINGS.steps.next}
        disabled={shownId === total - 1}
        onClick={() => select(shownId + 1)}
      >
        <Chevron path="m6 3 5 5-5 5" />
      </button>
      <button type="button" className={`${button.plain} ${styles.list}`} onClick={showList}>
        {STRINGS.steps.list}
      </button>
    </nav>
  );
}

function Chevron({ path }: { readonly path: string }) {
  return (
    <svg className={styles.chevron} viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
