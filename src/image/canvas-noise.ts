/**
 * Some browsers alter what is read back from a canvas, so that pages can't tell computers apart (Brave; Firefox with
 * resistFingerprinting). Pixels that come through a canvas are then not the file's: nearly, or not at all.
 */

/** Enough pixels that noise in a small share of them shows. */
const SIDE_PX = 64;

/** Noise that is meant to go unseen is of a level or two; beyond this something else was put in place of the picture. */
const MAX_NOISE_LEVELS = 8;

/** By how many levels, at most, known pixels drawn on a canvas come back changed. */
function measureCanvasNoise(): number {
  const canvas = new OffscreenCanvas(SIDE_PX, SIDE_PX);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return 255;
  const drawn = new ImageData(SIDE_PX, SIDE_PX);
  for (let at = 0; at < drawn.data.length; at += 4) {
    const grey = (at * 7 + (at >> 8) * 13) & 0xff;
    drawn.data.set([grey, grey, grey, 255], at);
  }
  context.putImageData(drawn, 0, 0);
  const read = context.getImageData(0, 0, SIDE_PX, SIDE_PX).data;
  return drawn.data.reduce((most, value, index) => Math.max(most, Math.abs(value - read[index])), 0);
}

let noiseLevels: number | null = null;

function noiseOf(): number {
  noiseLevels ??= measureCanvasNoise();
  return noiseLevels;
}

/** Whether this browser alters canvas pixels; measured once per worker. */
export function hasCanvasNoise(): boolean {
  return noiseOf() > 0;
}

/** Whether it alters them so much that they are no picture of the film any more. */
export function isCanvasUseless(): boolean {
  return noiseOf() > MAX_NOISE_LEVELS;
}
