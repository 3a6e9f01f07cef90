/** Side markers: lead letters, drawn as strokes into a developed film. */

/** Letters that can be drawn. */
export type MarkerLetter = 'R' | 'L';

/** Strokes in a box of 0..1 by 0..1.4, each a polyline. */
const STROKES: Record<MarkerLetter, readonly (readonly (readonly [number, number])[])[]> = {
  R: [
    [
      [0, 1.4],
      [0, 0],
      [0.65, 0],
      [0.9, 0.18],
      [0.9, 0.52],
      [0.65, 0.72],
      [0, 0.72],
    ],
    [
      [0.45, 0.72],
      [0.95, 1.4],
    ],
  ],
  L: [
    [
      [0, 0],
      [0, 1.4],
      [0.85, 1.4],
    ],
  ],
};

/** Where and how large. */
export interface MarkerPlace {
  /** Left upper corner and letter width, in pixels. */
  readonly xPx: number;
  readonly yPx: number;
  readonly sizePx: number;
}

/** Draws a white letter into a film of values 0 to 1, in place, antialiased over a pixel. */
export function drawMarker(
  film: Float32Array,
  widthPx: number,
  letter: MarkerLetter,
  place: MarkerPlace,
): void {
  const heightPx = film.length / widthPx;
  const halfStroke = Math.max(0.5, 0.09 * place.sizePx);
  const margin = Math.ceil(halfStroke + 1);
  const firstX = Math.max(0, Math.floor(place.xPx) - margin);
  const lastX = Math.min(widthPx - 1, Math.ceil(place.xPx + place.sizePx) + margin);
  const firstY = Math.max(0, Math.floor(place.yPx) - margin);
  const lastY = Math.min(heightPx - 1, Math.ceil(place.yPx + 1.4 * place.sizePx) + margin);
  for (let y = firstY; y <= lastY; y += 1) {
    for (let x = firstX; x <= lastX; x += 1) {
      const u = (x + 0.5 - place.xPx) / place.sizePx;
      const v = (y + 0.5 - place.yPx) / place.sizePx;
      const distancePx = distanceToStrokes(STROKES[letter], u, v) * place.sizePx;
      const cover = Math.min(1, Math.max(0, halfStroke + 0.5 - distancePx));
      const at = y * widthPx + x;
      film[at] += cover * (1 - film[at]);
    }
  }
}

function distanceToStrokes(strokes: (typeof STROKES)[MarkerLetter], u: number, v: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const stroke of strokes) {
    for (let i = 1; i < stroke.length; i += 1) {
      const [ax, ay] = stroke[i - 1];
      const [bx, by] = stroke[i];
      const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
      const t = Math.min(1, Math.max(0, ((u - ax) * (bx - ax) + (v - ay) * (by - ay)) / length2));
      nearest = Math.min(nearest, Math.hypot(u - ax - t * (bx - ax), v - ay - t * (by - ay)));
    }
  }
  return nearest;
}
