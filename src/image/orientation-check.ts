/**
 * The check of how a film lies: what to say of it, and which correction to offer. The number of a film that seems to lie
 * wrong is withheld, not refused: about one upright film in a thousand is taken for a turned one, and its reader must be
 * able to overrule that.
 */
import {
  type Correction,
  isIdentity,
  judgeOrientation,
  type OrientationModel,
} from '../model/orientation.ts';
import { ORIENTATION_WEIGHTS } from '../model/orientation-weights.ts';
import { INPUT_SIZE_PX } from '../model/spec.ts';
import type { WarningCode, WithholdingCode } from '../study/codes.ts';

/** The shipped judge. */
export const ORIENTATION_MODEL: OrientationModel = {
  sidePx: ORIENTATION_WEIGHTS.sidePx,
  weights: Float64Array.from(ORIENTATION_WEIGHTS.rows.join(' ').split(' '), Number),
  minEvidence: ORIENTATION_WEIGHTS.minEvidence,
};

/** What the check says. */
export interface OrientationCheck {
  readonly withholdings: readonly WithholdingCode[];
  readonly warnings: readonly WarningCode[];
  /** What would make the film lie right, in addition to what was done; null where it lies right. */
  readonly suggestion: Correction | null;
}

/**
 * @param input network input of the film as it is read
 * @param applied what the reader had done to it before
 */
export function checkOrientation(input: Float32Array, applied: Correction): OrientationCheck {
  const { isWrong, correction } = judgeOrientation(input, INPUT_SIZE_PX, ORIENTATION_MODEL);
  const withholdings: WithholdingCode[] = [];
  if (isWrong && correction.isInverted) withholdings.push('film-inverted');
  if (isWrong && correction.quarterTurns !== 0) withholdings.push('film-turned');
  const warnings: WarningCode[] = [];
  if (applied.isInverted) warnings.push('read-inverted');
  if (applied.quarterTurns !== 0) warnings.push('read-turned');
  return { withholdings, warnings, suggestion: isWrong && !isIdentity(correction) ? correction : null };
}
