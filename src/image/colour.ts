/**
 * Measures how much colour an image has. A radiograph has none; a scanned or tinted one has one hue for each brightness;
 * a photograph has several.
 */
import type { ColourContent } from './radiograph.ts';

/** Most pixels that are looked at; more would not change the answer. */
const MAX_SAMPLES = 500_000;
const BINS = 32;
/** Chroma from which a pixel counts as coloured: well above JPEG's own chroma noise. */
const COLOURED_CHROMA = 24;

/** Adds up colour over parts of one image. */
export interface ColourMeter {
  /**
   * @param samples interleaved, red, green and blue first
   * @param channels samples per pixel: 3 or 4
   */
  add(samples: Uint8Array | Uint8ClampedArray | Uint16Array, channels: 3 | 4): void;
  /** The content of all that was added; zeros for nothing. */
  measure(): ColourContent;
}

/**
 * A meter for one image.
 *
 * @param pixelCount pixels of the whole image, which sets how many of them are looked at
 * @param white value of full white in the samples
 */
export function createColourMeter(pixelCount: number, white: number): ColourMeter {
  const step = Math.max(1, Math.floor(pixelCount / MAX_SAMPLES));
  const scale = 255 / white;
  const counts = new Float64Array(BINS);
  const sumsCb = new Float64Array(BINS);
  const sumsCr = new Float64Array(BINS);
  let squares = 0;
  let coloured = 0;
  return {
    add(samples, channels) {
      for (let at = 0; at + 2 < samples.length; at += step * channels) {
        const red = samples[at] * scale;
        const green = samples[at + 1] * scale;
        const blue = samples[at + 2] * scale;
        // Y, Cb and Cr of JFIF (ITU-T T.871 7), Cb and Cr about zero.
        const luma = 0.299 * red + 0.587 * green + 0.114 * blue;
        const cb = (blue - luma) / 1.772;
        const cr = (red - luma) / 1.402;
        const bin = Math.min(BINS - 1, Math.floor((luma * BINS) / 256));
        counts[bin] += 1;
        sumsCb[bin] += cb;
        sumsCr[bin] += cr;
        const square = cb * cb + cr * cr;
        squares += square;
        if (square >= COLOURED_CHROMA ** 2) coloured += 1;
      }
    },
    measure() {
      let total = 0;
      let explained = 0;
      for (let bin = 0; bin < BINS; bin += 1) {
        if (counts[bin] === 0) continue;
        total += counts[bin];
        explained += (sumsCb[bin] ** 2 + sumsCr[bin] ** 2) / counts[bin];
      }
      if (total === 0) return { chroma: 0, variedChroma: 0, colouredShare: 0 };
      return {
        chroma: Math.sqrt(squares / total),
        variedChroma: Math.sqrt(Math.max(0, squares - explained) / total),
        colouredShare: coloured / total,
      };
    },
  };
}
