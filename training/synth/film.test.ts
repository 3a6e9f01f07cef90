import { describe, expect, it } from 'vitest';
import { resizeAntialiased } from '../../src/model/preprocess.ts';
import { type Film, makeFilm, quantizeFilm } from './film.ts';

const SIDES = { widthPx: 450, heightPx: 340 } as const;

/** Mean grey, 0 to 1, of a box around a body position in cm (20 px a cm, notch at (225, 42)). */
function greyAt(film: Film, xCm: number, yCm: number): number {
  let sum = 0;
  for (let dy = -8; dy <= 8; dy += 1) {
    for (let dx = -8; dx <= 8; dx += 1) {
      sum += film.pixels[(42 + Math.round(20 * yCm) + dy) * film.widthPx + 225 + Math.round(20 * xCm) + dx];
    }
  }
  return sum / 17 ** 2 / film.white;
}

describe('a generated chest', () => {
  const film = makeFilm({ kind: 'normal', seed: 1, ...SIDES });

  it('shows air black, lungs dark, heart bright and spine brightest', () => {
    const [lung, heart, spine] = [greyAt(film, -5, 6), greyAt(film, 2.5, 8.5), greyAt(film, 0, 9)];
    expect(lung).toBeGreaterThan(0.1);
    expect(heart).toBeGreaterThan(lung + 0.15);
    expect(spine).toBeGreaterThan(heart);
    expect(film.pixels[film.pixels.length - 1] / film.white).toBeLessThan(0.05);
  });

  it('is the same film from the same seed and another from another', () => {
    expect(makeFilm({ kind: 'normal', seed: 1, ...SIDES }).pixels).toEqual(film.pixels);
    expect(makeFilm({ kind: 'normal', seed: 2, ...SIDES }).pixels).not.toEqual(film.pixels);
  });

  it('is the same picture at any size', () => {
    const quiet = {
      kind: 'pneumonia',
      seed: 4,
      marker: null,
      response: { quantaPerCm2: Number.POSITIVE_INFINITY, edgeGain: 0 },
    } as const;
    const small = resizeAntialiased(makeFilm({ ...quiet, widthPx: 300, heightPx: 240 }), 60, 48);
    const large = resizeAntialiased(makeFilm({ ...quiet, widthPx: 900, heightPx: 720 }), 60, 48);
    const errors = Array.from(small, (value, i) => Math.abs(value - large[i]));
    expect(errors.reduce((sum, value) => sum + value, 0) / errors.length).toBeLessThan(0.006);
  });

  it('grows brighter in the lungs, and nowhere else, under an opacity', () => {
    const quiet = {
      seed: 1,
      ...SIDES,
      marker: null,
      response: { quantaPerCm2: Number.POSITIVE_INFINITY, edgeGain: 0 },
    } as const;
    const opacity = { x: -5, y: 7, radiusX: 2, radiusY: 2, density: 0.7, patchiness: 0 };
    const clear = makeFilm({ ...quiet, kind: 'normal' });
    const dense = makeFilm({ ...quiet, kind: 'pneumonia', opacities: [opacity] });
    expect(greyAt(dense, -5, 7)).toBeGreaterThan(greyAt(clear, -5, 7) + 0.1);
    expect(greyAt(dense, 5, 5)).toBeCloseTo(greyAt(clear, 5, 5), 6);
    expect(greyAt(dense, -5, 13.5)).toBeCloseTo(greyAt(clear, -5, 13.5), 6);
  });

  it.each([8, 10, 12, 16] as const)('uses %i bits when asked', (bitDepth) => {
    const shallow = makeFilm({ kind: 'normal', seed: 1, ...SIDES, bitDepth });
    let largest = 0;
    for (const value of shallow.pixels) largest = Math.max(largest, value);
    expect(shallow.white).toBe(2 ** bitDepth - 1);
    expect(largest).toBeLessThanOrEqual(shallow.white);
    expect(largest).toBeGreaterThan(shallow.white / 2); // the marker is white
    const levels = new Set(shallow.pixels).size;
    expect(levels).toBeGreaterThan(bitDepth === 8 ? 200 : 800);
  });

  it('can be tilted, framed by the collimator and left without a marker', () => {
    const plain = makeFilm({ kind: 'normal', seed: 1, ...SIDES, marker: null, collimationShare: 0.1 });
    expect(plain.pixels.subarray(0, 34 * 450).every((value) => value === 0)).toBe(true);
    expect(makeFilm({ kind: 'normal', seed: 1, ...SIDES, tiltDeg: 5 }).pixels).not.toEqual(film.pixels);
    const markerBox = Array.from(
      { length: 30 * 20 },
      (_, i) => (62 + Math.floor(i / 30)) * 450 + 20 + (i % 30),
    );
    const whites = (image: Film): number =>
      markerBox.filter((i) => image.pixels[i] > 0.98 * image.white).length;
    expect(whites(film)).toBeGreaterThan(10);
    expect(whites(makeFilm({ kind: 'normal', seed: 1, ...SIDES, marker: null }))).toBe(0);
  });

  it('refuses sides that are no sides', () => {
    expect(() => makeFilm({ kind: 'normal', seed: 1, widthPx: 0, heightPx: 10 })).toThrow(RangeError);
    expect(() => makeFilm({ kind: 'normal', seed: 1, widthPx: 10.5, heightPx: 10 })).toThrow(RangeError);
  });
});

describe('a film that is no chest', () => {
  it('is mostly empty around a bright hand', () => {
    const film = makeFilm({ kind: 'limb', seed: 1, ...SIDES });
    const dark = film.pixels.filter((value) => value < 0.05 * film.white).length / film.pixels.length;
    const bright = film.pixels.filter((value) => value > 0.4 * film.white).length / film.pixels.length;
    expect(dark).toBeGreaterThan(0.5);
    expect(bright).toBeGreaterThan(0.005);
  });
});

describe('another depth', () => {
  it('rounds to the nearest level', () => {
    const film: Film = {
      kind: 'normal',
      seed: 0,
      widthPx: 3,
      heightPx: 1,
      bitDepth: 16,
      white: 65535,
      pixels: Uint16Array.of(0, 128, 129),
    };
    // 65535 / 255 = 257: half a level is 128.5.
    expect(Array.from(quantizeFilm(film, 8).pixels)).toEqual([0, 0, 1]);
    expect(Array.from(quantizeFilm(quantizeFilm(film, 8), 16).pixels)).toEqual([0, 0, 257]);
  });
});
