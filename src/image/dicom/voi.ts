/**
 * Stored values -> grey, as a screen would show them: Modality LUT or rescale, VOI LUT or window, polarity
 * (DICOM PS3.3 C.11.1, C.11.2). Invariants: MONOCHROME1 is inverted once, last; a window that would show nothing is
 * not trusted, the range of the pixels is taken instead; no result is NaN.
 */
import type { FilmValues } from '../film-values.ts';
import { applyWindow, type VoiWindow } from '../voi-window.ts';
import { type DisplayTags, isLookupTable, type LookupTable } from './display-tags.ts';
import { readPattern, type StoredPixels } from './pixels.ts';

/** White of what is rendered. */
export const RENDERED_WHITE = 65_535;

/** Share of the darkest and of the brightest pixels that does not count when a window is judged. */
const TAIL_SHARE = 0.005;
/** A window that leaves less of the grey range than this shows nothing. */
const MIN_SPREAD = 0.03;

/** What came out. */
export interface RenderedPixels {
  /** 0 (black) to `RENDERED_WHITE`. */
  readonly grey: Uint16Array;
  /** Whether the file's window or VOI LUT was there but not used. */
  readonly isWindowIgnored: boolean;
}

function lookUp(table: LookupTable, input: number): number {
  const index = Math.round(input) - table.first;
  return table.values[Math.min(Math.max(index, 0), table.values.length - 1)] ?? 0;
}

/** Modality value of a stored value (C.11.1). */
export function applyModality(modality: DisplayTags['modality'], stored: number): number {
  return isLookupTable(modality) ? lookUp(modality, stored) : stored * modality.slope + modality.intercept;
}

/** 0 (black) to 1 (white), before polarity. */
function applyVoi(voi: LookupTable | VoiWindow, value: number): number {
  return isLookupTable(voi) ? lookUp(voi, value) / voi.white : applyWindow(voi, value);
}

/** One stored value that occurs, and how often. */
interface Level {
  readonly value: number;
  readonly count: number;
}

/** Levels that occur in the image, padding left out unless there is nothing else; in order of modality value. */
function measureLevels(patterns: Uint16Array, values: Float64Array, isPadding: Uint8Array): Level[] {
  const counts = new Uint32Array(values.length);
  for (let at = 0; at < patterns.length; at += 1) counts[patterns[at]] += 1;
  const levels: Level[] = [];
  const padded: Level[] = [];
  for (let pattern = 0; pattern < counts.length; pattern += 1) {
    if (counts[pattern] === 0) continue;
    const level = { value: values[pattern], count: counts[pattern] };
    (isPadding[pattern] === 1 ? padded : levels).push(level);
  }
  return (levels.length > 0 ? levels : padded).sort((a, b) => a.value - b.value);
}

/** The value below which the share of the pixels lies. */
function findQuantile(levels: readonly Level[], share: number): number {
  const total = levels.reduce((sum, level) => sum + level.count, 0);
  let seen = 0;
  for (const { value, count } of levels) {
    seen += count;
    if (seen > total * share) return value;
  }
  return levels.at(-1)?.value ?? 0;
}

function showsSomething(voi: LookupTable | VoiWindow, levels: readonly Level[]): boolean {
  const low = applyVoi(voi, findQuantile(levels, TAIL_SHARE));
  const high = applyVoi(voi, findQuantile(levels, 1 - TAIL_SHARE));
  return Math.abs(high - low) >= MIN_SPREAD;
}

/** The window whose black and white are the smallest and the largest value; of one value, all black. */
function windowOfRange(levels: readonly Level[]): VoiWindow {
  const low = levels[0]?.value ?? 0;
  const high = levels.at(-1)?.value ?? 0;
  return { center: (low + high) / 2, width: Math.max(high - low, Number.EPSILON), shape: 'linear-exact' };
}

/** How stored values are shown, before polarity. */
interface Presentation {
  /** The modality value of each bit pattern. */
  readonly values: Float64Array;
  readonly voi: LookupTable | VoiWindow;
  readonly isWindowIgnored: boolean;
}

function choosePresentation(pixels: StoredPixels, bitsStored: number, display: DisplayTags): Presentation {
  const size = 2 ** bitsStored;
  const values = new Float64Array(size);
  const isPadding = new Uint8Array(size);
  const { padding } = display;
  for (let pattern = 0; pattern < size; pattern += 1) {
    const stored = readPattern(pattern, bitsStored, pixels.isSigned);
    values[pattern] = applyModality(display.modality, stored);
    if (padding !== null && stored >= padding.low && stored <= padding.high) isPadding[pattern] = 1;
  }
  const levels = measureLevels(pixels.patterns, values, isPadding);
  const isUsed = display.voi !== null && showsSomething(display.voi, levels);
  const voi = display.voi !== null && isUsed ? display.voi : windowOfRange(levels);
  return { values, voi, isWindowIgnored: display.isWindowBroken || (display.voi !== null && !isUsed) };
}

/** Each pattern replaced by its entry. */
function lookUpAll(patterns: Uint16Array, table: Uint16Array): Uint16Array<ArrayBuffer> {
  const looked = new Uint16Array(patterns.length);
  for (let at = 0; at < looked.length; at += 1) looked[at] = table[patterns[at]];
  return looked;
}

/** Grey of each pattern: 0 (black) to `RENDERED_WHITE`. */
function tabulateGrey({ values, voi }: Presentation, isInverted: boolean): Uint16Array {
  return Uint16Array.from(values, (value) => {
    const level = Math.round(RENDERED_WHITE * applyVoi(voi, value));
    return isInverted ? RENDERED_WHITE - level : level;
  });
}

/**
 * Renders stored pixels.
 *
 * @param isInverted MONOCHROME1
 * @returns a new array
 */
export function renderGrey(
  pixels: StoredPixels,
  bitsStored: number,
  isInverted: boolean,
  display: DisplayTags,
): RenderedPixels {
  const presentation = choosePresentation(pixels, bitsStored, display);
  const grey = lookUpAll(pixels.patterns, tabulateGrey(presentation, isInverted));
  return { grey, isWindowIgnored: presentation.isWindowIgnored };
}

/** Samples, what value they stand for, and the window in which `renderGrey` shows them. */
export type PresentedValues = Pick<FilmValues, 'samples' | 'slope' | 'intercept' | 'window'>;

/**
 * Modality values of stored pixels, not yet windowed. Where the file shows its values by a VOI LUT, what the table gives,
 * since a window cannot stand for it.
 *
 * @returns samples over the patterns' own memory where they need no change
 */
export function presentValues(
  pixels: StoredPixels,
  bitsStored: number,
  display: DisplayTags,
): PresentedValues {
  const presentation = choosePresentation(pixels, bitsStored, display);
  const { values, voi } = presentation;
  const { patterns, isSigned } = pixels;
  if (isLookupTable(voi)) {
    const samples = lookUpAll(patterns, tabulateGrey(presentation, false));
    const window = { center: RENDERED_WHITE / 2, width: RENDERED_WHITE, shape: 'linear-exact' } as const;
    return { samples, slope: 1, intercept: 0, window };
  }
  const { modality } = display;
  if (isLookupTable(modality)) {
    return { samples: lookUpAll(patterns, Uint16Array.from(values)), slope: 1, intercept: 0, window: voi };
  }
  const { slope, intercept } = modality;
  if (!isSigned) return { samples: patterns, slope, intercept, window: voi };
  // Flipping the highest bit adds half of the range to two's complement: no sample is negative.
  const half = 2 ** (bitsStored - 1);
  const samples = patterns.map((pattern) => pattern ^ half);
  return { samples, slope, intercept: intercept - slope * half, window: voi };
}
