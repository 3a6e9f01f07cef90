import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/model/random.ts';
import { drawShifts, eraseRegion, selectTop, shareInside, shareOfMask, shiftMask } from './regions.ts';

const isLeft = (x: number): boolean => x < 0;

describe('regions of a film', () => {
  it('the top share has exactly that many pixels, the first ones where values are equal', () => {
    expect([...selectTop(Float32Array.of(1, 5, 5, 2, 5), 0.4)]).toEqual([0, 1, 1, 0, 0]);
    expect([...selectTop(new Float32Array(10), 0.3)]).toEqual([1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('a moved region comes in again on the other side', () => {
    const mask = Uint8Array.of(0, 0, 1, 0, 0, 1, 0, 0, 0);
    expect([...shiftMask(mask, 3, 1, 0)]).toEqual([1, 0, 0, 1, 0, 0, 0, 0, 0]);
    expect([...shiftMask(mask, 3, 0, 2)]).toEqual([0, 0, 1, 0, 0, 0, 0, 0, 1]);
  });

  it('the share inside counts absolute values, at pixel centres', () => {
    // Centres of two pixels a side at -0.5 and 0.5: the left half holds |-3| + 1 of 3 + 2 + 1 + 4.
    expect(shareInside(Float32Array.of(-3, 2, 1, 4), 2, isLeft)).toBe(0.4);
    expect(shareOfMask(Uint8Array.of(1, 0, 1, 1), 2, isLeft)).toBeCloseTo(2 / 3, 12);
    expect(shareInside(new Float32Array(4), 2, isLeft)).toBeNaN();
  });

  it('an erased region is the mean of a standardised film, the rest is not touched', () => {
    const input = Float32Array.of(1, 2, 3, 4);
    expect([...eraseRegion(input, Uint8Array.of(0, 1, 0, 1))]).toEqual([1, 0, 3, 0]);
    expect([...input]).toEqual([1, 2, 3, 4]);
  });

  it('random places have the same area, never the place itself, and are the same for the same seed', () => {
    const mask = selectTop(
      Float32Array.from({ length: 64 }, (_, index) => -index),
      0.1,
    );
    const draw = () => drawShifts(mask, 8, 10, createRandom(4), () => true);
    const drawn = draw();
    expect(drawn).toHaveLength(10);
    for (const shifted of drawn) {
      expect(shifted.reduce((sum, value) => sum + value, 0)).toBe(6);
      expect([...shifted]).not.toEqual([...mask]);
    }
    expect(draw()).toEqual(drawn);
    expect(drawShifts(mask, 8, 10, createRandom(4), () => false)).toEqual([]);
  });
});
