/**
 * Says beside an export of the whole list that it holds results which the page conceals until the reader's own read: a file
 * that left them out would have rows without scores that were never withheld.
 */
import { countConcealed } from '../../study/own-read.ts';
import { STRINGS } from '../strings.ts';
import { useAppState } from '../use-app.ts';
import styles from './own-read.module.css';

/** Where it stands, and of which export. */
export interface ConcealedNoteProps {
  readonly id?: string;
  readonly includeWithheld: boolean;
}

/** One sentence; nothing where nothing is concealed. */
export function ConcealedNote({ id, includeWithheld }: ConcealedNoteProps) {
  const count = useAppState((state) => countConcealed(state, includeWithheld));
  if (count === 0) return null;
  return (
    <p id={id} className={styles.concealed}>
      {STRINGS.exporting.concealed(count)}
    </p>
  );
}
