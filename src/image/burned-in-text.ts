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
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly area: number;
}

/** A film as it is looked at: its greys, of a large film the extreme one of each whole block. */
interface Blocks {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly greys: Film['grey'];
}

/** A film as one kind of text is looked for in it. */
interface Extremes extends Blocks {
  /** For each grey its level from 0 to 255, turned over where dark text is looked for. */
  readonly levels: Uint8Array;
  /** Of the greys that count as the extreme. */
  readonly patches: readonly Patch[];
}

/**
 * Levels of each grey from 0 to 255: millions of pixels have few values.
 *
 * @param isDark looks for dark text: levels are turned over
 */
function tabulateLevels(white: number, isDark: boolean): Uint8Array {
  const levels = new Uint8Array(white + 1);
  for (let grey = 0; grey <= white; grey += 1) {
    const level = Math.round((255 * grey) / white);
    levels[grey] = isDark ? 255 - level : level;
  }
  return levels;
}

/** The darkest and the brightest of each whole block, so that thin strokes stay. */
function toBlocks({ widthPx, heightPx, grey, white }: Film, factor: number) {
  const [outWidth, outHeight] = [Math.floor(widthPx / factor), Math.floor(heightPx / factor)];
  const darkest = new Uint16Array(outWidth * outHeight).fill(white);
  const brightest = new Uint16Array(outWidth * outHeight);
  for (let y = 0; y < outHeight * factor; y += 1) {
    let out = Math.floor(y / factor) * outWidth;
    for (let x = 0, at = y * widthPx; x < outWidth; x += 1, out += 1) {
      let low = darkest[out];
      let high = brightest[out];
      for (const end = at + factor; at < end; at += 1) {
        const value = grey[at];
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      darkest[out] = low;
      brightest[out] = high;
    }
  }
  const size = { widthPx: outWidth, heightPx: outHeight };
  return { dark: { ...size, greys: darkest }, bright: { ...size, greys: brightest } };
}

/** Fields of a patch, side by side in one array: one object for each run of a speckled film would be most of the work. */
const [LEFT, TOP, RIGHT, BOTTOM, AREA, PARENT, FIELDS] = [0, 1, 2, 3, 4, 5, 6];

/** Patches under way, joined over corners too: by runs of a row and union-find. */
class PatchTable {
  #fields = new Int32Array(1024 * FIELDS);
  #count = 0;
  #row = -1;
  /** Runs of the present row and of the one above: start, end, patch, in threes. */
  #runs: number[] = [];
  #above: number[] = [];
  /** The first run above that may touch the next one. */
  #next = 0;

  /** Adds a run; rows come from top to bottom, the runs of a row from left to right. */
  addRun(left: number, right: number, y: number): void {
    if (y !== this.#row) {
      this.#above = y === this.#row + 1 ? this.#runs : [];
      this.#runs = [];
      this.#row = y;
      this.#next = 0;
    }
    const above = this.#above;
    const patch = this.#add(left, right, y);
    while (this.#next < above.length && above[this.#next + 1] < left - 1) this.#next += 3;
    for (let k = this.#next; k < above.length && above[k] <= right + 1; k += 3)
      this.#join(above[k + 2], patch);
    this.#runs.push(left, right, patch);
  }

  #add(left: number, right: number, y: number): number {
    const patch = this.#count;
    const at = patch * FIELDS;
    if (at + FIELDS > this.#fields.length) {
      const wider = new Int32Array(2 * this.#fields.length);
      wider.set(this.#fields);
      this.#fields = wider;
    }
    const fields = this.#fields;
    fields[at + LEFT] = left;
    fields[at + TOP] = y;
    fields[at + RIGHT] = right;
    fields[at + BOTTOM] = y;
    fields[at + AREA] = right - left + 1;
    fields[at + PARENT] = patch;
    this.#count += 1;
    return patch;
  }

  /** Makes one patch of two, the first's. */
  #join(a: number, b: number): void {
    const fields = this.#fields;
    const [keep, give] = [this.#rootOf(a) * FIELDS, this.#rootOf(b) * FIELDS];
    if (keep === give) return;
    fields[give + PARENT] = keep / FIELDS;
    fields[keep + LEFT] = Math.min(fields[keep + LEFT], fields[give + LEFT]);
    fields[keep + TOP] = Math.min(fields[keep + TOP], fields[give + TOP]);
    fields[keep + RIGHT] = Math.max(fields[keep + RIGHT], fields[give + RIGHT]);
    fields[keep + BOTTOM] = Math.max(fields[keep + BOTTOM], fields[give + BOTTOM]);
    fields[keep + AREA] += fields[give + AREA];
  }

  /** The patches that no other has taken in, in the order of their first run. */
  list(): Patch[] {
    const found: Patch[] = [];
    for (let patch = 0; patch < this.#count; patch += 1) {
      const at = patch * FIELDS;
      if (this.#fields[at + PARENT] !== patch) continue;
      const [left, top, right, bottom, area] = this.#fields.subarray(at, at + PARENT);
      found.push({ left, top, right, bottom, area });
    }
    return found;
  }

  #rootOf(patch: number): number {
    const fields = this.#fields;
    let root = patch;
    while (fields[root * FIELDS + PARENT] !== root) root = fields[root * FIELDS + PARENT];
    fields[patch * FIELDS + PARENT] = root;
    return root;
  }
}

/** Finds the patches of greys of at most `darkest` and of at least `brightest`, in one pass. */
function findPatches({ widthPx, heightPx, greys }: Blocks, darkest: number, brightest: number) {
  const [dark, bright] = [new PatchTable(), new PatchTable()];
  for (let y = 0; y < heightPx; y += 1) {
    const row = y * widthPx;
    const end = row + widthPx;
    for (let at = row; at < end; at += 1) {
      const grey = greys[at];
      if (grey > darkest && grey < brightest) continue;
      const left = at - row;
      if (grey <= darkest) {
        while (at + 1 < end && greys[at + 1] <= darkest) at += 1;
        dark.addRun(left, at - row, y);
      } else {
        while (at + 1 < end && greys[at + 1] >= brightest) at += 1;
        bright.addRun(left, at - row, y);
      }
    }
  }
  return { dark: dark.list(), bright: bright.list() };
}

/** The film for either kind of text. */
function toExtremes(film: Film): readonly Extremes[] {
  const { widthPx, heightPx, grey: greys, white } = film;
  const [bright, dark] = [false, true].map((isDark) => tabulateLevels(white, isDark));
  const least = 255 - EXTREME_LEVELS;
  // Levels fall or rise with the grey, so that the extreme ones are the first or the last greys.
  const count = (levels: Uint8Array): number =>
    levels.reduce((sum, level) => sum + (level >= least ? 1 : 0), 0);
  const [darkest, brightest] = [count(dark) - 1, white + 1 - count(bright)];
  const factor = Math.ceil(Math.max(widthPx, heightPx) / MAX_SIDE_PX);
  if (factor === 1) {
    const blocks = { widthPx, heightPx, greys };
    const patches = findPatches(blocks, darkest, brightest);
    return [
      { ...blocks, levels: bright, patches: patches.bright },
      { ...blocks, levels: dark, patches: patches.dark },
    ];
  }
  const blocks = toBlocks(film, factor);
  return [
    { ...blocks.bright, levels: bright, patches: findPatches(blocks.bright, -1, brightest).bright },
    { ...blocks.dark, levels: dark, patches: findPatches(blocks.dark, darkest, white + 1).dark },
  ];
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
function hasFlatGround(image: Extremes, patch: Patch, least: number): boolean {
  const { widthPx, heightPx, greys, levels } = image;
  const levelAt = (x: number, y: number): number => levels[greys[y * widthPx + x]];
  const margin = 2 + Math.floor((patch.bottom - patch.top) / 12);
  const [left, right] = [patch.left - margin, patch.right + margin];
  const [top, bottom] = [patch.top - margin, patch.bottom + margin];
  if (left < 0 || top < 0 || right >= widthPx || bottom >= heightPx) return false;
  const ring: number[] = [];
  for (let x = left; x <= right; x += 1) ring.push(levelAt(x, top), levelAt(x, bottom));
  for (let y = top; y <= bottom; y += 1) ring.push(levelAt(left, y), levelAt(right, y));
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

function hasText(image: Extremes): boolean {
  const least = 255 - EXTREME_LEVELS;
  const largest = MAX_HEIGHT_SHARE * Math.max(image.widthPx, image.heightPx);
  const letters = image.patches.filter(
    (patch) => hasLetterShape(patch, largest) && hasFlatGround(image, patch, least),
  );
  if (letters.length < MIN_LETTERS || letters.length > MAX_LETTERS) return false;
  return Math.max(countRow(letters), countRow(letters.map(swapAxes))) >= MIN_LETTERS;
}

/**
 * Whether text seems to be drawn into the film, bright on dark or dark on bright, across or down.
 */
export function hasBurnedInText(film: Film): boolean {
  return toExtremes(film).some(hasText);
}
