import { describe, expect, it } from 'vitest';
import { makeScaleBar } from './scale-bar.ts';

describe('the scale bar', () => {
  it.each([
    // 160 px are 53.3 mm.
    [3, 50, 150],
    // 160 px are 160 mm.
    [1, 100, 100],
    // 160 px are 25.6 mm.
    [6.25, 20, 125],
    // 160 px are 5 mm exactly.
    [32, 5, 160],
    // 160 px are 0.8 mm.
    [200, 0.5, 100],
  ])('at %d pixels a millimetre is %d mm long', (pxPerMm, lengthMm, lengthPx) => {
    expect(makeScaleBar(pxPerMm, 160)).toEqual({ lengthMm, lengthPx });
  });
});
