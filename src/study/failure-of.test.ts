import { describe, expect, it } from 'vitest';
import { DecodeError, DecodeFailure } from '../image/decode-error.ts';
import { NotANumberError } from '../model/assess.ts';
import { EngineLockedError, EngineLostError } from '../runtime/classifier.ts';
import { failureOf } from './failure-of.ts';

describe('what was thrown in the work on a study', () => {
  it.each([
    ['decode-timeout', new DecodeFailure('decode-timeout')],
    ['decode-failed', new DecodeError('unknown-format')],
    ['engine-locked', new EngineLockedError('no engine')],
    ['engine-lost', new EngineLostError('gone')],
    ['not-a-number', new NotANumberError('NaN')],
    ['prediction-failed', new Error('anything else')],
    ['prediction-failed', 'a word'],
  ] as const)('is shown as %s', (code, error) => {
    expect(failureOf(error)).toBe(code);
  });
});
