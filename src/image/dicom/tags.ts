/**
 * The tags of the image that are read, as one typed record, checked. Tags of the patient and the view are in
 * `domain-tags.ts`; no other is looked at.
 */
import type { DataSet, Element } from 'dicom-parser';
import { DecodeError } from '../decode-error.ts';

/** The Image Pixel module (DICOM PS3.3 C.7.6.3), as far as grey images need it. */
export interface ImageTags {
  readonly widthPx: number;
  readonly heightPx: number;
  /** How many frames the file has; at least 1. */
  readonly frames: number;
  readonly bitsAllocated: 8 | 16;
  /** 1 to bitsAllocated. */
  readonly bitsStored: number;
  /** bitsStored - 1 to bitsAllocated - 1. */
  readonly highBit: number;
  readonly isSigned: boolean;
  /** MONOCHROME1: the lowest value is white. */
  readonly isInverted: boolean;
  /** Height of a pixel as a multiple of its width: 1 where nothing is said. */
  readonly pixelAspect: number;
}

const COLOUR_MODELS = /^(?:RGB|ARGB|CMYK|HSV|YBR_|XYB)/;

function readColourModel(dataSet: DataSet): 'MONOCHROME1' | 'MONOCHROME2' {
  const photometric = dataSet.string('x00280004') ?? '';
  if (photometric === 'PALETTE COLOR') throw new DecodeError('dicom-palette');
  const samples = dataSet.uint16('x00280002') ?? 1;
  if (COLOUR_MODELS.test(photometric) || samples > 1) throw new DecodeError('dicom-colour');
  // Neither polarity is a safe guess where the tag is missing.
  if (photometric !== 'MONOCHROME1' && photometric !== 'MONOCHROME2') throw new DecodeError('corrupt');
  return photometric;
}

/** First two numbers of a multi-valued decimal or integer string; null unless both are above 0. */
export function readPair(dataSet: DataSet, tag: string): readonly [number, number] | null {
  const first = dataSet.floatString(tag, 0);
  const second = dataSet.floatString(tag, 1);
  if (first === undefined || second === undefined) return null;
  return first > 0 && second > 0 && Number.isFinite(first / second) ? [first, second] : null;
}

/** Number of Frames; what is missing or no number counts as one. */
function readFrames(dataSet: DataSet): number {
  const frames = dataSet.intString('x00280008') ?? 1;
  return Number.isInteger(frames) ? Math.max(1, frames) : 1;
}

/**
 * Vertical by horizontal size: Pixel Aspect Ratio, or the spacings, rows' first (DICOM PS3.3 C.7.6.3.1.7, 10.7.1).
 */
function readPixelAspect(dataSet: DataSet): number {
  const pair =
    readPair(dataSet, 'x00280034') ?? readPair(dataSet, 'x00181164') ?? readPair(dataSet, 'x00280030');
  return pair === null ? 1 : pair[0] / pair[1];
}

/**
 * @throws DecodeError `dicom-no-pixels`, `dicom-colour`, `dicom-palette`, `dicom-bit-depth`, or
 *   `corrupt` for tags that are missing or contradict each other
 */
export function readImageTags(dataSet: DataSet): ImageTags {
  const { elements } = dataSet;
  // Float and double pixels are pixels, but of no radiograph.
  if (elements.x7fe00008 !== undefined || elements.x7fe00009 !== undefined) {
    throw new DecodeError('dicom-bit-depth');
  }
  if (elements.x7fe00010 === undefined || elements.x7fe00010.length === 0) {
    throw new DecodeError('dicom-no-pixels');
  }
  const photometric = readColourModel(dataSet);
  const heightPx = dataSet.uint16('x00280010') ?? 0;
  const widthPx = dataSet.uint16('x00280011') ?? 0;
  if (heightPx === 0 || widthPx === 0) throw new DecodeError('corrupt');
  const bitsAllocated = dataSet.uint16('x00280100') ?? 0;
  if (bitsAllocated !== 8 && bitsAllocated !== 16) throw new DecodeError('dicom-bit-depth');
  const bitsStored = dataSet.uint16('x00280101') ?? bitsAllocated;
  const highBit = dataSet.uint16('x00280102') ?? bitsStored - 1;
  if (bitsStored < 1 || highBit < bitsStored - 1 || highBit >= bitsAllocated)
    throw new DecodeError('corrupt');
  return {
    widthPx,
    heightPx,
    frames: readFrames(dataSet),
    bitsAllocated,
    bitsStored,
    highBit,
    isSigned: dataSet.uint16('x00280103') === 1,
    isInverted: photometric === 'MONOCHROME1',
    pixelAspect: readPixelAspect(dataSet),
  };
}

/**
 * Numbers of 16 bits in an element of VR US, SS or OW (or US or SS, in implicit data sets).
 *
 * @param isSigned how to read them where the VR does not say
 */
export function readWords(dataSet: DataSet, element: Element | undefined, isSigned: boolean): number[] {
  if (element === undefined) return [];
  const count = Math.floor(element.length / 2);
  const signed = element.vr === 'SS' || (element.vr !== 'US' && isSigned);
  const read = signed ? dataSet.int16 : dataSet.uint16;
  return Array.from({ length: count }, (_, index) => read.call(dataSet, element.tag, index) ?? 0);
}
