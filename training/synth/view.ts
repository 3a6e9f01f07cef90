/**
 * Where the body lies on the film. All anatomy is in centimetres: x to the film's right (the patient's left), y down from
 * the jugular notch, z towards the front. The beam runs along z (parallel projection).
 * Invariant: the geometry in centimetres never depends on the number of pixels.
 */

/** A similarity transform from body to film. */
export interface View {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelsPerCm: number;
  /** Film position of the body's origin. */
  readonly originXPx: number;
  readonly originYPx: number;
  /** Rotation of the body on the film, clockwise. */
  readonly tiltRad: number;
}

/** What to show: the field is centred in the film and wholly visible; a longer film side shows more around it. */
export interface FieldOfView {
  readonly centerXCm: number;
  readonly centerYCm: number;
  readonly widthCm: number;
  readonly heightCm: number;
  readonly tiltRad: number;
}

/**
 * Fits a field of view into a film.
 *
 * @throws RangeError when a side is no positive integer
 */
export function createView(widthPx: number, heightPx: number, field: FieldOfView): View {
  for (const side of [widthPx, heightPx]) {
    if (!Number.isInteger(side) || side < 1) throw new RangeError(`A side of ${side} px is not possible.`);
  }
  const pixelsPerCm = Math.min(widthPx / field.widthCm, heightPx / field.heightCm);
  const cos = Math.cos(field.tiltRad) * pixelsPerCm;
  const sin = Math.sin(field.tiltRad) * pixelsPerCm;
  return {
    widthPx,
    heightPx,
    pixelsPerCm,
    originXPx: widthPx / 2 - (cos * field.centerXCm - sin * field.centerYCm),
    originYPx: heightPx / 2 - (sin * field.centerXCm + cos * field.centerYCm),
    tiltRad: field.tiltRad,
  };
}

/** Body centimetres -> film pixels (pixel centres lie at half integers). */
export function toFilm(view: View, xCm: number, yCm: number): { readonly xPx: number; readonly yPx: number } {
  const cos = Math.cos(view.tiltRad) * view.pixelsPerCm;
  const sin = Math.sin(view.tiltRad) * view.pixelsPerCm;
  return {
    xPx: view.originXPx + cos * xCm - sin * yCm,
    yPx: view.originYPx + sin * xCm + cos * yCm,
  };
}

/**
 * Visits every pixel with the body position of its centre, row by row.
 *
 * @param visit index of the pixel, x and y in centimetres
 */
export function forEachPixel(view: View, visit: (index: number, xCm: number, yCm: number) => void): void {
  const cos = Math.cos(view.tiltRad) / view.pixelsPerCm;
  const sin = Math.sin(view.tiltRad) / view.pixelsPerCm;
  for (let row = 0, index = 0; row < view.heightPx; row += 1) {
    const dy = row + 0.5 - view.originYPx;
    for (let column = 0; column < view.widthPx; column += 1, index += 1) {
      const dx = column + 0.5 - view.originXPx;
      visit(index, cos * dx + sin * dy, cos * dy - sin * dx);
    }
  }
}
