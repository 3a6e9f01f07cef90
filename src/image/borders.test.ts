import { describe, expect, it } from 'vitest';
import { measureFrame } from './borders.ts';

/** 400 x 200 px of a checkered grey, framed. */
function makeFramed(left: number, top: number, right: number, bottom: number, level = 0, noise = 0) {
  const grey = Uint8Array.from({ length: 400 * 200 }, (_, at) => {
    const [x, y] = [at % 400, Math.floor(at / 400)];
    const isFrame = x < left || y < top || x >= 400 - right || y >= 200 - bottom;
    return isFrame
      ? level + ((at * 7) % (noise + 1))
      : 60 + 100 * ((Math.floor(x / 8) + Math.floor(y / 8)) % 2);
  });
  return { widthPx: 400, heightPx: 200, grey, white: 255 };
}

describe('the empty frame of a film', () => {
  it('is measured at each edge, in black and in white', () => {
    // 320 x 170 of 400 x 200 are left: 54400 of 80000.
    const frame = { leftPx: 50, topPx: 10, rightPx: 30, bottomPx: 20 };
    for (const level of [0, 255]) {
      expect(measureFrame(makeFramed(50, 10, 30, 20, level))).toMatchObject(frame);
    }
    expect(measureFrame(makeFramed(50, 10, 30, 20)).share).toBeCloseTo(1 - 54_400 / 80_000, 12);
  });

  it('may be noisy', () => {
    expect(measureFrame(makeFramed(40, 0, 40, 0, 5, 9))).toMatchObject({ leftPx: 40, rightPx: 40, topPx: 0 });
  });

  it('is none on a film that fills its picture', () => {
    expect(measureFrame(makeFramed(0, 0, 0, 0)).share).toBe(0);
  });

  it('is all of a film of one grey', () => {
    expect(measureFrame(makeFramed(400, 0, 0, 0)).share).toBe(1);
  });
});
