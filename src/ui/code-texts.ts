/**
 * The words of the codes in the language in use: English as in `study/codes.ts`, or a translation's.
 */
import {
  type CodeText,
  FAILURES,
  type FailureCode,
  LOCKS,
  type LockCode,
  REJECTIONS,
  type RejectionCode,
  WARNINGS,
  type WarningCode,
  WITHHOLDINGS,
  type WithholdingCode,
} from '../study/codes.ts';

/** What a language has to give for the codes. */
export interface CodeTexts {
  readonly rejections: Readonly<Record<RejectionCode, CodeText>>;
  readonly failures: Readonly<Record<FailureCode, CodeText>>;
  readonly warnings: Readonly<Record<WarningCode, CodeText>>;
  readonly withholdings: Readonly<Record<WithholdingCode, CodeText>>;
  readonly locks: Readonly<Record<LockCode, CodeText>>;
}

/** The English ones. */
export const ENGLISH_CODES: CodeTexts = {
  rejections: REJECTIONS,
  failures: FAILURES,
  warnings: WARNINGS,
  withholdings: WITHHOLDINGS,
  locks: LOCKS,
};

/** The texts in use; like `STRINGS`, they change as a whole. */
export const CODE_TEXTS: CodeTexts = { ...ENGLISH_CODES };

/** Puts the texts of a language in use. */
export function putCodeTexts(texts: CodeTexts): void {
  Object.assign(CODE_TEXTS, texts);
}
