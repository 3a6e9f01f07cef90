/**
 * A draw from aggregate statistics -> a film of a real one's size: smooth enlargement, fine texture that the components
 * can't hold, quantum noise, edge enhancement.
 */
import { createRandom } from '../../src/model/random.ts';
import type { Film } from './film.ts';
import { createNoiseField } from './noise-field.ts';

/** Size and texture of the film to make. */
export interface AggregateFilmOptions {
  readonly kind: 'normal' | 'pneumonia';
  readonly seed: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Deviation of tissue-like texture, share of white. */
  readonly texture: number;
  /** Deviation of pixel noise, share of white. Costs file size. */
  readonly noise: number;
}

/**
 * Enlarges a square draw to a film; as in the preprocessing, the aspect ratio is not kept.
 *
 * @param draw sidePx * sidePx greys, 0 to 1
 * @returns an 8-bit film
 */
export function makeAggregateFilm(draw: Float32Array, sidePx: number, options: AggregateFilmOptions): Film {
  const { widthPx, heightPx, seed } = options;
  const random = createRandom(seed, 0xf11e);
  const field = createNoiseField(seed, 0.5, 3, 0.8);
  const pixels = new Uint8Array(widthPx * heightPx);
  const columns = Array.from({ length: widthPx }, (_, x) =>
    cubicTaps(((x + 0.5) * sidePx) / widthPx, sidePx),
  );
  for (let y = 0; y < heightPx; y += 1) {
    const row = cubicTaps(((y + 0.5) * sidePx) / heightPx, sidePx);
    for (let x = 0; x < widthPx; x += 1) {
      const column = columns[x];
      let value = 0;
      for (let j = 0; j < 4; j += 1) {
        let sum = 0;
        for (let i = 0; i < 4; i += 1)
          sum += column.weights[i] * draw[row.indices[j] * sidePx + column.indices[i]];
        value += row.weights[j] * sum;
      }
      // Outside the body there is no tissue to show a texture.
      const tissue = Math.min(1, Math.max(0, value) * 5);
      value +=
        tissue *
        (options.texture * field((24 * x) / widthPx, (24 * y) / widthPx) + options.noise * random.normal());
      pixels[y * widthPx + x] = Math.round(255 * Math.min(1, Math.max(0, value)));
    }
  }
  return { kind: options.kind, seed, widthPx, heightPx, bitDepth: 8, white: 255, pixels };
}

/** Four taps of Keys' cubic convolution (a = -1/2; IEEE ASSP 29, 1981) around a position in pixels. */
function cubicTaps(position: number, length: number) {
  const first = Math.floor(position - 0.5);
  const t = position - 0.5 - first;
  const weights = [
    0.5 * t * (-1 + t * (2 - t)),
    1 + 0.5 * t * t * (-5 + 3 * t),
    0.5 * t * (1 + t * (4 - 3 * t)),
    0.5 * t * t * (-1 + t),
  ];
  const indices = [-1, 0, 1, 2].map((offset) => Math.min(length - 1, Math.max(0, first + offset)));
  return { weights, indices };
}
