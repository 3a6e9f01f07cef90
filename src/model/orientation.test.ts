import { describe, expect, it } from 'vitest';
import { correctRadiograph } from '../image/correct.ts';
import {
  CORRECTIONS,
  combineCorrections,
  correctInput,
  isIdentity,
  judgeOrientation,
  shrinkForOrientation,
  turnIndices,
} from './orientation.ts';
import { preprocess } from './preprocess.ts';
import { INPUT_SIZE_PX } from './spec.ts';

/** Says "upright" of what is bright at the top and dark at the bottom, and a little brighter on the left. */
const MODEL = {
  sidePx: 2,
  weights: [3, 2, -2, -3],
  minEvidence: 1,
};

/** 4 x 4 px of four squares: top left, top right, bottom left, bottom right. */
function makeInput(...[a, b, c, d]: readonly number[]): Float32Array {
  return Float32Array.of(a, a, b, b, a, a, b, b, c, c, d, d, c, c, d, d);
}

describe('the small copy', () => {
  it('holds means, standardised', () => {
    // Mean 2.5, deviation sqrt(1.25).
    const small = shrinkForOrientation(makeInput(1, 2, 3, 4), 4, 2);
    const deviation = Math.sqrt(1.25);
    expect(Array.from(small)).toEqual(
      [-1.5, -0.5, 0.5, 1.5].map((value) => expect.closeTo(value / deviation, 5)),
    );
  });

  it('can only be made of a square that it divides', () => {
    expect(() => shrinkForOrientation(new Float32Array(16), 4, 3)).toThrow(RangeError);
    expect(() => shrinkForOrientation(new Float32Array(15), 4, 2)).toThrow(RangeError);
  });
});

describe('a square turned to the right', () => {
  it('has its left column on top', () => {
    // 0 1 / 2 3 becomes 2 0 / 3 1, then 3 2 / 1 0, then 1 3 / 0 2.
    expect(([0, 1, 2, 3] as const).map((turns) => Array.from(turnIndices(2, turns)))).toEqual([
      [0, 1, 2, 3],
      [2, 0, 3, 1],
      [3, 2, 1, 0],
      [1, 3, 0, 2],
    ]);
  });
});

describe('how a film lies', () => {
  it.each([
    ['upright', [9, 8, 2, 1], 0, false],
    ['turned left: one turn to the right is offered', [8, 1, 9, 2], 1, false],
    ['upside down', [1, 2, 8, 9], 2, false],
    ['turned right: one turn to the left is offered', [2, 9, 1, 8], 3, false],
  ] as const)('%s', (_, squares, quarterTurns, isInverted) => {
    const { correction, isWrong } = judgeOrientation(makeInput(...squares), 4, MODEL);
    expect(correction).toEqual({ quarterTurns, isInverted });
    expect(isWrong).toBe(quarterTurns !== 0);
  });

  it('is taken as it is where nothing speaks for another way', () => {
    expect(judgeOrientation(new Float32Array(16), 4, MODEL)).toMatchObject({ isWrong: false, evidence: 0 });
  });

  it('is believed to be wrong only from the evidence asked for', () => {
    const input = makeInput(1, 2, 8, 9);
    const { evidence } = judgeOrientation(input, 4, MODEL);
    expect(evidence).toBeGreaterThan(1);
    expect(judgeOrientation(input, 4, { ...MODEL, minEvidence: evidence }).isWrong).toBe(true);
    expect(judgeOrientation(input, 4, { ...MODEL, minEvidence: evidence + 0.1 }).isWrong).toBe(false);
  });

  it('weighs the film as it is against all other ways together, in log odds', () => {
    const values = [-1.5, -0.5, 0.5, 1.5].map((value) => value / Math.sqrt(1.25));
    const scores = ([0, 1, 2, 3] as const).map((turns) => {
      const from = turnIndices(2, turns);
      return MODEL.weights.reduce((sum, weight, at) => sum + weight * values[from[at]], 0);
    });
    const { evidence } = judgeOrientation(makeInput(1, 2, 3, 4), 4, MODEL);
    const others = [...scores.slice(1), ...scores.map((score) => -score)];
    const expected = Math.log(others.reduce((sum, score) => sum + Math.exp(score), 0)) - scores[0];
    expect(evidence).toBeCloseTo(expected, 4);
  });

  it('is told of a film that is inverted', () => {
    // No turn of these squares looks upright; their negative does, turned once.
    const model = { ...MODEL, weights: [3, -1, -1, -1] };
    expect(judgeOrientation(makeInput(9, 1, 9, 9), 4, model).correction).toEqual({
      quarterTurns: 3,
      isInverted: true,
    });
  });

  it('is judged without overflow where the evidence is overwhelming', () => {
    const model = { ...MODEL, weights: MODEL.weights.map((weight) => 1000 * weight) };
    const { evidence } = judgeOrientation(makeInput(1, 2, 8, 9), 4, model);
    expect(evidence).toBeGreaterThan(1000);
    expect(Number.isFinite(evidence)).toBe(true);
  });
});

describe('corrections', () => {
  it('begin with doing nothing, and add up', () => {
    expect(CORRECTIONS).toHaveLength(8);
    expect(isIdentity(CORRECTIONS[0])).toBe(true);
    const left = { quarterTurns: 3, isInverted: true } as const;
    const right = { quarterTurns: 1, isInverted: true } as const;
    expect(isIdentity(combineCorrections(left, right))).toBe(true);
    expect(combineCorrections(left, left)).toEqual({ quarterTurns: 2, isInverted: false });
    expect(combineCorrections(left, CORRECTIONS[1])).toEqual({ quarterTurns: 0, isInverted: true });
    expect(CORRECTIONS.filter(isIdentity)).toEqual([{ quarterTurns: 0, isInverted: false }]);
  });
});

describe('a corrected network input', () => {
  it.each(CORRECTIONS)(
    'is that of the film corrected in its file: $quarterTurns quarter turns, inverted $isInverted',
    (correction) => {
      const [widthPx, heightPx] = [231, 260];
      const pixels = Uint8Array.from({ length: widthPx * heightPx }, (_, at) => (at * at + 7 * at) % 251);
      const film = { widthPx, heightPx, pixels, white: 255, pixelAspect: 1 };
      const corrected = preprocess(correctRadiograph(film, correction));
      const input = correctInput(new Float32Array(preprocess(film)), INPUT_SIZE_PX, correction);
      const furthest = input.reduce((most, value, at) => Math.max(most, Math.abs(value - corrected[at])), 0);
      expect(furthest).toBeLessThan(1e-4);
    },
  );

  it('can only be made of a square', () => {
    expect(() => correctInput(new Float32Array(15), 4, CORRECTIONS[1])).toThrow(RangeError);
  });
});
