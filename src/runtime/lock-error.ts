/**
 * Why no engine may compute, as an error on its way to the screen.
 */
import type { LockCode } from '../study/codes.ts';

/** Raised by whatever keeps an engine from being ready. */
export class LockError extends Error {
  override readonly name = 'LockError';
  readonly code: LockCode;

  /**
   * @param code why
   * @param detail in words, for the screen: which file, which engine, by how much
   */
  constructor(code: LockCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
  }
}
