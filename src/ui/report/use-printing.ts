/**
 * Whether the page is being printed, by whatever way: the sheet is there when the browser looks, and gone afterwards.
 */
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** The state, and the way to print from a button. */
export interface Printing {
  readonly isPrinting: boolean;
  /** Prints when the sheet's pictures are decoded. */
  readonly print: () => Promise<void>;
}

/** Marks the sheet for `print` to find. */
export const SHEET_SELECTOR = '[data-print-sheet]';

/** Follows the browser's printing. */
export function usePrinting(): Printing {
  const [isPrinting, setIsPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => flushSync(() => setIsPrinting(true));
    const end = (): void => setIsPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  const print = async (): Promise<void> => {
    flushSync(() => setIsPrinting(true));
    const pictures = document.querySelectorAll<HTMLImageElement>(`${SHEET_SELECTOR} img`);
    await Promise.allSettled(Array.from(pictures, (picture) => picture.decode()));
    window.print();
  };
  return { isPrinting, print };
}
