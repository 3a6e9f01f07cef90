/**
 * TIFF -> pixels, exactly: grey or RGB of 8 or 16 bits in strips or tiles, classic or BigTIFF, in either byte order. Of a
 * file of several pages the first is read, which a warning says; smaller copies and masks do not count as pages.
 */
import { DecodeError } from '../decode-error.ts';
import type { DecodedPixels } from '../radiograph.ts';
import { samplesToPixels } from '../samples-to-pixels.ts';
import { turnUpright } from '../turn.ts';
import { isSidePage, readLayout, type TiffLayout } from './tiff-layout.ts';
import { readPages } from './tiff-pages.ts';
import { readSamples } from './tiff-samples.ts';

type Samples = Awaited<ReturnType<typeof readSamples>>;

/** Colours multiplied by an alpha that shines through are not the film's. */
function checkOpaque(samples: Samples, { channels, bitDepth }: TiffLayout): void {
  const opaque = 2 ** bitDepth - 1;
  for (let at = channels - 1; at < samples.length; at += channels) {
    if (samples[at] !== opaque) throw new DecodeError('format-tiff');
  }
}

/**
 * @param bytes the whole file
 * @throws DecodeError as `readPages`, `readLayout` and `readSamples`
 */
export async function decodeTiff(bytes: Uint8Array): Promise<DecodedPixels> {
  const { pages, isLittleEndian } = readPages(bytes);
  const films = pages.filter((page) => !isSidePage(page));
  const [page] = films;
  if (page === undefined) throw new DecodeError('format-tiff');
  const layout = readLayout(page, bytes.length);
  const { widthPx, heightPx, bitDepth, channels } = layout;
  const samples = await readSamples(bytes, layout, isLittleEndian);
  if (layout.isPremultiplied) checkOpaque(samples, layout);
  const pixels = samplesToPixels({ widthPx, heightPx, bitDepth, samples, channels });
  const { grey, white } = pixels;
  if (layout.isMinWhite) for (let at = 0; at < grey.length; at += 1) grey[at] = white - grey[at];
  return {
    ...pixels,
    ...turnUpright({ widthPx, heightPx, grey }, layout.orientation),
    warnings: films.length > 1 ? ['tiff-first-page'] : [],
  };
}
