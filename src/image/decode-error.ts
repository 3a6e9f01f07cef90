/**
 * The two ways in which decoding ends without a radiograph.
 */
import type { FailureCode, RejectionCode } from '../study/codes.ts';

/** The input's fault: expected, coded, not to be retried. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly code: RejectionCode;

  /** @param code what is wrong with the input */
  constructor(code: RejectionCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
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
