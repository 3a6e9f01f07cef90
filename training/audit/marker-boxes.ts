/**
 * Where films bear markers, marked by hand (`marker-boxes.json`): coordinates alone, no pixel of any film.
 *
 * What counts: what a person or a machine wrote on the film. Letters for the side or the projection (R, L, A-P), numbers,
 * dates and times, exposure values and other burned-in text, letters cut off at the edge included; and what is too small
 * to be read but stands in such a letter's place. What doesn't: whatever lies on or in the child (electrodes, lines, tubes,
 * clips, buttons, sutures), hands, shields and the edges of collimation: no writing, and some of it belongs to being ill.
 *
 * Films: drawn by `chooseFilms` with the file's seed from the development part, so that nobody chose them by their look.
 */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';

/** One marker: shares of the film's width and height, in [0, 1]. */
export interface MarkerBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The marked films. */
export interface MarkerBoxes {
  /** Seed that the films were drawn with. */
  readonly seed: number;
  /** Films of each class. */
  readonly perClass: number;
  /** By path in the set, as `DatasetImage.path`; a film without a marker has none. The letter of the side is the first. */
  readonly films: ReadonlyMap<string, readonly MarkerBox[]>;
}

/** Boxes were read off a grid of this step. */
const STEP = 1 / 200;

const share = v.pipe(
  v.number(),
  v.minValue(0),
  v.maxValue(1),
  v.check((value) => Math.abs(value / STEP - Math.round(value / STEP)) < 1e-6, 'Not on the grid of 0.005.'),
);
const box = v.pipe(
  v.strictTuple([share, share, share, share]),
  v.check(([, , width, height]) => width > 0 && height > 0, 'The box is empty.'),
  v.check(([left, top, width, height]) => left + width < 1 + 1e-9 && top + height < 1 + 1e-9, 'Not inside.'),
  v.transform(([left, top, width, height]): MarkerBox => ({ left, top, width, height })),
);
const schema = v.pipe(
  v.strictObject({
    seed: v.pipe(v.number(), v.integer()),
    perClass: v.pipe(v.number(), v.integer(), v.minValue(1)),
    films: v.record(v.pipe(v.string(), v.regex(/^(train|val)\/(NORMAL|PNEUMONIA)\/[^/]+$/)), v.array(box)),
  }),
  v.check(
    ({ films, perClass }) =>
      ['NORMAL', 'PNEUMONIA'].every(
        (label) => Object.keys(films).filter((path) => path.includes(`/${label}/`)).length === perClass,
      ),
    'Another number of films than it says.',
  ),
  v.transform(
    ({ seed, perClass, films }): MarkerBoxes => ({ seed, perClass, films: new Map(Object.entries(films)) }),
  ),
);

/**
 * Validates marked films.
 *
 * @param json boxes as `[left, top, width, height]`
 * @throws v.ValiError naming what is wrong
 */
export function parseMarkerBoxes(json: unknown): MarkerBoxes {
  return v.parse(schema, json);
}

/** The marked films of the published set. */
export function readMarkerBoxes(): MarkerBoxes {
  return parseMarkerBoxes(JSON.parse(readFileSync(new URL('./marker-boxes.json', import.meta.url), 'utf8')));
}
