/**
 * Changes that put a part of another film in: what decides there, and what is only the cut? The same exchange within the
 * class is the control: it has the cut, but no other class.
 */
import type { DonorClass, Perturbation } from './perturbations.ts';
import { isBorder, isCorner, makeMask, type Region } from './regions.ts';

/** Takes a region from the donor. */
function exchange(what: string, donor: DonorClass, region: Region): Perturbation {
  return {
    name: `${what} of a film of the ${donor}`,
    donor,
    apply: (image, sizePx, other) => {
      if (other === undefined || other.length !== image.length) {
        throw new RangeError('An exchange needs a second film of the same size.');
      }
      const mask = makeMask(region, sizePx);
      return image.map((value, index) => (mask[index] === 1 ? other[index] : value));
    },
  };
}

/** Corners and borders exchanged, between the classes and within them. */
export const EXCHANGES: readonly Perturbation[] = (['other class', 'own class'] as const).flatMap((donor) => [
  exchange('corners (25 % of each side)', donor, isCorner),
  exchange('border (outer 10 %)', donor, isBorder(0.1)),
]);
