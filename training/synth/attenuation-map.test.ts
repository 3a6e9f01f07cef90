import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/model/random.ts';
import {
  type AttenuationMap,
  addEllipsoid,
  addTube,
  createAttenuationMap,
  createSquaredChord,
} from './attenuation-map.ts';
import { developFilm, STANDARD_RESPONSE } from './film-response.ts';
import { createView, toFilm } from './view.ts';

/** 10 x 10 cm at 10 px a cm, the body's origin in the middle of pixel (50, 50). */
const FIELD = { centerXCm: -0.05, centerYCm: -0.05, widthCm: 10, heightCm: 10, tiltRad: 0 };
const emptyMap = (): AttenuationMap => createAttenuationMap(createView(100, 100, FIELD));
const at = (map: AttenuationMap, x: number, y: number): number => map.values[y * 100 + x];

describe('line integrals', () => {
  it('are mu x 2 c sqrt(1 - u^2 - v^2) through an ellipsoid and 0 beside it', () => {
    const map = emptyMap();
    addEllipsoid(map, { x: 0, y: 0, radiusX: 2, radiusY: 1, radiusZ: 3 }, 0.2);
    expect(at(map, 50, 50)).toBeCloseTo(0.2 * 6, 6);
    // 1.2 cm off the axis: u = 0.6, sqrt(1 - 0.36) = 0.8.
    expect(at(map, 62, 50)).toBeCloseTo(0.2 * 6 * 0.8, 6);
    expect(at(map, 50, 61)).toBe(0);
  });

  it('agree with the chord that is asked for one position at a time', () => {
    const solid = { x: 0.3, y: -0.2, radiusX: 2, radiusY: 1, radiusZ: 3, rotationRad: 0.7 };
    const map = emptyMap();
    addEllipsoid(map, solid, 1);
    const squared = createSquaredChord(solid);
    expect(at(map, 58, 47)).toBeCloseTo(Math.sqrt(squared(0.8, -0.3)), 5);
    expect(squared(0.8, -0.3)).toBeGreaterThan(1);
  });

  it('are mu x diameter through a tube that lies across the beam', () => {
    const map = emptyMap();
    const points = [-3, 3].map((x) => ({ x, y: 0, z: 0, radius: 0.5 }));
    addTube(map, points, 0.3);
    // Within 3 %: the chain's balls are a fifth of a radius apart.
    expect(Math.abs(at(map, 50, 50) / (0.3 * 1) - 1)).toBeLessThan(0.03);
    expect(at(map, 50, 56)).toBe(0);
  });

  it('grow by 1 / cos where a tube turns into the beam', () => {
    const map = emptyMap();
    // 4 cm deep over 3 cm across: 5 cm long, so 5/3 of what lies across.
    const points = [-1, 1].map((side) => ({ x: 1.5 * side, y: 0, z: 2 * side, radius: 0.3 }));
    addTube(map, points, 0.3);
    expect(at(map, 50, 50)).toBeCloseTo(0.3 * 0.6 * (5 / 3), 2);
  });

  it('turn with the body', () => {
    const tilted = createView(100, 100, { ...FIELD, tiltRad: Math.PI / 2 });
    const { xPx, yPx } = toFilm(tilted, 1, 0);
    const origin = toFilm(tilted, 0, 0);
    expect([xPx - origin.xPx, yPx - origin.yPx]).toEqual([expect.closeTo(0, 6), expect.closeTo(10, 6)]);
  });
});

/** Without scatter, noise or edge enhancement. */
const QUIET = { ...STANDARD_RESPONSE, scatter: 0, quantaPerCm2: Number.POSITIVE_INFINITY, edgeGain: 0 };

/** Standard deviation over a flat film behind this attenuation. */
function spread(attenuation: number): number {
  const map = emptyMap();
  map.values.fill(attenuation);
  const film = developFilm(map, { ...QUIET, quantaPerCm2: 1e6 }, createRandom(2));
  const mean = film.reduce((sum, value) => sum + value, 0) / film.length;
  return Math.sqrt(film.reduce((sum, value) => sum + (value - mean) ** 2, 0) / film.length);
}

describe('a developed film', () => {
  it('is linear in the line integral between toe and shoulder, and white where most is absorbed', () => {
    const map = emptyMap();
    map.values.fill(1.7); // (1.7 - 0.2) / (3.2 - 0.2) = 0.5
    map.values[0] = 9;
    const film = developFilm(map, QUIET, createRandom(1));
    expect(film[5050]).toBeCloseTo(0.5, 5);
    expect(film[0]).toBeGreaterThan(0.9);
  });

  it('is noisier behind more body, as fewer quanta arrive', () => {
    // Poisson: the deviation of ln I is 1 / sqrt(n), which grows by sqrt(e) for each unit of attenuation.
    expect(spread(2) / spread(1)).toBeGreaterThan(1.5);
    expect(spread(2) / spread(1)).toBeLessThan(1.8);
  });
});
