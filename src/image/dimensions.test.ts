import { describe, expect, it } from 'vitest';
import { checkDimensions } from './dimensions.ts';

describe('a film is read', () => {
  it.each([
    ['of just the smallest side', 200, 200],
    // 64,000,000 = 8000 x 8000.
    ['of just the most pixels', 8000, 8000],
    ['of just the most pixels in the longest strip', 320_000, 200],
  ])('%s: %d x %d', (_what, widthPx, heightPx) => {
    expect(() => checkDimensions({ widthPx, heightPx })).not.toThrow();
  });
});

describe('a film is refused before any pixel of it is', () => {
  it.each([
    ['too-small', 199, 4000],
    ['too-small', 4000, 199],
    ['too-small', 1, 1],
    // 8000 x 8001 = 64,008,000.
    ['too-large', 8000, 8001],
    ['too-large', 65_535, 65_535],
    // PNG's largest sides: the product, 4.6e18, is beyond 2^53 but no less large.
    ['too-large', 2_147_483_647, 2_147_483_647],
    ['too-large', 2_147_483_647, 1],
  ])('%s: %d x %d', (code, widthPx, heightPx) => {
    expect(() => checkDimensions({ widthPx, heightPx })).toThrow(expect.objectContaining({ code }));
  });
});
