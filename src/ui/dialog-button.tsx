/**
 * A button and the dialog that it opens: the browser's own, with its focus and its Escape. What is in it is only there
 * while it is open, and may be loaded then.
 */
import { type ReactNode, Suspense, useId, useRef, useState } from 'react';
import button from './button.module.css';
import styles from './dialog-button.module.css';
import { STRINGS } from './strings.ts';

/** What opens, and by which button. */
export interface DialogButtonProps {
  readonly label: string;
  readonly title: string;
  /** Stands in place of the label where room is short; the label stays its name. */
  readonly icon?: ReactNode | undefined;
  /** The content. */
  readonly children: ReactNode;
}

/** The button and its dialog. */
export function DialogButton({ label, title, icon, children }: DialogButtonProps) {
  const titleId = useId();
  const ref = useRef<HTMLDialogElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const open = (): void => {
    setIsOpen(true);
    ref.current?.showModal();
  };
  return (
    <>
      <button
        type="button"
        className={icon === undefined ? button.plain : `${button.plain} ${styles.icon}`}
        aria-haspopup="dialog"
        aria-label={icon === undefined ? undefined : label}
        title={icon === undefined ? undefined : label}
        onClick={open}
      >
        {icon ?? label}
      </button>
      <dialog
        ref={ref}
        className={styles.dialog}
        aria-labelledby={titleId}
        onClose={() => setIsOpen(false)}
        // What lies below has keys of its own.
        onKeyDown={(event) => event.stopPropagation()}
      >
        {isOpen && (
          <>
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
              <Suspense fallback={null}>{children}</Suspense>
            </section>
          </>
        )}
      </dialog>
    </>
  );
}
