/**
 * All keys, in a dialog that the reader opens.
 */
import type { RefObject } from 'react';
import { Dialog } from '../dialog.tsx';
import { STRINGS } from '../strings.ts';
import styles from './key-sheet.module.css';

/** The sheet; its owner opens it by `showModal`. */
export function KeySheet({ ref }: { readonly ref: RefObject<HTMLDialogElement | null> }) {
  const { title, groups } = STRINGS.viewer.sheet;
  return (
    <Dialog ref={ref} title={title} width="middle">
      <div className={styles.groups}>
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
      </div>
    </Dialog>
  );
}
