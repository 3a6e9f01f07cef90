/**
 * Random changes of tone beyond gamma and contrast, for recipes that ask for them: a bent grey curve, an uneven exposure,
 * more or less local contrast. They aim at what differs between machines and years and not between lungs.
 * Invariant: a recipe without these options draws nothing here, so its random numbers are those of before.
 */
import type { Random } from '../../src/model/random.ts';
import { boxMeans } from './box-means.ts';

/** How far each may go; an absent one is not drawn. */
export interface ToneConfig {
  /** Standard deviation of the log slope of each fifth of the grey curve, which stays rising from 0 to 1. */
  readonly curve?: number;
  /** Largest coefficient of a field of second order that the film is multiplied by, as a logarithm. */
  readonly field?: number;
  /** Largest weight, either way, of an image's difference from its local mean that is added to it. */
  readonly localContrast?: number;
}

/** One drawn change of tone; absent parts change nothing. */
export interface Tone {
  /** Greys at 0, 1/5 ... 1: six rising values from 0 to 1. */
  readonly curve?: readonly number[];
  /** Of x, y, x^2 - 1/3, y^2 - 1/3 and xy, with x and y from -1 to 1. */
  readonly field?: readonly [number, number, number, number, number];
  readonly localContrast?: { readonly weight: number; readonly radiusPx: number };
}

const CURVE_PIECES = 5;
/** Radius of the local mean, as shares of the side: about a rib's gap to about a lung's width. */
const LEAST_RADIUS = 0.04;
const MOST_RADIUS = 0.2;

/** Draws a change of tone, or null, drawing nothing, where the recipe has none. */
export function drawTone(config: ToneConfig, sizePx: number, random: Random): Tone | null {
  const { curve, field, localContrast } = config;
  if (curve === undefined && field === undefined && localContrast === undefined) return null;
  const within = (limit: number): number => limit * (2 * random.uniform() - 1);
  return {
    ...(curve === undefined ? {} : { curve: drawCurve(curve, random) }),
    ...(field === undefined
      ? {}
      : { field: [within(field), within(field), within(field), within(field), within(field)] as const }),
    ...(localContrast === undefined
      ? {}
      : {
          localContrast: {
            weight: within(localContrast),
            radiusPx: Math.max(
              1,
              Math.round(sizePx * (LEAST_RADIUS + (MOST_RADIUS - LEAST_RADIUS) * random.uniform())),
            ),
          },
        }),
  };
}

function drawCurve(spread: number, random: Random): number[] {
  const slopes = Array.from({ length: CURVE_PIECES }, () => Math.exp(spread * random.normal()));
  const sum = slopes.reduce((total, slope) => total + slope, 0);
  const greys = [0];
  for (const slope of slopes) greys.push(greys[greys.length - 1] + slope / sum);
  // Exactly one at the end, whatever the rounding of the sum.
  greys[CURVE_PIECES] = 1;
  return greys;
}

/**
 * Changes an image in place.
 *
 * @param grey S * S values in [0, 1]; stays in [0, 1]
 */
export function applyTone(grey: Float32Array, sizePx: number, tone: Tone): void {
  if (tone.curve !== undefined) bend(grey, tone.curve);
  if (tone.field !== undefined) multiplyByField(grey, sizePx, tone.field);
  if (tone.localContrast !== undefined) {
    const { weight, radiusPx } = tone.localContrast;
    const means = boxMeans(grey, sizePx, radiusPx);
    for (let at = 0; at < grey.length; at += 1) grey[at] = clip(grey[at] + weight * (grey[at] - means[at]));
  }
}

function clip(grey: number): number {
  return Math.min(1, Math.max(0, grey));
}

function bend(grey: Float32Array, curve: readonly number[]): void {
  const pieces = curve.length - 1;
  for (let at = 0; at < grey.length; at += 1) {
    const place = clip(grey[at]) * pieces;
    const piece = Math.min(pieces - 1, Math.floor(place));
    grey[at] = curve[piece] + (curve[piece + 1] - curve[piece]) * (place - piece);
  }
}

function multiplyByField(grey: Float32Array, sizePx: number, field: NonNullable<Tone['field']>): void {
  const [x1, y1, x2, y2, xy] = field;
  for (let row = 0, at = 0; row < sizePx; row += 1) {
    const y = (2 * row + 1) / sizePx - 1;
    for (let column = 0; column < sizePx; column += 1, at += 1) {
      const x = (2 * column + 1) / sizePx - 1;
      const exponent = x1 * x + y1 * y + x2 * (x * x - 1 / 3) + y2 * (y * y - 1 / 3) + xy * x * y;
      grey[at] = clip(grey[at] * Math.exp(exponent));
    }
  }
}
