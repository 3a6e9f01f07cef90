/**
 * Interleaved samples as a format stores them -> grey and what colour there was. Alpha is ignored: a film has none, and an
 * editor's transparent corner still holds its grey.
 */
import { extractLuma } from '../model/preprocess.ts';
import { createColourMeter } from './colour.ts';
import type { DecodedPixels } from './radiograph.ts';

/** Samples of a whole image, upright or not. */
export interface StoredSamples {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Bits per sample of the file: 1 to 8, or 16. */
  readonly bitDepth: number;
  /** widthPx * heightPx * channels, interleaved. */
  readonly samples: Uint8Array | Uint8ClampedArray | Uint16Array;
  /** Grey, grey and alpha, RGB, or RGB and alpha. */
  readonly channels: 1 | 2 | 3 | 4;
}

/** @returns grey over the samples' own memory where they are grey alone */
export function samplesToPixels(stored: StoredSamples): Omit<DecodedPixels, 'warnings'> {
  const { widthPx, heightPx, bitDepth, samples, channels } = stored;
  const grey = channels === 1 ? samples : extractLuma(samples, channels);
  const colour = channels === 3 || channels === 4 ? measureColour(stored, channels) : null;
  return { widthPx, heightPx, grey, white: whiteOf(bitDepth, grey), bitDepth, colour };
}

function measureColour(stored: StoredSamples, channels: 3 | 4): DecodedPixels['colour'] {
  const { widthPx, heightPx, bitDepth, samples } = stored;
  // 12 bits in the low end of 16 must not look 16 times paler than they are.
  const meter = createColourMeter(widthPx * heightPx, whiteOf(bitDepth, samples));
  meter.add(samples, channels);
  return meter.measure();
}

function whiteOf(bitDepth: number, samples: StoredSamples['samples']): number {
  return bitDepth === 16 ? findWhite(samples) : 2 ** bitDepth - 1;
}

/**
 * White of 16-bit samples: many writers store 8, 10 or 12 bits in the low end of 16. The smallest 2^k - 1 (k >= 8) that
 * holds every sample; the network's input is the same under any white, previews and checks are not.
 */
function findWhite(samples: StoredSamples['samples']): number {
  let maximum = 255;
  for (let at = 0; at < samples.length; at += 1) if (samples[at] > maximum) maximum = samples[at];
  return 2 ** Math.ceil(Math.log2(maximum + 1)) - 1;
}
