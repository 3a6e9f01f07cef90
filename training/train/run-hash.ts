/** The name of a run: no checkpoint of one is resumed by another, no report of one taken for another's. */
import { createHash } from 'node:crypto';
import { FIT_CONSTANTS, type FitConstants } from './config.ts';

/**
 * The constants that every hash was taken with before they were part of it. History: never to be changed with `FIT_CONSTANTS`, or
 * runs of two kinds would have one name.
 */
const UNNAMED: FitConstants = {
  beta1: 0.9,
  beta2: 0.999,
  epsilon: 1e-8,
  firstRateShare: 0.04,
  lastRateShare: 0.001,
};

/**
 * SHA-256 of what decides a run, in hex. The code's own constants are in it as far as they differ from those that hashes taken without
 * them stand for: so these keep their meaning, and a changed constant is another run.
 *
 * @param run configuration, data hash and split, or a part of them; the order of its keys counts
 * @param constants a test's own in place of the code's
 */
export function hashRun(run: object, constants: FitConstants = FIT_CONSTANTS): string {
  const changed = Object.entries(constants).filter(
    ([name, value]) => UNNAMED[name as keyof FitConstants] !== value,
  );
  const named = changed.length === 0 ? run : { ...run, constants: Object.fromEntries(changed) };
  return createHash('sha256').update(JSON.stringify(named)).digest('hex');
}
