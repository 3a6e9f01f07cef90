import { describe, expect, it } from 'vitest';
import { profileFeatureMap, profileLengths } from './profile.ts';

/** A map whose cells are told by their place, one channel. */
function makeMap(side: number, valueAt: (row: number, column: number) => number) {
  const values = Array.from({ length: side * side }, (_, cell) =>
    valueAt(Math.floor(cell / side), cell % side),
  );
  return { rows: side, columns: side, channels: 1, values };
}

describe('the profile of a feature map', () => {
  it('tells how unevenly each column is laid out from top to bottom', () => {
    // Rows 0 to 4 times the column: the standard deviation of 0 to 4 is sqrt(2).
    const profile = profileFeatureMap(makeMap(5, (row, column) => row * column));
    [0, 1, 2, 3, 4].forEach((column) => {
      expect(profile[column]).toBeCloseTo(column * Math.SQRT2, 6);
    });
  });

  it('tells how the left side differs from the right one, the outermost columns first', () => {
    const profile = profileFeatureMap(makeMap(5, (_, column) => [9, 4, 7, 1, 2][column]));
    expect([...profile.subarray(5)]).toEqual([7, 3]);
  });

  it('keeps the channels apart, column by column', () => {
    const values = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? Math.floor(index / 10) : 3));
    const profile = profileFeatureMap({ rows: 5, columns: 5, channels: 2, values });
    expect(profile).toHaveLength(profileLengths(2).spread + profileLengths(2).asymmetry);
    expect(profile[0]).toBeCloseTo(Math.SQRT2, 6);
    expect(profile[1]).toBe(0);
  });

  it('of two channels is that of each channel alone, side by side', () => {
    const first = makeMap(5, (row, column) => row * column + column ** 2);
    const second = makeMap(5, (row, column) => (row - 2) ** 2 * (5 - column));
    const values = first.values.flatMap((value, cell) => [value, second.values[cell]]);
    const both = [...profileFeatureMap({ rows: 5, columns: 5, channels: 2, values })];
    const [alone, other] = [first, second].map((map) => [...profileFeatureMap(map)]);
    expect(both).toEqual(alone.flatMap((value, index) => [value, other[index]]));
    expect(profileLengths(2)).toEqual({ spread: 10, asymmetry: 4 });
  });

  it('averages neighbours where the map is finer', () => {
    const fine = profileFeatureMap(makeMap(10, (row, column) => row + column));
    // Pairs of rows average to 0.5, 2.5, ... : twice the deviation of 0 to 4; columns 0.5 and 8.5 outermost.
    expect(fine[0]).toBeCloseTo(2 * Math.SQRT2, 6);
    expect([...fine.subarray(5)]).toEqual([-8, -4]);
  });

  it('refuses a map that cannot be divided into the cells', () => {
    expect(() => profileFeatureMap(makeMap(7, () => 0))).toThrow(RangeError);
    for (const [rows, columns] of [
      [5, 7],
      [7, 5],
      [0, 5],
      [5, 0],
    ]) {
      const values = new Float32Array(rows * columns);
      expect(() => profileFeatureMap({ rows, columns, channels: 1, values })).toThrow(`${rows} x ${columns}`);
    }
  });
});
