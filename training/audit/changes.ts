/** All that the audit tries, the untouched film first: the ground of every comparison. */
import { EXCHANGES } from './exchanges.ts';
import { type Change, PERTURBATIONS } from './perturbations.ts';
import { createRecodings, type JpegRoundTrip } from './recodings.ts';

/** The untouched film, read the same way. */
const UNTOUCHED: Change = { name: 'untouched', apply: (image) => image };

/** In the order that they are read in; `untouched` is the first. */
export function createChanges(roundTrip: JpegRoundTrip): readonly Change[] {
  return [UNTOUCHED, ...PERTURBATIONS, ...EXCHANGES, ...createRecodings(roundTrip)];
}
