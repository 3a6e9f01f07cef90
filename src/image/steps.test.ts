import { describe, expect, it } from 'vitest';
import { checkDimensions } from './dimensions.ts';
import { BYTES_PER_MEGABYTE, PIXELS_PER_MEGAPIXEL, STEP_LIMITS_MS } from './limits.ts';
import { awaitPart, type DecodeStep, limitOf, onDecodeStep } from './steps.ts';

describe('the time that a step of decoding may take', () => {
  it('is under 2 s for a file of a few kilobytes and an image of a few hundred pixels', () => {
    const small: readonly DecodeStep[] = [
      { kind: 'inspecting', bytes: 50_000 },
      { kind: 'decoding', pixels: 400 * 300, isSlow: true },
      { kind: 'checking', pixels: 400 * 300 },
    ];
    for (const step of small) expect(limitOf(step)).toBeLessThan(2000);
  });

  it('grows with what there is to do', () => {
    const { loading, readingPerMegabyte, base, inspectingPerMegabyte, perMegapixel } = STEP_LIMITS_MS;
    expect(limitOf({ kind: 'loading' })).toBe(loading);
    expect(limitOf({ kind: 'reading', bytes: 3 * BYTES_PER_MEGABYTE })).toBe(
      loading + 3 * readingPerMegabyte,
    );
    expect(limitOf({ kind: 'inspecting', bytes: 3 * BYTES_PER_MEGABYTE })).toBe(
      base + 3 * inspectingPerMegabyte,
    );
    const pixels = 3 * PIXELS_PER_MEGAPIXEL;
    expect(limitOf({ kind: 'decoding', pixels, isSlow: false })).toBe(base + 3 * perMegapixel);
    expect(limitOf({ kind: 'checking', pixels })).toBe(base + 3 * perMegapixel);
  });

  it('is over a minute for 40 megapixels of JPEG 2000', () => {
    expect(limitOf({ kind: 'decoding', pixels: 40_000_000, isSlow: true })).toBe(1700 + 40 * 2000);
  });
});

describe('steps', () => {
  it('are told: a header that passes begins the decoding of its pixels', () => {
    const told: DecodeStep[] = [];
    onDecodeStep((step) => told.push(step));
    checkDimensions({ widthPx: 300, heightPx: 200 });
    expect(told).toEqual([{ kind: 'decoding', pixels: 60_000, isSlow: false }]);
    onDecodeStep(() => undefined);
  });

  it('let a part of the program be waited for on its own time', async () => {
    const told: string[] = [];
    onDecodeStep(({ kind }) => told.push(kind));
    expect(await awaitPart(Promise.resolve(7), { kind: 'inspecting', bytes: 1 })).toBe(7);
    expect(told).toEqual(['loading', 'inspecting']);
    onDecodeStep(() => undefined);
  });
});
