/**
 * Radiograph -> a small picture for the screen. Only for a worker of a browser.
 */
import { type GreyImage, resizeAntialiased } from '../model/preprocess.ts';
import { DecodeFailure } from './decode-error.ts';
import { PREVIEW_SIDE_PX } from './limits.ts';

/** An encoded preview. */
export interface PreviewImage {
  /** JPEG, grey, at most about 100 kB. */
  readonly blob: Blob;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** JPEG quality of previews: no visible loss at this size, and a tenth of a PNG. */
const PREVIEW_QUALITY = 0.82;

/** A film to be shown: its pixels need not be square. */
export type PreviewSource = GreyImage & { readonly pixelAspect?: number };

/**
 * A preview's size: the film's in square pixels, the narrower axis stretched, unless its longest side is beyond the limit;
 * at least 1 px.
 */
export function fitPreview(film: Pick<PreviewSource, 'widthPx' | 'heightPx' | 'pixelAspect'>): {
  widthPx: number;
  heightPx: number;
} {
  const { pixelAspect = 1 } = film;
  const widthPx = film.widthPx * Math.max(1, 1 / pixelAspect);
  const heightPx = film.heightPx * Math.max(1, pixelAspect);
  const scale = Math.min(1, PREVIEW_SIDE_PX / Math.max(widthPx, heightPx));
  return {
    widthPx: Math.max(1, Math.round(widthPx * scale)),
    heightPx: Math.max(1, Math.round(heightPx * scale)),
  };
}

/**
 * Makes the preview.
 *
 * @throws DecodeFailure when there is no canvas
 */
export async function makePreview(film: PreviewSource): Promise<PreviewImage> {
  const { widthPx, heightPx } = fitPreview(film);
  const grey = resizeAntialiased(film, widthPx, heightPx);
  const image = new ImageData(widthPx, heightPx);
  // Asked for once: the getter takes longer than what is done with a pixel.
  const { data } = image;
  for (let pixel = 0, at = 0; pixel < grey.length; pixel += 1, at += 4) {
    const level = Math.round(grey[pixel] * 255);
    data[at] = level;
    data[at + 1] = level;
    data[at + 2] = level;
    data[at + 3] = 255;
  }
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext('2d');
  if (context === null) throw new DecodeFailure('decode-failed');
  context.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: PREVIEW_QUALITY });
  return { blob, widthPx, heightPx };
}

/** Within the time that a file has for its checks, so that what hangs here ends before its film is given up. */
const EARLY_MS = 1000;

/**
 * The preview that comes with a film. Nothing that happens to it is a fault of the film.
 *
 * @returns null where it fails or is not made in time, such as by a browser whose encoder never ends
 */
export async function makeEarlyPreview(film: PreviewSource): Promise<PreviewImage | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), EARLY_MS);
  });
  const made = makePreview(film).catch(() => null);
  const preview = await Promise.race([made, silence]);
  clearTimeout(timer);
  return preview;
}
