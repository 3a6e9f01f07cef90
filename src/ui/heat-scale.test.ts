import { describe, expect, it } from 'vitest';
import { activationFor, describePeak, paintHeat } from './heat-scale.ts';

const pixelsOf = (...values: number[]): number[][] => {
  const grid = { columns: values.length, rows: 1, values: Float32Array.from(values), offset: 0 };
  const bytes = [...paintHeat(grid, 0.5, values.length, 1)];
  return values.map((_, index) => bytes.slice(4 * index, 4 * index + 4));
};

/** Relative luminance of sRGB (WCAG 2.2). */
function luminanceOf([red, green, blue]: readonly number[]): number {
  const linear = [red, green, blue].map((level) => {
    const share = level / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

describe('the heatmap’s colours', () => {
  it('leave a film dark where nothing speaks for the class, whatever its own range', () => {
    // The first and last colours of matplotlib's inferno.
    expect(pixelsOf(0, -0.4)).toEqual([
      [0, 0, 4, 255],
      [0, 0, 4, 255],
    ]);
    expect(luminanceOf(pixelsOf(0.001)[0])).toBeLessThan(0.001);
  });

  it('end where the legend ends', () => {
    expect(pixelsOf(0.5, 7)).toEqual([
      [252, 255, 164, 255],
      [252, 255, 164, 255],
    ]);
  });

  it('grow lighter with every step', () => {
    const steps = Array.from({ length: 64 }, (_, step) => luminanceOf(pixelsOf((0.5 * step) / 63)[0]));
    for (let step = 1; step < steps.length; step += 1) expect(steps[step]).toBeGreaterThan(steps[step - 1]);
  });
});

const gridOf = (...values: number[]) => ({
  columns: 3,
  rows: 3,
  values: Float32Array.from(values),
  offset: 0,
});

describe('the strongest place in words', () => {
  it('is named by thirds of the picture', () => {
    expect(describePeak(gridOf(0, 0, 2, 0, 0, 0, 0, 0, 0))).toEqual({
      value: 2,
      row: 'upper',
      column: 'right',
    });
    expect(describePeak(gridOf(0, 0, 0, 0, 3, 0, 0, 0, 0))).toEqual({
      value: 3,
      row: 'middle',
      column: 'middle',
    });
    expect(describePeak(gridOf(0, 0, 0, 0, 0, 0, 4, 0, 0))).toEqual({
      value: 4,
      row: 'lower',
      column: 'left',
    });
  });

  it('is none where all speaks against the class', () => {
    expect(describePeak(gridOf(-1, -1, -1, -1, -1, -1, -1, -1, 0))).toBeNull();
  });
});

describe('the network’s own map', () => {
  it('is given per 1 % of the film, its signs turned for normal', () => {
    const density = { columns: 2, rows: 1, offset: 0, values: Float32Array.of(25, -50) };
    const map = { density, constant: 0 };
    expect([...activationFor('pneumonia', map).values]).toEqual([0.25, -0.5]);
    expect([...activationFor('normal', map).values]).toEqual([-0.25, 0.5]);
  });
});
