/**
 * Asks for the reader's own read, by button or key, before the result is shown. Nothing in it depends on the result.
 */
import { useCallback, useEffect, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { ClassName } from '../../model/spec.ts';
import type { Study } from '../../study/study.ts';
import button from '../button.module.css';
import { STRINGS } from '../strings.ts';
import { useApp } from '../use-app.ts';
import styles from './own-read.module.css';
import { READ_NOTE_ID } from './read-note.tsx';

const KEYS: Readonly<Record<string, ClassName>> = { n: 'normal', p: 'pneumonia' };

/** Whether a key belongs to what is being typed, or to a dialog over the page. */
function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return true;
  if (document.querySelector('dialog[open]') !== null) return true;
  return event.target instanceof Element && event.target.closest('input, select, textarea') !== null;
}

/** Two buttons and their keys. */
export function ReadPrompt({ study }: { readonly study: Study }) {
  const { store } = useApp();
  const ref = useRef<HTMLElement>(null);
  const record = useCallback(
    (className: ClassName): void => {
      const hadFocus = ref.current?.contains(document.activeElement) === true;
      flushSync(() => store.dispatch({ type: 'read', id: study.id, className }));
      // The buttons are gone; the focus goes to what took their place.
      if (hadFocus) document.getElementById(READ_NOTE_ID)?.focus();
    },
    [store, study.id],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const className = KEYS[event.key.toLowerCase()];
      if (className === undefined || isTaken(event)) return;
      event.preventDefault();
      record(className);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [record]);
  return (
    <section ref={ref} className={styles.prompt} aria-labelledby="read-prompt-title" data-read-prompt>
      <h3 id="read-prompt-title" className={styles.title}>
        {STRINGS.ownRead.promptTitle}
      </h3>
      <p>{STRINGS.ownRead.prompt}</p>
      <div className={styles.choices}>
        <button
          type="button"
          className={button.plain}
          aria-keyshortcuts="N"
          title="N"
          onClick={() => record('normal')}
        >
          {STRINGS.ownRead.normal}
        </button>
        <button
          type="button"
          className={button.plain}
          aria-keyshortcuts="P"
          title="P"
          onClick={() => record('pneumonia')}
        >
          {STRINGS.ownRead.pneumonia}
        </button>
      </div>
      <p className={styles.quiet}>{STRINGS.ownRead.keys}</p>
    </section>
  );
}
