/**
 * The mark before a reason: a triangle, in the colour of faults only where the fault is ours.
 */
import styles from './notice-mark.module.css';

/** The mark alone; the words stand beside it. */
export function NoticeMark({ isFault = false }: { readonly isFault?: boolean }) {
  return (
    <svg
      className={isFault ? `${styles.mark} ${styles.fault}` : styles.mark}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      <path
        d="M8 2 14.5 13.5h-13z"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <path d="M8 6.5v3.2M8 11.4v.6" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}

/** A tick, for a check that was passed. */
export function PassedMark() {
  return (
    <svg className={styles.mark} viewBox="0 0 16 16" aria-hidden="true">
      <path
        d="m3 8.5 3.4 3.5L13 4.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** A struck-out frame, where a file gives no picture. */
export function NoPictureMark() {
  return (
    <svg className={styles.noPicture} viewBox="0 0 16 16" aria-hidden="true">
      <path d="M2.5 3.5h11v9h-11zM3 13 13 3" fill="none" stroke="currentColor" strokeWidth="1" />
    </svg>
  );
}
