/**
 * The two ways in which decoding ends without a radiograph.
 */
import type { FailureCode, RejectionCode } from '../study/codes.ts';

/** The input's fault: expected, coded, not to be retried. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly code: RejectionCode;
  /** How many frames there are to choose from, where one must be; null for every other reason. */
  readonly frames: number | null;

  /** @param code what is wrong with the input */
  constructor(code: RejectionCode, options: ErrorOptions & { readonly frames?: number | null } = {}) {
    super(code, options);
    this.code = code;
    this.frames = options.frames ?? null;
  }
}

/** Our fault or the machine's: can be retried. */
export class DecodeFailure extends Error {
  override readonly name = 'DecodeFailure';
  readonly code: FailureCode;

  /** @param code what went wrong */
  constructor(code: FailureCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
