/**
 * Whether a correction is worth offering. The judge of how a film lies (`orientation.ts`) only knows chests, and takes three of
 * four pictures of anything else for a turned one; so the domain check is asked of the corrected copy, and has the last word.
 * Pure.
 */
import type { DomainReading } from './familiarity.ts';
import { CORRECTIONS, type Correction, correctInput, isIdentity } from './orientation.ts';

/** What the domain check says of a network input. */
export type JudgeInput = (input: Float32Array) => Promise<DomainReading>;

function isEqual(a: Correction, b: Correction): boolean {
  return a.quarterTurns === b.quarterTurns && a.isInverted === b.isInverted;
}

/**
 * Asks whether a film would be taken for a chest once it is corrected. One that is then like the training films is; one that is
 * then unlike them must at least be more like them than in each of the seven other ways of lying, as a chest is when it
 * lies right and a knee only by chance.
 *
 * @param input network input of the film as it is read, sizePx * sizePx values; not changed
 * @param asRead what the domain check said of it
 * @param correction what the judge of how it lies suggests
 * @param judge called once for most images, seven times at most, one call after the other
 * @throws what `judge` throws
 */
export async function confirmCorrection(
  input: Float32Array,
  sizePx: number,
  asRead: DomainReading,
  correction: Correction,
  judge: JudgeInput,
): Promise<boolean> {
  const corrected = await judge(correctInput(input, sizePx, correction));
  if (corrected.domain !== 'withheld') return corrected.domain === 'familiar';
  if (!(corrected.familiarity > asRead.familiarity)) return false;
  for (const other of CORRECTIONS) {
    if (isIdentity(other) || isEqual(other, correction)) continue;
    const { familiarity } = await judge(correctInput(input, sizePx, other));
    if (familiarity > corrected.familiarity) return false;
  }
  return true;
}
