import { describe, expect, it } from 'vitest';
import { conformalQuantile } from '../../src/model/metrics/conformal.ts';
import type { Subspace } from '../../src/model/subspace.ts';
import { cutDomain, farCutoff } from './cut-domain.ts';

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
