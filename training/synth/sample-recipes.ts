/**
 * How each sample is drawn and what the page calls it: the procedural phantom for all, aggregate statistics for
 * the two classes where the phantom does not read clearly.
 */
import { createRandom } from '../../src/model/random.ts';
import { makeAggregateFilm } from './aggregate-film.ts';
import { type Film, makeFilm } from './film.ts';
import { type ClassGaussian, drawGaussian } from './gaussian.ts';
import type { SampleKind } from './sample-search.ts';

/** What stays the same whatever the method. */
export interface SampleShape {
  readonly kind: SampleKind;
  readonly file: string;
  readonly label: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The samples, as large as real films of the set. */
export const SAMPLE_SHAPES: readonly SampleShape[] = [
  {
    kind: 'normal',
    file: 'synthetic-normal.png',
    label: 'Clear lungs',
    widthPx: 1400,
    heightPx: 1100,
  },
  {
    kind: 'pneumonia',
    file: 'synthetic-pneumonia.png',
    label: 'Opacities in the lungs',
    widthPx: 1400,
    heightPx: 1060,
  },
  {
    kind: 'unlike',
    file: 'synthetic-unlike.png',
    label: 'A chest unlike the training films',
    widthPx: 1300,
    heightPx: 1100,
  },
  {
    kind: 'stranger',
    file: 'synthetic-hand.png',
    label: 'Not a chest: a hand',
    widthPx: 1000,
    heightPx: 1200,
  },
];

/** A way to draw films from seeds. */
export interface SampleRecipe {
  readonly method: 'phantom' | 'aggregate';
  /** One sentence for people. */
  readonly howMade: string;
  readonly draw: (seed: number) => Film;
}

/** Less grain than a film has: a PNG can't compress it, and the samples are part of the site. */
const CALM = { quantaPerCm2: 8e6 } as const;

/** Harder and sharper than the set's films: what makes a chest unlike them. */
const HARD = { ...CALM, whiteAttenuation: 3.2, gamma: 1, edgeGain: 0.7 } as const;

/** What is drawn for each kind, and what of its film is not the kind's own. */
const PHANTOMS = {
  normal: { kind: 'normal', response: CALM },
  pneumonia: { kind: 'pneumonia', response: CALM },
  unlike: { kind: 'pneumonia', response: HARD },
  stranger: { kind: 'limb', response: {} },
} as const;

/** Draws the procedural phantom: no image of anybody was used. */
export function phantomRecipe(shape: SampleShape): SampleRecipe {
  const { kind, response } = PHANTOMS[shape.kind];
  const body = kind === 'limb' ? 'a hand' : "a child's chest";
  return {
    method: 'phantom',
    howMade: `Drawn by formula: X-rays through ${body} of ellipsoids and tubes (Beer-Lambert); no image of a patient was used.`,
    draw: (seed) =>
      makeFilm({ kind, seed, widthPx: shape.widthPx, heightPx: shape.heightPx, bitDepth: 8, response }),
  };
}

/** How far a draw strays from its class' mean. */
export const AGGREGATE_DRAW = { temperature: 0.8, truncation: 2 } as const;

/** Draws from the statistics of a class. */
export function aggregateRecipe(shape: SampleShape, gaussian: ClassGaussian): SampleRecipe {
  const kind = shape.kind === 'pneumonia' ? 'pneumonia' : 'normal';
  return {
    method: 'aggregate',
    howMade:
      `A random draw from the mean and ${gaussian.components.length} principal components of ${gaussian.images} ` +
      `${kind} training films, one a patient; the film of no patient.`,
    draw: (seed) =>
      makeAggregateFilm(drawAggregate(gaussian, seed), gaussian.sidePx, {
        kind,
        seed,
        widthPx: shape.widthPx,
        heightPx: shape.heightPx,
        texture: 0.03,
        noise: 0.006,
      }),
  };
}

/** The square draw behind the film of a seed, for measuring its distances. */
export function drawAggregate(gaussian: ClassGaussian, seed: number): Float32Array {
  return drawGaussian(gaussian, AGGREGATE_DRAW, createRandom(seed, 0xa99));
}
