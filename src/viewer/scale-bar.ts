/**
 * How long a scale bar is. Pure.
 */

/** A bar. */
export interface ScaleBar {
  readonly lengthMm: number;
  readonly lengthPx: number;
}

/** Lengths that are read at a glance, the longest first. */
const STEPS = [5, 2, 1] as const;

/**
 * The longest bar of 1, 2 or 5 times a power of ten millimetres that is no longer than this.
 *
 * @param pxPerMm pixels of any kind for a millimetre, above 0
 * @param maxPx in the same pixels
 */
export function makeScaleBar(pxPerMm: number, maxPx: number): ScaleBar {
  const maxMm = maxPx / pxPerMm;
  const power = 10 ** Math.floor(Math.log10(maxMm));
  const step = STEPS.find((candidate) => candidate * power <= maxMm) ?? 1;
  const lengthMm = step * power;
  return { lengthMm, lengthPx: lengthMm * pxPerMm };
}
