/**
 * A TIFF page's blocks -> its samples: byte order, predictor, planes and edges undone.
 */
import { readBlock } from './tiff-blocks.ts';
import type { TiffLayout } from './tiff-layout.ts';

/** Where one block's rows go. */
interface Placement {
  /** Left and top edge in the image. */
  readonly leftPx: number;
  readonly topPx: number;
  /** What of the block lies inside of the image. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Which sample of a pixel the block holds; 0 where it holds them all. */
  readonly plane: number;
}

function placeBlock(layout: TiffLayout, index: number): Placement {
  const { widthPx, heightPx, blockWidthPx, blockHeightPx } = layout;
  const across = Math.ceil(widthPx / blockWidthPx);
  const down = Math.ceil(heightPx / blockHeightPx);
  const leftPx = (index % across) * blockWidthPx;
  const topPx = (Math.floor(index / across) % down) * blockHeightPx;
  return {
    leftPx,
    topPx,
    widthPx: Math.min(blockWidthPx, widthPx - leftPx),
    heightPx: Math.min(blockHeightPx, heightPx - topPx),
    plane: Math.floor(index / (across * down)),
  };
}

type Samples = Uint8Array | Uint16Array;

/** Copies a block's visible rows, each sample put in order and added to its left neighbour where they are differences. */
function copyRows(
  block: Uint8Array,
  layout: TiffLayout,
  placement: Placement,
  isLittleEndian: boolean,
  samples: Samples,
): void {
  const { channels, bitDepth, isPlanar, isPredicted } = layout;
  const perPixel = isPlanar ? 1 : channels;
  const step = isPlanar ? channels : 1;
  const bytes = bitDepth / 8;
  const mask = 2 ** bitDepth - 1;
  const high = isLittleEndian ? 1 : 0;
  const rowBytes = layout.blockWidthPx * perPixel * bytes;
  for (let row = 0; row < placement.heightPx; row += 1) {
    const start = ((placement.topPx + row) * layout.widthPx + placement.leftPx) * channels + placement.plane;
    const count = placement.widthPx * perPixel;
    for (let index = 0, at = row * rowBytes; index < count; index += 1, at += bytes) {
      const to = start + index * step;
      let value = bytes === 1 ? block[at] : block[at + high] * 256 + block[at + 1 - high];
      if (isPredicted && index >= perPixel) value = (value + samples[to - perPixel * step]) & mask;
      samples[to] = value;
    }
  }
}

/**
 * @param bytes the whole file
 * @returns interleaved samples, as stored, before the turn
 * @throws DecodeError as `readBlock`
 */
export async function readSamples(
  bytes: Uint8Array,
  layout: TiffLayout,
  isLittleEndian: boolean,
): Promise<Samples> {
  const { widthPx, heightPx, channels, bitDepth, isPlanar, isTiled, blockWidthPx, blockHeightPx } = layout;
  const length = widthPx * heightPx * channels;
  const samples = bitDepth === 8 ? new Uint8Array(length) : new Uint16Array(length);
  const rowBytes = blockWidthPx * (isPlanar ? 1 : channels) * (bitDepth / 8);
  for (const [index, { offset, bytes: blockBytes }] of layout.blocks.entries()) {
    const placement = placeBlock(layout, index);
    const paddedBytes = rowBytes * blockHeightPx;
    const neededBytes = isTiled ? paddedBytes : rowBytes * placement.heightPx;
    const compressed = bytes.subarray(offset, offset + blockBytes);
    const block = await readBlock(compressed, layout.compression, { neededBytes, paddedBytes });
    copyRows(block, layout, placement, isLittleEndian, samples);
  }
  return samples;
}
