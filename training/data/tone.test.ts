import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/model/random.ts';
import { applyTone, drawTone } from './tone.ts';

describe('drawTone', () => {
  test('draws nothing for a recipe without changes of tone, so that its numbers stay those of before', () => {
    const [asked, untouched] = [createRandom(3), createRandom(3)];
    expect(drawTone({}, 128, asked)).toBeNull();
    expect(asked.uniform()).toBe(untouched.uniform());
  });

  test('draws what is asked for, and curves that rise from 0 to 1', () => {
    const random = createRandom(4);
    for (let i = 0; i < 200; i += 1) {
      const tone = drawTone({ curve: 1, field: 0.3, localContrast: 0.5 }, 128, random);
      const curve = tone?.curve ?? [];
      expect(curve[0]).toBe(0);
      expect(curve[5]).toBe(1);
      expect(curve.every((grey, at) => at === 0 || grey > curve[at - 1])).toBe(true);
      expect(tone?.field?.every((term) => Math.abs(term) <= 0.3)).toBe(true);
      expect(Math.abs(tone?.localContrast?.weight ?? 1)).toBeLessThanOrEqual(0.5);
      // 4 % to 20 % of 128 px.
      expect(tone?.localContrast?.radiusPx).toBeGreaterThanOrEqual(5);
      expect(tone?.localContrast?.radiusPx).toBeLessThanOrEqual(26);
    }
    expect(Object.keys(drawTone({ field: 0.3 }, 128, random) ?? {})).toEqual(['field']);
  });
});

describe('applyTone', () => {
  test('reads the grey curve between its six points', () => {
    const grey = Float32Array.of(0, 0.1, 0.2, 1);
    applyTone(grey, 2, { curve: [0, 0.5, 0.6, 0.7, 0.8, 1] });
    // 0.1 is half way to the point at 0.2, whose grey is 0.5.
    expect([...grey].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0, 0.25, 0.5, 1]);
  });

  test('brightens to the right for a field that grows with x, and never leaves [0, 1]', () => {
    const grey = new Float32Array(4).fill(0.5);
    applyTone(grey, 2, { field: [Math.log(4), 0, 0, 0, 0] });
    // x is -1/2 and 1/2: factors 1/2 and 2.
    expect([...grey].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.25, 1, 0.25, 1]);
  });

  test('adds the difference from the local mean', () => {
    const grey = Float32Array.of(0.4, 0.6, 0.4, 0.6);
    applyTone(grey, 2, { localContrast: { weight: 1, radiusPx: 2 } });
    // The mean is 0.5 everywhere: 0.4 - 0.1 and 0.6 + 0.1.
    expect([...grey].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0.3, 0.7, 0.3, 0.7]);
  });
});
