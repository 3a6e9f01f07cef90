/**
 * How much a film is like the training data, by distances of the same pass, and what follows from them. How its parts lie
 * (the profile's spread and asymmetry; fine enough to tell a child's chest from an adult's) decides whether a result is
 * withheld; what there is at all (the embedding) whether the film is rejected as no chest radiograph. Two measures, since
 * no cut on one does both: adult chests lie as far out in their profile as hands do.
 * The file format is written and read here, so that training and page can't drift apart.
 */
import { type ClassGaussians, measureDistance } from './gaussian.ts';
import { profileLengths } from './profile.ts';
import { CLASSES } from './spec.ts';
import { measureResidual, type Subspace } from './subspace.ts';

/** Fitted statistics of the training films. */
export interface FamiliarityModel {
  /** Of embeddings, length C. */
  readonly embedding: ClassGaussians;
  /** Of the profile's first part. */
  readonly spread: Subspace;
  /** Of the profile's second part. */
  readonly asymmetry: Subspace;
}

/** Sizes that a familiarity file is read by. */
export interface FamiliarityShape {
  /** C: length of an embedding. */
  readonly embeddingSize: number;
  /** K: components of each of the two subspaces. */
  readonly components: number;
}

/** Cut-offs of the distances. */
export interface FamiliarityCutoffs {
  /** Shares of spread and asymmetry in the profile's residual, together 1. */
  readonly residualWeights: readonly [number, number];
  /** Residual of the profile beyond which a result is withheld. */
  readonly withheldResidual: number;
  /** Distance of the embedding beyond which the film is rejected. */
  readonly rejectedDistance: number;
}

/**
 * `familiar`: like the training data. `withheld`: unlike it; the number is shown when the reader asks. `rejected`: no
 * frontal chest radiograph; no number is ever shown.
 */
export type Domain = 'familiar' | 'withheld' | 'rejected';

/** What the distances say. */
export interface DomainReading {
  readonly domain: Domain;
  /** Cut-off / residual of the profile, > 0: below 1 the film is unlike the training data. */
  readonly familiarity: number;
}

/** A familiarity file that is not what its size says it should be. */
export class FamiliarityFormatError extends Error {
  override readonly name = 'FamiliarityFormatError';
}

/**
 * The two residuals of a profile.
 *
 * @returns spread's and asymmetry's, >= 0; NaN where a value is not a number
 * @throws RangeError when the length doesn't fit
 */
export function measureResiduals(model: FamiliarityModel, profile: Float32Array): readonly [number, number] {
  const length = model.spread.means[0].length;
  return [
    measureResidual(model.spread, profile.subarray(0, length)),
    measureResidual(model.asymmetry, profile.subarray(length)),
  ];
}

/** Weighted geometric mean of the two residuals: the film's distance in its profile. */
export function combineResiduals(
  [spread, asymmetry]: readonly [number, number],
  [spreadWeight, asymmetryWeight]: readonly [number, number],
): number {
  return spread ** spreadWeight * asymmetry ** asymmetryWeight;
}

/**
 * Judges one film.
 *
 * @param embedding C values
 * @param profile as `profileFeatureMap` gives it
 * @returns NaN as familiarity when a value of either is not a number
 * @throws RangeError when a length doesn't fit
 */
export function judgeDomain(
  model: FamiliarityModel,
  cutoffs: FamiliarityCutoffs,
  embedding: Float32Array,
  profile: Float32Array,
): DomainReading {
  const residual = combineResiduals(measureResiduals(model, profile), cutoffs.residualWeights);
  const distance = measureDistance(model.embedding, embedding);
  if (Number.isNaN(distance)) return { domain: 'rejected', familiarity: Number.NaN };
  const familiarity = cutoffs.withheldResidual / Math.max(residual, Number.EPSILON);
  if (distance > cutoffs.rejectedDistance) return { domain: 'rejected', familiarity };
  return { domain: familiarity >= 1 ? 'familiar' : 'withheld', familiarity };
}

/**
 * Writes the statistics, little-endian: the embedding's class means and whitening, then of spread and asymmetry each the
 * class means and scales (all float32); at the end the two bases (int8).
 *
 * @returns new bytes
 */
export function encodeFamiliarity({ embedding, spread, asymmetry }: FamiliarityModel): Uint8Array {
  const subspaces = [spread, asymmetry];
  const parts = [
    ...embedding.means,
    embedding.whitening,
    ...subspaces.flatMap(({ means, scales }) => [...means, scales]),
  ];
  const floats = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(floats * 4 + spread.basis.length + asymmetry.basis.length);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const part of parts) {
    for (const value of part) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  for (const { basis } of subspaces) {
    bytes.set(new Uint8Array(basis.buffer, basis.byteOffset, basis.length), offset);
    offset += basis.length;
  }
  return bytes;
}

/**
 * Reads what `encodeFamiliarity` wrote.
 *
 * @throws FamiliarityFormatError when the length doesn't fit the sizes or a value is not finite
 */
export function decodeFamiliarity(bytes: Uint8Array, shape: FamiliarityShape): FamiliarityModel {
  const { embeddingSize, components } = shape;
  const lengths = profileLengths(embeddingSize);
  const profileSize = lengths.spread + lengths.asymmetry;
  const floats =
    (CLASSES.length + embeddingSize) * embeddingSize + CLASSES.length * profileSize + 2 * components;
  const expected = floats * 4 + components * profileSize;
  if (bytes.length !== expected) {
    throw new FamiliarityFormatError(`The familiarity file has ${bytes.length} bytes, not ${expected}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let offset = 0;
  const readFloats = (length: number): Float32Array => {
    const values = new Float32Array(length);
    // A plain loop: this runs once a start, before anything is optimised.
    for (let index = 0; index < length; index += 1, offset += 4) {
      const value = view.getFloat32(offset, true);
      if (!Number.isFinite(value)) throw new FamiliarityFormatError('The familiarity file holds no number.');
      values[index] = value;
    }
    return values;
  };
  const readBytes = (length: number): Int8Array => {
    const values = new Int8Array(bytes.buffer, bytes.byteOffset + offset, length).slice();
    offset += length;
    return values;
  };
  const readClasses = (length: number) => CLASSES.map(() => readFloats(length));
  const embedding = { means: readClasses(embeddingSize), whitening: readFloats(embeddingSize ** 2) };
  const [spread, asymmetry] = [lengths.spread, lengths.asymmetry].map((length) => ({
    length,
    means: readClasses(length),
    scales: readFloats(components),
  }));
  const addBasis = ({ length, means, scales }: typeof spread): Subspace => ({
    means,
    scales,
    basis: readBytes(components * length),
  });
  return { embedding, spread: addBasis(spread), asymmetry: addBasis(asymmetry) };
}
