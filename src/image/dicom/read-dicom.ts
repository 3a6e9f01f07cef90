/**
 * DICOM -> pixels, the entry of this folder: computed and digital radiography and secondary capture, one grey frame of
 * 8 to 16 bits. The size is checked before anything of that size is allocated.
 */
import type { DataSet } from 'dicom-parser';
import type { WarningCode } from '../../study/codes.ts';
import { DecodeError } from '../decode-error.ts';
import { checkDimensions } from '../dimensions.ts';
import type { FilmValues } from '../film-values.ts';
import type { DecodedPixels } from '../radiograph.ts';
import { type DisplayTags, readDisplayTags } from './display-tags.ts';
import { findDomainReasons } from './domain-tags.ts';
import { readFrame } from './frame.ts';
import { parsePart10 } from './part10.ts';
import { type StoredPixels, unpackPixels } from './pixels.ts';
import { readSpacing } from './spacing-tags.ts';
import { type ImageTags, readImageTags } from './tags.ts';
import { presentValues, RENDERED_WHITE, renderGrey } from './voi.ts';

interface StoredFilm {
  readonly dataSet: DataSet;
  readonly tags: ImageTags;
  readonly pixels: StoredPixels;
  /** Of the very frame. */
  readonly display: DisplayTags;
}

/** One frame's stored values, with the tags that say what they mean. */
async function readStored(bytes: Uint8Array<ArrayBuffer>, frame: number | null): Promise<StoredFilm> {
  const part10 = await parsePart10(bytes);
  const { dataSet } = part10;
  const tags = readImageTags(dataSet);
  const { widthPx, heightPx, frames } = tags;
  checkDimensions({ widthPx, heightPx });
  if (frames > 1 && frame === null) throw new DecodeError('dicom-multi-frame', { frames });
  const number = frame ?? 1;
  const pixels = unpackPixels(await readFrame(part10, tags, number), tags);
  return { dataSet, tags, pixels, display: readDisplayTags(dataSet, pixels.isSigned, number - 1) };
}

/**
 * @param bytes the whole file, with or without preamble
 * @param frame which of several frames, from 1; null asks for the only one
 * @returns grey as the file's own window shows it, 0 black whatever the polarity; reasons to withhold by the tags
 * @throws DecodeError `dicom-multi-frame`, with the number of frames, where one must be chosen; as `parsePart10`, `readImageTags`, `checkDimensions` and `readFrame`; DecodeFailure as `readFrame`
 */
export async function readDicom(
  bytes: Uint8Array<ArrayBuffer>,
  frame: number | null = null,
): Promise<DecodedPixels> {
  const { dataSet, tags, pixels, display } = await readStored(bytes, frame);
  const { widthPx, heightPx, bitsStored, isInverted, pixelAspect } = tags;
  const { grey, isWindowIgnored } = renderGrey(pixels, bitsStored, isInverted, display);
  const warnings: WarningCode[] = isWindowIgnored ? ['dicom-window-ignored'] : [];
  return {
    widthPx,
    heightPx,
    grey,
    white: RENDERED_WHITE,
    bitDepth: bitsStored,
    colour: null,
    warnings,
    withholdings: findDomainReasons(dataSet),
    pixelAspect,
  };
}

/**
 * The same film at its full depth, with the window that `readDicom` rendered it in.
 *
 * @throws as `readDicom`
 */
export async function readDicomValues(
  bytes: Uint8Array<ArrayBuffer>,
  frame: number | null = null,
): Promise<FilmValues> {
  const { dataSet, tags, pixels, display } = await readStored(bytes, frame);
  const { widthPx, heightPx, bitsStored, isInverted, pixelAspect } = tags;
  return {
    widthPx,
    heightPx,
    ...presentValues(pixels, bitsStored, display),
    isInverted,
    pixelAspect,
    spacing: readSpacing(dataSet),
  };
}
