/**
 * All keys, in a dialog that the reader opens.
 */
import { type RefObject, useId } from 'react';
import button from '../button.module.css';
import { STRINGS } from '../strings.ts';
import styles from './key-sheet.module.css';

/** The sheet; its owner opens it by `showModal`. */
export function KeySheet({ ref }: { readonly ref: RefObject<HTMLDialogElement | null> }) {
  const titleId = useId();
  const { title, groups } = STRINGS.viewer.sheet;
  return (
    <dialog ref={ref} className={styles.sheet} aria-labelledby={titleId}>
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <button type="button" className={button.plain} onClick={() => ref.current?.close()}>
          {STRINGS.about.close}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <section className={styles.body} tabIndex={0} aria-labelledby={titleId}>
        {groups.map((group) => (
          <div key={group.title}>
            <h3 className={styles.heading}>{group.title}</h3>
            <dl className={styles.keys}>
              {group.keys.map(([keys, what]) => (
                <div key={keys}>
                  <dt>{keys}</dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </div>
        ))}
      </section>
    </dialog>
  );
}
