import { describe, expect, it } from 'vitest';
import { conformalQuantile } from '../../src/model/metrics/conformal.ts';
import { createRandom } from '../../src/model/random.ts';
import type { Subspace } from '../../src/model/subspace.ts';
import { crossFitDomain, cutDomain, farCutoff } from './cut-domain.ts';

/** Zero means, no component of any length: the residual is the length. */
function subspace(length: number): Subspace {
  return { means: [new Float32Array(length)], scales: Float32Array.of(1), basis: new Int8Array(length) };
}

describe('the cut-offs of the domain check', () => {
  it('withhold one film in a hundred of the kind they were cut on', () => {
    const values = Array.from({ length: 199 }, (_, index) => index + 1);
    // ceil(0.99 * 200) = the 198th of 199.
    expect(conformalQuantile(values, 0.99, 199)).toBe(198);
    expect(conformalQuantile([3, 1, 2], 0.99, 3)).toBe(3);
  });

  it('reject far beyond the farthest: in deviations of the logarithm from the median', () => {
    // Logarithms -1, 0, 1: median 0, variance 2/3.
    const values = [Math.E, 1 / Math.E, 1];
    expect(farCutoff(values, 3)).toBeCloseTo(Math.exp(3 * Math.sqrt(2 / 3)), 10);
    // An even number: the median of the logarithms 0 and 2 is 1, their deviation 1.
    expect(farCutoff([1, Math.exp(2)], 1)).toBeCloseTo(Math.exp(2), 10);
  });

  it('weigh the two parts of a profile by how much each varies, and cut both distances', () => {
    const model = {
      embedding: { means: [Float32Array.of(0)], whitening: Float32Array.of(1) },
      spread: subspace(5),
      asymmetry: subspace(2),
    };
    // Lengths of the spreads 1 and e, of the asymmetries 1 and e^3: deviations of the logarithms 0.5 and 1.5.
    const cutoffs = cutDomain(model, {
      embeddings: [Float32Array.of(2), Float32Array.of(2)],
      profiles: [Float32Array.of(1, 0, 0, 0, 0, 1, 0), Float32Array.of(0, 0, Math.E, 0, 0, 0, Math.exp(3))],
    });
    expect(cutoffs.residualWeights[0]).toBeCloseTo(0.75, 6);
    expect(cutoffs.residualWeights[1]).toBeCloseTo(0.25, 6);
    // e^0.75 * (e^3)^0.25 = e^1.5.
    expect(cutoffs.withheldResidual).toBeCloseTo(Math.exp(1.5), 4);
    expect(cutoffs.rejectedDistance).toBeCloseTo(2, 6);
  });
});

describe('the domain check on films that its cut-offs are not from', () => {
  const model = {
    embedding: { means: [Float32Array.of(0)], whitening: Float32Array.of(1) },
    spread: subspace(5),
    asymmetry: subspace(2),
  };
  const random = createRandom(3);
  const lengths = Array.from({ length: 200 }, () => Math.exp(0.2 * random.normal()));
  const films = {
    embeddings: lengths.map((length) => Float32Array.of(length)),
    profiles: lengths.map((length) => Float32Array.of(length, 0, 0, 0, 0, length, 0)),
  };
  const alone = lengths.map((_, index) => `patient ${index}`);

  it('withholds the farthest film, which cut-offs from itself would let pass', () => {
    const far = { embeddings: [...films.embeddings], profiles: [...films.profiles] };
    far.profiles[7] = Float32Array.of(50, 0, 0, 0, 0, 50, 0);
    const domains = crossFitDomain(model, far, alone, { parts: 5, seed: 1 });
    expect(domains).toHaveLength(200);
    expect(domains[7]).toBe('withheld');
    expect(domains.filter((domain) => domain === 'familiar').length).toBeGreaterThan(180);
  });

  it('keeps a patient together: films of one patient never cut for each other', () => {
    const twice = { embeddings: [...films.embeddings], profiles: [...films.profiles] };
    const groups = [...alone];
    for (const row of [7, 8, 9, 10, 11, 12]) {
      twice.profiles[row] = Float32Array.of(50, 0, 0, 0, 0, 50, 0);
      groups[row] = 'patient 7';
    }
    const judged = crossFitDomain(model, twice, groups, { parts: 5, seed: 1 });
    expect([7, 8, 9, 10, 11, 12].map((row) => judged[row])).toEqual(
      Array.from({ length: 6 }, () => 'withheld'),
    );
    // Each a patient of its own, they let each other pass.
    const apart = crossFitDomain(model, twice, alone, { parts: 5, seed: 1 });
    expect([7, 8, 9, 10, 11, 12].map((row) => apart[row])).not.toContain('withheld');
  });

  it('refuses a single part', () => {
    expect(() => crossFitDomain(model, films, alone, { parts: 1, seed: 1 })).toThrow(RangeError);
  });
});
