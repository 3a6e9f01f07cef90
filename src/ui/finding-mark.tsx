/**
 * The mark of a finding: full, half or empty disc, so that it is told apart without its colour.
 */
import type { Finding } from '../model/assess.ts';
import styles from './finding-mark.module.css';

/** The disc alone; the word stands beside it, so it is hidden from screen readers. */
export function FindingMark({ finding }: { readonly finding: Finding }) {
  return (
    <svg className={`${styles.mark} ${styles[finding]}`} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill={finding === 'pneumonia' ? 'currentColor' : 'none'} />
      {finding === 'indeterminate' && <path className={styles.half} d="M8 2a6 6 0 0 0 0 12z" />}
    </svg>
  );
}
