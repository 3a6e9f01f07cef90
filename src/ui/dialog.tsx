/**
 * The frame of every dialog: the browser's own `<dialog>`, with its focus and its Escape, under a title and a button that
 * closes it.
 */
import { type ReactNode, type RefObject, useId } from 'react';
import button from './button.module.css';
import styles from './dialog.module.css';
import { STRINGS } from './strings.ts';

/** A dialog; its owner opens it by `showModal` of the element. */
export interface DialogProps {
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly title: string;
  /** How wide it may grow, in CSS pixels: 560, 620 or 1080. */
  readonly width: 'narrow' | 'middle' | 'wide';
  /** When the browser has closed it, by whatever way. */
  readonly onClose?: (() => void) | undefined;
  /** The content. */
  readonly children: ReactNode;
}

/** The dialog. Keys pressed in it stay in it: what lies below has keys of its own. */
export function Dialog({ ref, title, width, onClose, children }: DialogProps) {
  const titleId = useId();
  return (
    <dialog
      ref={ref}
      className={`${styles.dialog} ${styles[width]}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div className={styles.head}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        <button type="button" className={button.plain} onClick={() => ref.current?.close()}>
          {STRINGS.dialog.close}
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard */}
      <section className={styles.body} tabIndex={0} aria-labelledby={titleId}>
        {children}
      </section>
    </dialog>
  );
}
