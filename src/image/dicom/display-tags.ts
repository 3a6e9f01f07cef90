/**
 * The tags that say how stored values become grey (DICOM PS3.3 C.11.1 and C.11.2), as one typed record. What is missing
 * or impossible is null, and decided in `voi.ts`.
 */
import type { DataSet, Element } from 'dicom-parser';
import type { VoiWindow } from '../voi-window.ts';
import { readWords } from './tags.ts';

/** A lookup table: `values[0]` belongs to the input `first` and all below, the last one to all above. */
export interface LookupTable {
  readonly first: number;
  readonly values: readonly number[];
  /** The largest value that an entry may have. */
  readonly white: number;
}

/** How stored values become grey. */
export interface DisplayTags {
  readonly modality: LookupTable | { readonly slope: number; readonly intercept: number };
  /** The first VOI LUT, else the first window that is possible, else null. */
  readonly voi: LookupTable | VoiWindow | null;
  /** Whether a window is there that is impossible: no width, or no number. */
  readonly isWindowBroken: boolean;
  /** Stored values that are no part of the image, both ends included; null for none. */
  readonly padding: { readonly low: number; readonly high: number } | null;
}

/** Whether it is a table. */
export function isLookupTable(item: object): item is LookupTable {
  return 'values' in item;
}

/** Entries of LUT Data: words, or bytes where the descriptor says 8 bits and there are no more bytes than entries. */
function readEntries(dataSet: DataSet, element: Element, count: number, isBytes: boolean): number[] {
  if (!isBytes) return readWords(dataSet, { ...element, vr: 'US' }, false);
  return Array.from(dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + count));
}

/**
 * @param isSigned whether the table's input may be negative, which is how its first input is to be read
 * @returns null for a table that is malformed
 */
function readLookupTable(sequence: Element | undefined, isSigned: boolean): LookupTable | null {
  const dataSet = sequence?.items?.[0]?.dataSet;
  const descriptor = dataSet?.elements.x00283002;
  const data = dataSet?.elements.x00283006;
  if (dataSet === undefined || descriptor === undefined || data === undefined) return null;
  const [rawCount, first, bits] = readWords(dataSet, descriptor, isSigned);
  if (rawCount === undefined || first === undefined || bits === undefined) return null;
  // 0 stands for 65536 (C.11.1.1.1); read as signed, counts beyond 32767 come out negative.
  const count = (rawCount & 0xffff) === 0 ? 65_536 : rawCount & 0xffff;
  const isBytes = data.length < 2 * count;
  if (data.length < count || bits < 8 || bits > 16) return null;
  const values = readEntries(dataSet, data, count, isBytes).slice(0, count);
  // Some writers state fewer bits than they use.
  let white = 2 ** bits - 1;
  for (const value of values) while (value > white) white = 2 * white + 1;
  return { first, values, white };
}

/** VOI LUT Function; what is not known is linear, the default (C.11.2.1.3). */
function readShape(dataSet: DataSet): VoiWindow['shape'] {
  switch (dataSet.string('x00281056')) {
    case 'LINEAR_EXACT':
      return 'linear-exact';
    case 'SIGMOID':
      return 'sigmoid';
    default:
      return 'linear';
  }
}

/** The first pair of center and width. `linear` needs a width of at least 1, the others more than 0 (C.11.2.1.2). */
function readWindow(dataSet: DataSet): { readonly window: VoiWindow | null; readonly isBroken: boolean } {
  const hasTags =
    (dataSet.elements.x00281051?.length ?? 0) > 0 || (dataSet.elements.x00281050?.length ?? 0) > 0;
  if (!hasTags) return { window: null, isBroken: false };
  const center = dataSet.floatString('x00281050', 0) ?? Number.NaN;
  const width = dataSet.floatString('x00281051', 0) ?? Number.NaN;
  const shape = readShape(dataSet);
  const isPossible = Number.isFinite(center) && Number.isFinite(width) && width > 0;
  if (!isPossible || (shape === 'linear' && width < 1)) return { window: null, isBroken: true };
  return { window: { center, width, shape }, isBroken: false };
}

/**
 * Where a frame's tags of one kind stand in a file of the enhanced kinds (C.7.6.16): in the frame's own functional groups, else
 * in those that all frames share. Elsewhere, in the data set itself.
 *
 * @param frame from 0
 * @param macro the sequence that holds them
 */
function findGroup(dataSet: DataSet, frame: number, macro: string): DataSet {
  const own = dataSet.elements.x52009230?.items?.[frame]?.dataSet;
  const shared = dataSet.elements.x52009229?.items?.[0]?.dataSet;
  const groups = [own, shared].map((group) => group?.elements[macro]?.items?.[0]?.dataSet);
  return groups.find((group) => group !== undefined) ?? dataSet;
}

function readModality(dataSet: DataSet, isSigned: boolean, frame: number): DisplayTags['modality'] {
  const table = readLookupTable(dataSet.elements.x00283000, isSigned);
  if (table !== null) return table;
  const group = findGroup(dataSet, frame, 'x00289145');
  const slope = group.floatString('x00281053') ?? 1;
  const intercept = group.floatString('x00281052') ?? 0;
  const isPossible = Number.isFinite(slope) && slope !== 0 && Number.isFinite(intercept);
  return isPossible ? { slope, intercept } : { slope: 1, intercept: 0 };
}

function readPadding(dataSet: DataSet, isSigned: boolean): DisplayTags['padding'] {
  const [value] = readWords(dataSet, dataSet.elements.x00280120, isSigned);
  if (value === undefined) return null;
  const [limit = value] = readWords(dataSet, dataSet.elements.x00280121, isSigned);
  return { low: Math.min(value, limit), high: Math.max(value, limit) };
}

/**
 * @param isSigned of the stored values
 * @param frame from 0
 */
export function readDisplayTags(dataSet: DataSet, isSigned: boolean, frame: number): DisplayTags {
  const modality = readModality(dataSet, isSigned, frame);
  // C.11.2.1.1: after a Modality LUT the input is unsigned; a rescale may make it negative.
  const mayBeNegative = isLookupTable(modality) ? false : isSigned || modality.intercept < 0;
  const table = readLookupTable(dataSet.elements.x00283010, mayBeNegative);
  const { window, isBroken } = readWindow(findGroup(dataSet, frame, 'x00289132'));
  return {
    modality,
    voi: table ?? window,
    isWindowBroken: table === null && isBroken,
    padding: readPadding(dataSet, isSigned),
  };
}
