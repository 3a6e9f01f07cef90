/**
 * What happens to a film on its way: saved as JPEG once more, or stored smaller. At the network's size, so a quality bites
 * harder here than on a large film.
 */
import { resizeAntialiased } from '../../src/model/preprocess.ts';
import type { Change } from './perturbations.ts';

/**
 * Saves grey bytes as JPEG and reads them again.
 *
 * @param grey [S, S] row-major
 * @param quality 1 to 100
 * @returns a new array of the same size
 */
export type JpegRoundTrip = (grey: Uint8Array, sizePx: number, quality: number) => Promise<Uint8Array>;

function saveAsJpeg(quality: number, roundTrip: JpegRoundTrip): Change {
  return {
    name: `saved as JPEG of quality ${quality}`,
    apply: async (image, sizePx) => {
      const grey = Uint8Array.from(image, (value) => Math.round(255 * value));
      return Float32Array.from(await roundTrip(grey, sizePx, quality), (value) => value / 255);
    },
  };
}

/** Stores the film with a share of its side and enlarges it again. */
function storeSmaller(share: number): Change {
  return {
    name: `stored at ${Math.round(100 * share)} % of its side`,
    apply: (image, sizePx) => {
      const small = Math.round(share * sizePx);
      const film = { widthPx: sizePx, heightPx: sizePx, pixels: image, white: 1 };
      const pixels = resizeAntialiased(film, small, small);
      return resizeAntialiased({ widthPx: small, heightPx: small, pixels, white: 1 }, sizePx, sizePx);
    },
  };
}

/** JPEG qualities and sizes. */
export function createRecodings(roundTrip: JpegRoundTrip): Change[] {
  return [saveAsJpeg(50, roundTrip), saveAsJpeg(20, roundTrip), storeSmaller(0.7), storeSmaller(0.5)];
}
