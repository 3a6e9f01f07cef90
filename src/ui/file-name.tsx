/**
 * A file name in little room: cut in the middle, whole on hover and focus, whole in the text that screen readers and
 * searches see.
 */

import styles from './file-name.module.css';
import { cutName } from './format.ts';

/** The name in one line; the parts join without a gap. */
export function FileName({ name }: { readonly name: string }) {
  const { head, tail } = cutName(name);
  return (
    <span className={styles.name} dir="auto" title={tail === '' ? undefined : name}>
      <span className={styles.head}>{head}</span>
      {tail !== '' && <span className={styles.tail}>{tail}</span>}
    </span>
  );
}

/** The whole name in a box over what lies below; its parent shows it on hover and focus. */
export function WholeName({ name, className }: { readonly name: string; readonly className: string }) {
  if (cutName(name).tail === '') return null;
  return (
    <span className={`${styles.whole} ${className}`} dir="auto" aria-hidden="true">
      {name}
    </span>
  );
}
