/**
 * Some browsers alter what is read back from a canvas, so that pages can't tell computers apart (Brave; Firefox with
 * resistFingerprinting). Pixels that come through a canvas are then not the file's.
 */

/** Enough pixels that noise in a small share of them shows. */
const SIDE_PX = 64;

/** Whether known pixels drawn on a canvas come back changed. */
function measureCanvasNoise(): boolean {
  const canvas = new OffscreenCanvas(SIDE_PX, SIDE_PX);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return true;
  const drawn = new ImageData(SIDE_PX, SIDE_PX);
  for (let at = 0; at < drawn.data.length; at += 4) {
    const grey = (at * 7 + (at >> 8) * 13) & 0xff;
    drawn.data.set([grey, grey, grey, 255], at);
  }
  context.putImageData(drawn, 0, 0);
  const read = context.getImageData(0, 0, SIDE_PX, SIDE_PX).data;
  return drawn.data.some((value, index) => value !== read[index]);
}

let isNoisy: boolean | null = null;

/** Whether this browser alters canvas pixels; measured once per worker. */
export function hasCanvasNoise(): boolean {
  isNoisy ??= measureCanvasNoise();
  return isNoisy;
}
