/**
 * Finds text that was drawn into the pixels: a privacy matter, for it may be a name. Letters of a viewer or a printer are
 * strokes of one extreme grey on a flat ground, of like height, in a row; anatomy, tubes and a lone side marker are not.
 * Pure. Invariants: what is found is a yes or no, never the text; one to four letters in a row (R, L, AP, A-P) are none.
 */
import type { DecodedPixels } from './radiograph.ts';

type Film = Pick<DecodedPixels, 'widthPx' | 'heightPx' | 'grey' | 'white'>;

/** Longest side that is looked at; of larger films every block's extreme. */
const MAX_SIDE_PX = 1600;
/** Grey levels of 255 that count as the extreme. */
const EXTREME_LEVELS = 22;
/** Least step from a letter to its ground, and largest spread of the ground. */
const MIN_CONTRAST = 60;
const MAX_GROUND_SPREAD = 26;
/** Heights of letters: at least so many pixels, at most this share of the longer side. */
const MIN_HEIGHT_PX = 7;
const MAX_HEIGHT_SHARE = 0.06;
/** Letters in one row that make a text, of at least so many shapes: the ticks of a scale are all alike. */
const MIN_LETTERS = 5;
const MIN_SHAPES = 3;

/** A connected patch of the extreme grey. */
interface Patch {
  left: number;
  top: number;
  right: number;
  bottom: number;
  area: number;
}

interface Levels {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 0 to 255. */
  readonly levels: Uint8Array;
}

/**
 * Levels from 0 to 255; of a large film the extreme of each whole block, so that thin strokes stay.
 *
 * @param isDark looks for dark text: levels are turned over
 */
function toLevels({ widthPx, heightPx, grey, white }: Film, isDark: boolean): Levels {
  const factor = Math.ceil(Math.max(widthPx, heightPx) / MAX_SIDE_PX);
  const [outWidth, outHeight] = [Math.floor(widthPx / factor), Math.floor(heightPx / factor)];
  const levels = new Uint8Array(outWidth * outHeight);
  // A table: millions of pixels have few values.
  const table = Uint8Array.from({ length: white + 1 }, (_, value) => {
    const level = Math.round((255 * value) / white);
    return isDark ? 255 - level : level;
  });
  for (let y = 0; y < outHeight; y += 1) {
    const out = y * outWidth;
    for (let dy = 0; dy < factor; dy += 1) {
      const row = (y * factor + dy) * widthPx;
      for (let x = 0, at = row; x < outWidth; x += 1) {
        for (let dx = 0; dx < factor; dx += 1, at += 1) {
          const level = table[grey[at]];
          if (level > levels[out + x]) levels[out + x] = level;
        }
      }
    }
  }
  return { widthPx: outWidth, heightPx: outHeight, levels };
}

/** Patches of levels of at least `least`, joined over corners too; by runs of a row and union-find. */
function findPatches({ widthPx, heightPx, levels }: Levels, least: number): Patch[] {
  const patches: Patch[] = [];
  const parents: number[] = [];
  const rootOf = (index: number): number => {
    let root = index;
    while (parents[root] !== root) root = parents[root];
    parents[index] = root;
    return root;
  };
  const join = (a: number, b: number): void => {
    const [keep, give] = [rootOf(a), rootOf(b)];
    if (keep === give) return;
    parents[give] = keep;
    const [into, from] = [patches[keep], patches[give]];
    into.left = Math.min(into.left, from.left);
    into.top = Math.min(into.top, from.top);
    into.right = Math.max(into.right, from.right);
    into.bottom = Math.max(into.bottom, from.bottom);
    into.area += from.area;
  };
  /** Runs of the row above: start, end, patch, in threes. */
  let above: number[] = [];
  for (let y = 0; y < heightPx; y += 1) {
    const runs: number[] = [];
    let next = 0;
    for (let x = 0; x < widthPx; x += 1) {
      if (levels[y * widthPx + x] < least) continue;
      const left = x;
      while (x + 1 < widthPx && levels[y * widthPx + x + 1] >= least) x += 1;
      const patch = patches.length;
      patches.push({ left, top: y, right: x, bottom: y, area: x - left + 1 });
      parents.push(patch);
      while (next < above.length && above[next + 1] < left - 1) next += 3;
      for (let k = next; k < above.length && above[k] <= x + 1; k += 3) join(above[k + 2], patch);
      runs.push(left, x, patch);
    }
    above = runs;
  }
  return patches.filter((_, index) => parents[index] === index);
}

/** Whether a patch has the size and the filling of a letter. */
function hasLetterShape({ left, top, right, bottom, area }: Patch, largest: number): boolean {
  const [width, height] = [right - left + 1, bottom - top + 1];
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  if (long < MIN_HEIGHT_PX || long > largest) return false;
  const filling = area / (width * height);
  // An I or a 1 is one stroke and fills its box; a letter of several strokes does not.
  return short < 0.45 * long ? short * 12 >= long : filling > 0.12 && filling < 0.85;
}

/** Whether the ground about a patch is flat and far from it; a patch at the film's edge has none. */
function hasFlatGround(image: Levels, patch: Patch, least: number): boolean {
  const { widthPx, heightPx, levels } = image;
  const margin = 2 + Math.floor((patch.bottom - patch.top) / 12);
  const [left, right] = [patch.left - margin, patch.right + margin];
  const [top, bottom] = [patch.top - margin, patch.bottom + margin];
  if (left < 0 || top < 0 || right >= widthPx || bottom >= heightPx) return false;
  const ring: number[] = [];
  for (let x = left; x <= right; x += 1) ring.push(levels[top * widthPx + x], levels[bottom * widthPx + x]);
  for (let y = top; y <= bottom; y += 1) ring.push(levels[y * widthPx + left], levels[y * widthPx + right]);
  // The next letter may reach into the ring.
  const ground = ring.filter((level) => level < least - MIN_CONTRAST / 2).sort((a, b) => a - b);
  if (ground.length < 0.75 * ring.length) return false;
  const at = (share: number): number => ground[Math.floor(share * (ground.length - 1))];
  return at(0.5) <= least - MIN_CONTRAST && at(0.9) - at(0.1) <= MAX_GROUND_SPREAD;
}

/** Whether two patches may be neighbours in one row of text. */
function areNeighbours(a: Patch, b: Patch): boolean {
  const [heightA, heightB] = [a.bottom - a.top + 1, b.bottom - b.top + 1];
  const [low, high] = [Math.min(heightA, heightB), Math.max(heightA, heightB)];
  const overlap = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + 1;
  const gap = b.left - a.right;
  return high <= 1.8 * low && overlap >= 0.6 * low && gap > -0.3 * high && gap <= 1.3 * high;
}

/** The most letters in one row, rows of too few shapes left out. */
function countRow(letters: readonly Patch[]): number {
  const sorted = [...letters].sort((a, b) => a.left - b.left);
  const rows: Patch[][] = [];
  for (const letter of sorted) {
    const row = rows.find((candidate) => candidate.slice(-3).some((last) => areNeighbours(last, letter)));
    if (row === undefined) rows.push([letter]);
    else row.push(letter);
  }
  const shapesOf = (row: readonly Patch[]): number =>
    new Set(row.map(({ left, right, area }) => `${right - left} ${Math.round(Math.log2(area) * 4)}`)).size;
  return Math.max(0, ...rows.filter((row) => shapesOf(row) >= MIN_SHAPES).map((row) => row.length));
}

/** Swaps the axes: a text that runs down becomes one that runs across. */
function swapAxes({ left, top, right, bottom, area }: Patch): Patch {
  return { left: top, top: left, right: bottom, bottom: right, area };
}

/** A speckled film has patches without number and no text; looking at them all would take for ever. */
const MAX_LETTERS = 4000;

function hasBrightText(image: Levels): boolean {
  const least = 255 - EXTREME_LEVELS;
  const largest = MAX_HEIGHT_SHARE * Math.max(image.widthPx, image.heightPx);
  const letters = findPatches(image, least).filter(
    (patch) => hasLetterShape(patch, largest) && hasFlatGround(image, patch, least),
  );
  if (letters.length < MIN_LETTERS || letters.length > MAX_LETTERS) return false;
  return Math.max(countRow(letters), countRow(letters.map(swapAxes))) >= MIN_LETTERS;
}

/**
 * Whether text seems to be drawn into the film, bright on dark or dark on bright, across or down.
 */
export function hasBurnedInText(film: Film): boolean {
  return hasBrightText(toLevels(film, false)) || hasBrightText(toLevels(film, true));
}
