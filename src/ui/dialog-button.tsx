/**
 * A button and the dialog that it opens. What is in it is only there while it is open, and may be loaded then.
 */
import { type ReactNode, Suspense, useRef, useState } from 'react';
import button from './button.module.css';
import { Dialog } from './dialog.tsx';
import styles from './dialog-button.module.css';

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
      <Dialog ref={ref} title={title} width="wide" onClose={() => setIsOpen(false)}>
        {isOpen && <Suspense fallback={null}>{children}</Suspense>}
      </Dialog>
    </>
  );
}
