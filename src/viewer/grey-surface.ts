/**
 * A film drawn by the processor: resampled when it moves, windowed by a table. Dragging a window only looks up what the screen
 * shows, however large the film is.
 */
import type { ViewableFilm } from '../image/film-values.ts';
import { applyWindow } from '../image/voi-window.ts';
import { finenessOf, type Resampled, resampleFilm } from './resample.ts';
import type { Scene, Surface } from './scene.ts';
import type { Placement } from './view.ts';

const CODES = 65_536;

/** Grey of each code, 0 to 255. */
export function tabulateWindow(
  film: Pick<ViewableFilm, 'slope' | 'intercept' | 'highSample'>,
  { window, isInverted }: Pick<Scene, 'window' | 'isInverted'>,
): Uint8Array<ArrayBuffer> {
  const { slope, intercept } = film;
  const fineness = finenessOf(film);
  const table = new Uint8Array(CODES);
  for (let code = 0; code < CODES; code += 1) {
    const grey = Math.round(255 * applyWindow(window, (code / fineness) * slope + intercept));
    table[code] = isInverted ? 255 - grey : grey;
  }
  return table;
}

function isSamePlace(a: Scene, b: Scene): boolean {
  const keys = Object.keys(a.placement) as (keyof Placement)[];
  return (
    a.frame.widthPx === b.frame.widthPx &&
    a.frame.heightPx === b.frame.heightPx &&
    keys.every((key) => a.placement[key] === b.placement[key])
  );
}

/** What was drawn last, kept for the next window. */
interface Drawn {
  readonly scene: Scene;
  readonly part: Resampled;
  readonly image: ImageData | null;
}

function resample(film: ViewableFilm, scene: Scene): Drawn {
  const part = resampleFilm(film, scene.placement, scene.frame);
  const { widthPx, heightPx } = part;
  return { scene, part, image: widthPx * heightPx === 0 ? null : new ImageData(widthPx, heightPx) };
}

/** @throws Error where a canvas gives no context at all */
export function createGreySurface(): Surface {
  const canvas = document.createElement('canvas');
  // Not `willReadFrequently`, though opening a canvas takes tens of milliseconds less with it: Chromium then draws it between the
  // screen's pixels where the frame lies between them, and greys differ by up to a fifth from what WebGL draws.
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) throw new Error('This browser gives no 2D canvas.');
  let film: ViewableFilm | null = null;
  let drawn: Drawn | null = null;

  return {
    kind: 'canvas',
    canvas,
    setFilm(next) {
      film = next;
      drawn = null;
    },
    draw(scene) {
      if (film === null) return;
      if (drawn === null || !isSamePlace(drawn.scene, scene)) {
        drawn = resample(film, scene);
        // Setting a size clears to black.
        canvas.width = scene.frame.widthPx;
        canvas.height = scene.frame.heightPx;
      }
      const { part, image } = drawn;
      if (image === null) return;
      const table = tabulateWindow(film, scene);
      const pixels = new Uint32Array(image.data.buffer);
      // Red, green and blue alike, opaque: the same in either byte order.
      for (let at = 0; at < pixels.length; at += 1)
        pixels[at] = 0xff00_0000 | (table[part.codes[at]] * 0x01_0101);
      context.putImageData(image, part.leftPx, part.topPx);
    },
    dispose() {
      film = null;
      drawn = null;
    },
  };
}
