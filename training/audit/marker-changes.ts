/**
 * Changes of the markers of films that were marked by hand: does the writing on a film decide? Markers are painted over, or
 * others are pasted. The same with markers of the own class is the control: it has the cut, but no other class.
 *
 * A pasted marker is resampled (bilinear) to the place's size and shifted in grey as a whole, so that the greys around it
 * in its own film fall on those around its new place: its contrast is kept, and no rectangle is left around it.
 */
import type { MarkerBox } from './marker-boxes.ts';
import type { DonorClass, FilmPaths, Perturbation, Square } from './perturbations.ts';

/** Markers of each marked film, by its path. */
type Films = ReadonlyMap<string, readonly MarkerBox[]>;

/** A change that is only defined for marked films. */
export interface MarkerChange extends Perturbation {
  /** Whether it does anything to that film: the others don't count. */
  readonly affects: (path: string) => boolean;
  /** Largest share of calls that may change; null where none was set. */
  readonly flipGoal: number | null;
}

/** A film with its markers. */
interface MarkedFilm {
  readonly image: Square;
  readonly sizePx: number;
  readonly boxes: readonly MarkerBox[];
}

/** Largest share of calls that swapped markers may change. */
const SWAP_GOAL = 0.01;

/** Width of the ring around a box whose greys are taken for what lies behind it. */
const RING_PX = 2;

/** Whole pixels, right and bottom excluded. */
interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A box's pixels: every pixel that it touches to at least a half, and at least one. */
function toPixels({ left, top, width, height }: MarkerBox, sizePx: number): PixelBox {
  const [x, y] = [left, top].map((share) => Math.min(sizePx - 1, Math.round(share * sizePx)));
  return {
    left: x,
    top: y,
    right: Math.max(x + 1, Math.round((left + width) * sizePx)),
    bottom: Math.max(y + 1, Math.round((top + height) * sizePx)),
  };
}

function contains({ left, top, right, bottom }: PixelBox, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom;
}

/**
 * Mean of the ring around a box: of its part in no marker, or of all of it where markers cover it wholly.
 *
 * @throws RangeError when the box fills the film
 */
function meanAround({ image, sizePx, boxes }: MarkedFilm, box: MarkerBox): number {
  const inner = toPixels(box, sizePx);
  const markers = boxes.map((other) => toPixels(other, sizePx));
  const [ring, clear]: [number[], number[]] = [[], []];
  for (let y = Math.max(0, inner.top - RING_PX); y < Math.min(sizePx, inner.bottom + RING_PX); y += 1) {
    for (let x = Math.max(0, inner.left - RING_PX); x < Math.min(sizePx, inner.right + RING_PX); x += 1) {
      if (contains(inner, x, y)) continue;
      const value = image[y * sizePx + x];
      ring.push(value);
      if (!markers.some((marker) => contains(marker, x, y))) clear.push(value);
    }
  }
  if (ring.length === 0) throw new RangeError('A marker fills the film.');
  return mean(clear.length > 0 ? clear : ring);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Gives each pixel of a box a new value. */
function paint(
  image: Square,
  sizePx: number,
  box: PixelBox,
  valueAt: (x: number, y: number) => number,
): void {
  for (let y = box.top; y < box.bottom; y += 1) {
    for (let x = box.left; x < box.right; x += 1) {
      image[y * sizePx + x] = Math.min(1, Math.max(0, valueAt(x, y)));
    }
  }
}

/** Paints a film's markers over with what lies around each; none is left. */
function eraseMarkers(film: MarkedFilm): MarkedFilm {
  const image = film.image.slice();
  for (const box of film.boxes) {
    const grey = meanAround(film, box);
    paint(image, film.sizePx, toPixels(box, film.sizePx), () => grey);
  }
  return { ...film, image, boxes: [] };
}

/** Value between the pixel centres of a film, edges held. */
function sample({ image, sizePx }: MarkedFilm, x: number, y: number): number {
  const clamp = (value: number) => Math.min(sizePx - 1, Math.max(0, value));
  const [sourceX, sourceY] = [clamp(x), clamp(y)];
  const [left, top] = [Math.floor(sourceX), Math.floor(sourceY)];
  const [right, bottom] = [Math.min(sizePx - 1, left + 1), Math.min(sizePx - 1, top + 1)];
  const [u, v] = [sourceX - left, sourceY - top];
  const along = (row: number) => (1 - u) * image[row * sizePx + left] + u * image[row * sizePx + right];
  return (1 - v) * along(top) + v * along(bottom);
}

/** Pastes a donor's marker into a place of `target`, a copy of the film that is written to. */
function paste(
  target: Square,
  film: MarkedFilm,
  place: MarkerBox,
  donor: MarkedFilm,
  marker: MarkerBox,
): void {
  const shift = meanAround(film, place) - meanAround(donor, marker);
  const [to, from] = [toPixels(place, film.sizePx), toPixels(marker, donor.sizePx)];
  const scaleX = (from.right - from.left) / (to.right - to.left);
  const scaleY = (from.bottom - from.top) / (to.bottom - to.top);
  paint(target, film.sizePx, to, (x, y) => {
    const fromX = from.left + (x - to.left + 0.5) * scaleX - 0.5;
    const fromY = from.top + (y - to.top + 0.5) * scaleY - 0.5;
    return shift + sample(donor, fromX, fromY);
  });
}

/** Adds a donor's markers at the donor's places. */
function addMarkers(film: MarkedFilm, donor: MarkedFilm): Square {
  const target = film.image.slice();
  for (const box of donor.boxes) paste(target, film, box, donor, box);
  return target;
}

/** Fills each of a film's places with a marker of the donor, in turn. */
function fillPlaces(film: MarkedFilm, donor: MarkedFilm): Square {
  const target = film.image.slice();
  for (const [at, place] of film.boxes.entries()) {
    paste(target, film, place, donor, donor.boxes[at % donor.boxes.length]);
  }
  return target;
}

/** What can be done with the markers of a donor. */
const TRANSFERS: readonly {
  readonly what: string;
  readonly flipGoal: number | null;
  readonly transfer: (film: MarkedFilm, donor: MarkedFilm) => Square;
}[] = [
  {
    what: 'markers swapped in place with',
    flipGoal: SWAP_GOAL,
    transfer: (film, donor) => (film.boxes.length === 0 ? addMarkers : fillPlaces)(film, donor),
  },
  {
    what: 'markers and their places swapped with',
    flipGoal: SWAP_GOAL,
    transfer: (film, donor) => addMarkers(eraseMarkers(film), donor),
  },
  {
    what: 'markers added from',
    flipGoal: null,
    transfer: addMarkers,
  },
];

/**
 * The changes of markers. Swapped in place, a film's markers are replaced by a donor's, each scaled to the place; a film
 * without one gets the donor's at the donor's places. Swapped with their places, its own are erased and the donor's put
 * where the donor has them. Added, its own stay.
 */
export function createMarkerChanges(films: Films): readonly MarkerChange[] {
  const hasMarker = (path: string) => (films.get(path) ?? []).length > 0;
  const isMarked = (path: string) => films.has(path);
  const erased: MarkerChange = {
    name: 'markers erased',
    flipGoal: null,
    affects: hasMarker,
    apply: (image, sizePx, _, paths) =>
      eraseMarkers({ image, sizePx, boxes: boxesOf(films, paths?.own) }).image,
  };
  const transfers = (['other class', 'own class'] as const).flatMap((donorClass: DonorClass) =>
    TRANSFERS.map(
      ({ what, flipGoal, transfer }): MarkerChange => ({
        name: `${what} a film of the ${donorClass}`,
        donor: donorClass,
        canDonate: hasMarker,
        flipGoal: donorClass === 'other class' ? flipGoal : null,
        affects: isMarked,
        apply: (image, sizePx, donor, paths?: FilmPaths) => {
          if (donor === undefined || donor.length !== image.length) {
            throw new RangeError('Markers are taken from a second film of the same size.');
          }
          return transfer(
            { image, sizePx, boxes: boxesOf(films, paths?.own) },
            { image: donor, sizePx, boxes: boxesOf(films, paths?.donor) },
          );
        },
      }),
    ),
  );
  return [erased, ...transfers];
}

/** @throws RangeError for a film that nobody marked */
function boxesOf(films: Films, path: string | undefined): readonly MarkerBox[] {
  const boxes = path === undefined ? undefined : films.get(path);
  if (boxes === undefined)
    throw new RangeError(`Nobody marked the markers of ${path ?? 'a film without a name'}.`);
  return boxes;
}
