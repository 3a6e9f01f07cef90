import { describe, expect, it } from 'vitest';
import { assembleOcclusion, occlude, planOcclusion } from './occlusion.ts';

describe('the occlusion check', () => {
  it('greys patches of 32 px every 16 px of the shipped input, 9 by 9 of them', () => {
    const { patchPx, stridePx, corners } = planOcclusion(160);
    expect({ patchPx, stridePx }).toEqual({ patchPx: 32, stridePx: 16 });
    expect(corners).toHaveLength(81);
    expect(corners[1]).toEqual({ x: 16, y: 0 });
    expect(corners[80]).toEqual({ x: 128, y: 128 });
  });

  it('covers every pixel of an input of any size and never leaves it', () => {
    for (let sidePx = 10; sidePx <= 70; sidePx += 1) {
      const plan = planOcclusion(sidePx);
      const lost = assembleOcclusion(
        plan,
        1,
        plan.corners.map(() => 0),
      );
      expect(lost.values.length).toBe(sidePx * sidePx);
      expect(lost.values.every((value) => value === 1)).toBe(true);
    }
    expect(() => planOcclusion(9)).toThrow(RangeError);
  });

  it('greys the patch alone, in a copy', () => {
    const plan = planOcclusion(10);
    const input = new Float32Array(100).fill(3);
    // The second corner: x = 1, y = 0; patches of 2 x 2.
    const greyed = occlude(input, plan, 1);
    const zeros = [...greyed.keys()].filter((index) => greyed[index] === 0);
    expect(zeros).toEqual([1, 2, 11, 12]);
    expect(input.every((value) => value === 3)).toBe(true);
  });

  it('gives each place the mean of what the patches over it cost', () => {
    const plan = planOcclusion(10);
    // Only the first patch, in the corner, costs anything: 8 of a logit of 5.
    const logits = plan.corners.map((_, index) => (index === 0 ? -3 : 5));
    const { values } = assembleOcclusion(plan, 5, logits);
    // Its corner pixel lies under that patch alone; the edge under two patches, the next one in under four.
    expect([values[0], values[1], values[11], values[2]]).toEqual([8, 4, 2, 0]);
  });

  it('is refused where a logit is missing', () => {
    expect(() => assembleOcclusion(planOcclusion(10), 0, [1])).toThrow(RangeError);
  });
});
