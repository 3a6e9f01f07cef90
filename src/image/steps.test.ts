import { describe, expect, it } from 'vitest';
import { checkDimensions } from './dimensions.ts';
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

  it('is over a minute for 40 megapixels of JPEG 2000', () => {
    expect(limitOf({ kind: 'decoding', pixels: 40_000_000, isSlow: true })).toBe(1500 + 40 * 2000);
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
