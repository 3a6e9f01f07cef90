import { describe, expect, it } from 'vitest';
import { formatMarkers } from './format-markers.ts';
import type { MarkerChange } from './marker-changes.ts';
import type { Reader } from './measure-changes.ts';
import { measureMarkers } from './measure-markers.ts';

const READER: Reader = {
  line: { scale: 2, offset: 0 },
  zones: { lower: 0.2, upper: 0.8, coverage: 0.9, images: 0 },
};

/** Films a to d are normal, e to h pneumonia; all are called right. */
const films = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((path, at) => {
  const untouched = at < 4 ? -1 : 1;
  // Under the first change b is called pneumonia, under the second f and g are called normal.
  const changed = [path === 'b' ? 1 : untouched, path === 'f' || path === 'g' ? -0.5 : untouched];
  return { path, label: at < 4 ? 0 : 1, group: path, reader: READER, untouched, changed };
});

function makeChange(name: string, flipGoal: number | null, affects: (path: string) => boolean): MarkerChange {
  return { name, flipGoal, affects, apply: (image) => image };
}

describe('what changes of the markers did', () => {
  const rows = measureMarkers(
    films,
    [makeChange('erased', null, (path) => path !== 'a'), makeChange('swapped', 0.3, () => true)],
    50,
  );
  const find = (name: string) => rows.find((row) => row.name === name);

  it('is measured on the films that a change does something to, by class', () => {
    // Of seven films one call changes: one of three normal ones, none of four with pneumonia.
    const erased = find('erased');
    expect(erased?.images).toBe(7);
    expect(erased?.flips.value).toBeCloseTo(1 / 7, 12);
    expect(erased?.flipsByClass.normal.value).toBeCloseTo(1 / 3, 12);
    expect(erased?.flipsByClass.pneumonia.value).toBe(0);
    const swapped = find('swapped');
    expect(swapped?.images).toBe(8);
    expect(swapped?.flipsByClass.pneumonia.value).toBe(0.5);
    // Two of four moved by -1.5, twice that after the calibration.
    expect(swapped?.meanShift.pneumonia.value).toBe(-1.5);
    expect(find('untouched')?.flips.value).toBe(0);
  });

  it('stands in the report with its own number of films, beside its goal', () => {
    const text = formatMarkers(rows);
    expect(text).toMatch(/\| swapped \| 8 \| .* \| 25\.0 % .* \| at most 30\.0 %: reached \|/);
    expect(text).toMatch(/\| erased \| 7 \| .* \| {2}\|/);
    const strict = formatMarkers(rows.map((row) => ({ ...row, flipGoal: 0.01 })));
    expect(strict).toMatch(/\| swapped \| .* \| at most 1\.0 %: not reached \|/);
  });
});
