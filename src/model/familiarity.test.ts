import { describe, expect, it } from 'vitest';
import { decodeFamiliarity, encodeFamiliarity, FamiliarityFormatError, judgeDomain } from './familiarity.ts';
import { SMALL_CUTOFFS, SMALL_FAMILIARITY, SMALL_SHAPE } from './fixtures/small-familiarity.ts';

describe('judgeDomain', () => {
  it.each([
    // Residuals 1 and 1: their geometric mean is 1.
    ['a film like the training data', 1, [9, 0, 1, 0, 0, 5, 1], 'familiar', 2],
    ['a film at the very cut-off', 1, [0, 1, 0, 0, 0, 0, -4], 'familiar', 1],
    ['a chest unlike it: its parts lie elsewhere', 12, [0, 0, 0, 8, 0, 0, 2], 'withheld', 0.5],
    ['a film at the very distance of rejection', 4, [0, 1, 0, 0, 0, 0, 1], 'familiar', 2],
    ['what is no chest, wherever its parts lie', 5, [0, 1, 0, 0, 0, 0, 1], 'rejected', 2],
  ] as const)('%s', (_, embedding, profile, domain, familiarity) => {
    const reading = judgeDomain(
      SMALL_FAMILIARITY,
      SMALL_CUTOFFS,
      Float32Array.of(embedding),
      Float32Array.from(profile),
    );
    expect(reading.domain).toBe(domain);
    expect(reading.familiarity).toBeCloseTo(familiarity, 5);
  });

  it.each([
    ['embedding', Number.NaN, 0],
    ['profile', 0, Number.NaN],
  ])('finds no familiarity where the %s is no number', (_, embedding, profile) => {
    const reading = judgeDomain(
      SMALL_FAMILIARITY,
      SMALL_CUTOFFS,
      Float32Array.of(embedding),
      new Float32Array(7).fill(profile),
    );
    expect(reading.familiarity).toBeNaN();
    expect(reading.domain).not.toBe('familiar');
  });
});

const floats = (length: number, from: number) => Float32Array.from({ length }, (_, at) => from + at / 8);

describe('the familiarity file', () => {
  it('comes back as it was written, negative weights too', () => {
    const spread = { ...SMALL_FAMILIARITY.spread, basis: Int8Array.of(-128, -1, 0, 1, 127) };
    const model = {
      ...SMALL_FAMILIARITY,
      spread,
      asymmetry: { ...SMALL_FAMILIARITY.asymmetry, basis: Int8Array.of(-7, 7) },
    };
    expect(decodeFamiliarity(encodeFamiliarity(model), SMALL_SHAPE)).toEqual(model);
  });

  it('of two channels and two components comes back too, from within a larger buffer', () => {
    const model = {
      embedding: { means: [floats(2, 0), floats(2, 5)], whitening: floats(4, 1) },
      spread: {
        means: [floats(10, -3), floats(10, 3)],
        scales: floats(2, 0.5),
        basis: Int8Array.from({ length: 20 }, (_, at) => at - 10),
      },
      asymmetry: {
        means: [floats(4, -1), floats(4, 1)],
        scales: floats(2, 2),
        basis: Int8Array.from({ length: 8 }, (_, at) => 100 + at),
      },
    };
    const bytes = encodeFamiliarity(model);
    const within = new Uint8Array(bytes.length + 7);
    within.set(bytes, 3);
    const shape = { embeddingSize: 2, components: 2 };
    expect(decodeFamiliarity(within.subarray(3, 3 + bytes.length), shape)).toEqual(model);
  });

  it('is refused when cut short or holding no number', () => {
    const bytes = encodeFamiliarity(SMALL_FAMILIARITY);
    expect(() => decodeFamiliarity(bytes.slice(0, -1), SMALL_SHAPE)).toThrow(FamiliarityFormatError);
    const embedding = { ...SMALL_FAMILIARITY.embedding, whitening: Float32Array.of(Number.NaN) };
    expect(() =>
      decodeFamiliarity(encodeFamiliarity({ ...SMALL_FAMILIARITY, embedding }), SMALL_SHAPE),
    ).toThrow('no number');
    const means = [new Float32Array(5), Float32Array.of(0, 0, Number.POSITIVE_INFINITY, 0, 0)];
    const spread = { ...SMALL_FAMILIARITY.spread, means };
    expect(() => decodeFamiliarity(encodeFamiliarity({ ...SMALL_FAMILIARITY, spread }), SMALL_SHAPE)).toThrow(
      FamiliarityFormatError,
    );
  });
});
