/**
 * DICOM -> pixels, the entry of this folder: computed and digital radiography and secondary capture, one grey frame of
 * 8 to 16 bits. The size is checked before anything of that size is allocated.
 */
import type { WarningCode } from '../../study/codes.ts';
import { DecodeError } from '../decode-error.ts';
import { checkDimensions } from '../dimensions.ts';
import type { DecodedPixels } from '../radiograph.ts';
import { readDisplayTags } from './display-tags.ts';
import { findDomainReasons } from './domain-tags.ts';
import { readFrame } from './frame.ts';
import { parsePart10 } from './part10.ts';
import { unpackPixels } from './pixels.ts';
import { readImageTags } from './tags.ts';
import { RENDERED_WHITE, renderGrey } from './voi.ts';

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
  const part10 = await parsePart10(bytes);
  const { dataSet } = part10;
  const tags = readImageTags(dataSet);
  const { widthPx, heightPx, bitsStored, isInverted, pixelAspect } = tags;
  checkDimensions({ widthPx, heightPx });
  const { frames } = tags;
  if (frames > 1 && frame === null) throw new DecodeError('dicom-multi-frame', { frames });
  const number = frame ?? 1;
  const pixels = unpackPixels(await readFrame(part10, tags, number), tags);
  const display = readDisplayTags(dataSet, pixels.isSigned, number - 1);
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
