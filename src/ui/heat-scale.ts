/**
 * From influence to colour: one fixed scale for every film, in logit, and the inferno map of Nathaniel Smith and Stéfan
 * van der Walt (matplotlib, 2015), from d3-scale-chromatic: black at 0, lightness rising evenly to the end.
 * Sequential, not diverging: a map is for one class at a time, and what speaks for the other is as black as nothing. So
 * the brightest place is what the reader asked for, and a film with nothing there stays dark.
 * Invariant: nothing here looks at the film's own range.
 */
import { interpolateInferno } from 'd3-scale-chromatic';
import { findPeak, type Grid, resampleGrid, type SaliencyMap, turnFor } from '../model/saliency.ts';
import type { ClassName } from '../model/spec.ts';

/** What a heatmap shows: the network's own map, or what greying patches does to the score. */
export type HeatSource = 'activation' | 'occlusion';

/**
 * The value of the brightest colour. Chosen once, a little above what 99 % of all cells (patches) of the films in
 * `training/reports/saliency.md` have; larger values share its colour, as the legend says.
 */
export const SCALE_END: Readonly<Record<HeatSource, number>> = {
  /** Logit per 1 % of the film. */
  activation: 0.25,
  /** Logit lost with a patch. */
  occlusion: 2,
};

/** The network's own map for a class, in the unit of its scale. */
export function activationFor(className: ClassName, { density }: SaliencyMap): Grid {
  // Per film area -> per 1 % of it.
  return turnFor(className, { ...density, values: density.values.map((value) => value / 100) });
}

const LEVELS = 256;

/** Red, green and blue of each level. */
const COLOURS = Uint8ClampedArray.from(
  Array.from({ length: LEVELS }, (_, level) => {
    const hex = Number.parseInt(interpolateInferno(level / (LEVELS - 1)).slice(1), 16);
    return [hex >> 16, (hex >> 8) & 255, hex & 255];
  }).flat(),
);

/** The scale's colours for a style sheet, from 0 to its end. */
export const SCALE_GRADIENT = `linear-gradient(to right, ${Array.from({ length: 17 }, (_, step) =>
  interpolateInferno(step / 16),
).join(', ')})`;

/**
 * Paints a grid at the size of a picture.
 *
 * @param grid values for the class asked for
 * @param end the value of the brightest colour, > 0
 * @returns opaque RGBA, widthPx * heightPx pixels
 */
export function paintHeat(
  grid: Grid,
  end: number,
  widthPx: number,
  heightPx: number,
): Uint8ClampedArray<ArrayBuffer> {
  const values = resampleGrid(grid, widthPx, heightPx);
  const pixels = new Uint8ClampedArray(4 * values.length);
  for (let index = 0; index < values.length; index += 1) {
    const share = Math.min(1, Math.max(0, values[index] / end));
    const at = 3 * Math.round(share * (LEVELS - 1));
    pixels[4 * index] = COLOURS[at];
    pixels[4 * index + 1] = COLOURS[at + 1];
    pixels[4 * index + 2] = COLOURS[at + 2];
    pixels[4 * index + 3] = 255;
  }
  return pixels;
}

function thirdOf(share: number): 0 | 1 | 2 {
  if (share < 1 / 3) return 0;
  return share <= 2 / 3 ? 1 : 2;
}

/** Where a map is strongest, in thirds of the picture as it is shown. */
export interface Peak {
  readonly value: number;
  readonly row: 'upper' | 'middle' | 'lower';
  readonly column: 'left' | 'middle' | 'right';
}

/** The strongest place; null where nothing speaks for the class. */
export function describePeak(grid: Grid): Peak | null {
  const { value, x, y } = findPeak(grid);
  if (value <= 0) return null;
  return {
    value,
    row: (['upper', 'middle', 'lower'] as const)[thirdOf(y)],
    column: (['left', 'middle', 'right'] as const)[thirdOf(x)],
  };
}
