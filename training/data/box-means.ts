/** Purpose: means over square neighbourhoods, in a time that does not depend on their size. */

/**
 * Mean of each pixel's neighbourhood of (2 r + 1)^2 pixels; at the edge, of the part that lies inside.
 * By a table of sums over the rectangles from the corner (Crow, SIGGRAPH 1984), in double precision.
 *
 * @param values S * S; not changed
 * @returns a new array
 * @throws RangeError when the values fill no square of that side
 */
export function boxMeans(values: Float32Array, sizePx: number, radiusPx: number): Float32Array {
  if (values.length !== sizePx * sizePx) {
    throw new RangeError(`${values.length} values fill no square of ${sizePx} px.`);
  }
  const wide = sizePx + 1;
  const sums = new Float64Array(wide * wide);
  for (let y = 0, at = 0; y < sizePx; y += 1) {
    let row = 0;
    for (let x = 0; x < sizePx; x += 1, at += 1) {
      row += values[at];
      sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1] + row;
    }
  }
  const means = new Float32Array(values.length);
  for (let y = 0, at = 0; y < sizePx; y += 1) {
    const top = Math.max(0, y - radiusPx);
    const bottom = Math.min(sizePx, y + radiusPx + 1);
    for (let x = 0; x < sizePx; x += 1, at += 1) {
      const left = Math.max(0, x - radiusPx);
      const right = Math.min(sizePx, x + radiusPx + 1);
      const sum =
        sums[bottom * wide + right] -
        sums[top * wide + right] -
        sums[bottom * wide + left] +
        sums[top * wide + left];
      means[at] = sum / ((bottom - top) * (right - left));
    }
  }
  return means;
}
