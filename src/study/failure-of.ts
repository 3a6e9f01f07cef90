/** What was thrown in the work on a study, as the code that the reader sees. */
import { DecodeError, DecodeFailure } from '../image/decode-error.ts';
import { NotANumberError } from '../model/assess.ts';
import { EngineLockedError, EngineLostError } from '../runtime/classifier.ts';
import type { FailureCode } from './codes.ts';

/**
 * The failure that an error stands for. A `DecodeError` is the input's fault and rejects a study in its own run; it fails
 * only work on a film that was read before, whose file is another one now.
 */
export function failureOf(error: unknown): FailureCode {
  if (error instanceof DecodeFailure) return error.code;
  if (error instanceof DecodeError) return 'decode-failed';
  if (error instanceof EngineLockedError) return 'engine-locked';
  if (error instanceof EngineLostError) return 'engine-lost';
  if (error instanceof NotANumberError) return 'not-a-number';
  return 'prediction-failed';
}
