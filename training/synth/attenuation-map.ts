/**
 * Line integrals of attenuation (the integral of mu over z, dimensionless) on the film's grid, and the solids that add
 * to them. Attenuation is linear, so solids overlap by addition and a cavity is a solid of negative attenuation.
 */
import { toFilm, type View } from './view.ts';

/** A film-sized grid of line integrals. */
export interface AttenuationMap {
  readonly view: View;
  /** Row-major, one line integral a pixel. Changed in place by the functions of this file. */
  readonly values: Float32Array;
}

/** An empty map: nothing in the beam. */
export function createAttenuationMap(view: View): AttenuationMap {
  return { view, values: new Float32Array(view.widthPx * view.heightPx) };
}

/** A point of a tube's centre line. */
export interface TubePoint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Radius in cm. */
  readonly radius: number;
}

/** An ellipsoid, or with an exponent above 2 a rounded box, turned about the beam's axis. */
export interface Ellipsoid {
  readonly x: number;
  readonly y: number;
  /** Semi-axes in cm across, along and in depth. */
  readonly radiusX: number;
  readonly radiusY: number;
  readonly radiusZ: number;
  readonly rotationRad?: number;
  /** 2: ellipsoid; 4 and more: rounded box. */
  readonly exponent?: number;
}

/** Chord through a (super)ellipsoid of unit depth at normalised offsets u, v: 2 (1 - |u|^p - |v|^p)^(1/2), or 0. */
function unitChord(u: number, v: number, exponent: number): number {
  const inside = exponent === 2 ? 1 - u * u - v * v : 1 - Math.abs(u) ** exponent - Math.abs(v) ** exponent;
  return inside > 0 ? 2 * Math.sqrt(inside) : 0;
}

/**
 * Measures an ellipsoid's chord along the beam, squared: 4 c^2 (1 - u^2 - v^2) in cm^2; 0 outside. Squared, because those
 * who blend bodies need it so, at every pixel.
 */
export function createSquaredChord(solid: Ellipsoid): (xCm: number, yCm: number) => number {
  const angle = solid.rotationRad ?? 0;
  const cosX = Math.cos(angle) / solid.radiusX;
  const sinX = Math.sin(angle) / solid.radiusX;
  const cosY = Math.cos(angle) / solid.radiusY;
  const sinY = Math.sin(angle) / solid.radiusY;
  const factor = 4 * solid.radiusZ ** 2;
  return (xCm, yCm) => {
    const dx = xCm - solid.x;
    const dy = yCm - solid.y;
    const u = cosX * dx + sinX * dy;
    const v = cosY * dy - sinY * dx;
    return factor * Math.max(0, 1 - u * u - v * v);
  };
}

/**
 * Adds a solid.
 *
 * @param perCm attenuation mu in 1/cm added to what is there; negative for a cavity
 */
export function addEllipsoid(map: AttenuationMap, solid: Ellipsoid, perCm: number): void {
  const { view, values } = map;
  const center = toFilm(view, solid.x, solid.y);
  const reach = Math.hypot(solid.radiusX, solid.radiusY) * view.pixelsPerCm;
  const angle = (solid.rotationRad ?? 0) + view.tiltRad;
  const cosX = Math.cos(angle) / (solid.radiusX * view.pixelsPerCm);
  const sinX = Math.sin(angle) / (solid.radiusX * view.pixelsPerCm);
  const cosY = Math.cos(angle) / (solid.radiusY * view.pixelsPerCm);
  const sinY = Math.sin(angle) / (solid.radiusY * view.pixelsPerCm);
  const weight = perCm * solid.radiusZ;
  const exponent = solid.exponent ?? 2;
  const { firstX, lastX, firstY, lastY } = clipBox(view, center.xPx, center.yPx, reach);
  for (let row = firstY; row <= lastY; row += 1) {
    const dy = row + 0.5 - center.yPx;
    for (let column = firstX, at = row * view.widthPx + firstX; column <= lastX; column += 1, at += 1) {
      const dx = column + 0.5 - center.xPx;
      values[at] += weight * unitChord(cosX * dx + sinX * dy, cosY * dy - sinY * dx, exponent);
    }
  }
}

/** Steps along a tube's centre line, as a share of its radius: small enough to leave no beads. */
const STEP_PER_RADIUS = 0.2;

/**
 * Adds a tube along a centre line as a chain of overlapping balls: mu falls smoothly from the axis to the surface, with
 * a line integral of `perCm` x diameter through the axis of a tube at right angles to the beam (a chain of balls with
 * chord 2 sqrt(r^2 - d^2) integrates to pi r^2 along the axis; hence the weight 2 / (pi r)). Where the tube turns into
 * the beam the integral grows, as it does on a film.
 *
 * @param points at least two, in cm; straight lines between them
 * @param perCm attenuation mu in 1/cm; negative for an airway
 */
export function addTube(map: AttenuationMap, points: readonly TubePoint[], perCm: number): void {
  for (let i = 1; i < points.length; i += 1) {
    const from = points[i - 1];
    const to = points[i];
    const length = Math.hypot(to.x - from.x, to.y - from.y, to.z - from.z);
    // Steps finer than a pixel's third show nothing.
    const smallest = Math.max(1 / map.view.pixelsPerCm, Math.min(from.radius, to.radius));
    const steps = Math.max(1, Math.ceil(length / (STEP_PER_RADIUS * smallest)));
    for (let step = 0; step < steps; step += 1) {
      const t = (step + 0.5) / steps;
      const radius = from.radius + (to.radius - from.radius) * t;
      const weight = (perCm * 2 * (length / steps)) / (Math.PI * radius);
      addBall(map, from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t, radius, weight);
    }
  }
}

/** Adds `weight` x chord of a ball. A ball smaller than a pixel keeps its mass, spread over one pixel's disc. */
function addBall(map: AttenuationMap, xCm: number, yCm: number, radiusCm: number, weight: number): void {
  const { view, values } = map;
  const { xPx, yPx } = toFilm(view, xCm, yCm);
  const trueRadius = radiusCm * view.pixelsPerCm;
  const radius = Math.max(trueRadius, 0.8);
  // A ball's line integrals sum to its volume, which grows with the radius cubed.
  const scale = (weight * 2 * (trueRadius / radius) ** 3) / view.pixelsPerCm;
  const { firstX, lastX, firstY, lastY } = clipBox(view, xPx, yPx, radius);
  for (let row = firstY; row <= lastY; row += 1) {
    const rest = radius * radius - (row + 0.5 - yPx) ** 2;
    for (let column = firstX, at = row * view.widthPx + firstX; column <= lastX; column += 1, at += 1) {
      const squared = rest - (column + 0.5 - xPx) ** 2;
      if (squared > 0) values[at] += scale * Math.sqrt(squared);
    }
  }
}

/**
 * Adds a bone: a tube with a dense cortex around a lighter marrow.
 *
 * @param marrowShare marrow radius as a share of the bone's, 0 to 1
 */
export function addBone(
  map: AttenuationMap,
  points: readonly TubePoint[],
  perCm: number,
  marrowShare = 0.72,
): void {
  addTube(map, points, perCm);
  const marrow = points.map((point) => ({ ...point, radius: point.radius * marrowShare }));
  addTube(map, marrow, -0.55 * perCm);
}

/** A smooth curve through points (centripetal enough for bones: uniform Catmull and Rom, 1974), `steps` a span. */
export function smoothCurve(points: readonly TubePoint[], steps = 8): TubePoint[] {
  const at = (index: number): TubePoint => points[Math.min(points.length - 1, Math.max(0, index))];
  const curve: TubePoint[] = [points[0]];
  for (let span = 0; span < points.length - 1; span += 1) {
    const [a, b, c, d] = [at(span - 1), at(span), at(span + 1), at(span + 2)];
    const blend = (key: keyof TubePoint, t: number): number =>
      b[key] +
      0.5 *
        t *
        (c[key] -
          a[key] +
          t *
            (2 * a[key] - 5 * b[key] + 4 * c[key] - d[key] + t * (3 * (b[key] - c[key]) + d[key] - a[key])));
    for (let step = 1; step <= steps; step += 1) {
      const t = step / steps;
      curve.push({ x: blend('x', t), y: blend('y', t), z: blend('z', t), radius: blend('radius', t) });
    }
  }
  return curve;
}

function clipBox(view: View, xPx: number, yPx: number, reachPx: number) {
  return {
    firstX: Math.max(0, Math.floor(xPx - reachPx - 0.5)),
    lastX: Math.min(view.widthPx - 1, Math.ceil(xPx + reachPx - 0.5)),
    firstY: Math.max(0, Math.floor(yPx - reachPx - 0.5)),
    lastY: Math.min(view.heightPx - 1, Math.ceil(yPx + reachPx - 0.5)),
  };
}
