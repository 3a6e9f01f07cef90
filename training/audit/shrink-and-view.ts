/** A set at half its side, of which only a part is left to see. */
import type { ImageCache } from '../data/cache.ts';
import type { Perturbation } from './perturbations.ts';

/** The set at half its side (the mean of four pixels), seen through the view. */
export function shrinkAndView(cache: ImageCache, view: Perturbation): ImageCache {
  const sizePx = Math.floor(cache.sizePx / 2);
  const [area, fullArea] = [sizePx ** 2, cache.sizePx ** 2];
  const pixels = new Uint8Array(cache.images.length * area);
  const film = new Float32Array(area);
  for (let index = 0; index < cache.images.length; index += 1) {
    const start = index * fullArea;
    for (let at = 0; at < area; at += 1) {
      const corner = start + 2 * Math.floor(at / sizePx) * cache.sizePx + 2 * (at % sizePx);
      const sum =
        cache.pixels[corner] +
        cache.pixels[corner + 1] +
        cache.pixels[corner + cache.sizePx] +
        cache.pixels[corner + cache.sizePx + 1];
      film[at] = sum / (4 * 255);
    }
    const seen = view.apply(film, sizePx);
    for (let at = 0; at < area; at += 1) pixels[index * area + at] = Math.round(255 * seen[at]);
  }
  return { ...cache, sizePx, pixels };
}
