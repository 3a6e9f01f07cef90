/**
 * How much an embedding is like the training data: class-conditional Mahalanobis distance with a shared covariance
 * (Lee et al., "A Simple Unified Framework for Detecting Out-of-Distribution Samples", NeurIPS 2018).
 * The file format is written and read here, so that training and page can't drift apart.
 */
import { CLASSES } from './spec.ts';

/** Fitted statistics of the training embeddings. */
export interface FamiliarityModel {
  /** C: length of an embedding. */
  readonly embeddingSize: number;
  /** One mean of length C per class, in class order. */
  readonly means: readonly Float32Array[];
  /** C x C row-major W with W'W = inverse of the shared covariance: distance = |W (x - mean)|. */
  readonly whitening: Float32Array;
}

/** A familiarity file that is not what its size says it should be. */
export class FamiliarityFormatError extends Error {
  override readonly name = 'FamiliarityFormatError';
}

/**
 * Writes the statistics as little-endian float32: the class means, then the whitening matrix.
 *
 * @returns (classes * C + C * C) * 4 new bytes
 */
export function encodeFamiliarity(model: FamiliarityModel): Uint8Array {
  const values = [...model.means, model.whitening];
  const bytes = new Uint8Array(values.reduce((sum, part) => sum + part.length, 0) * 4);
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const part of values) {
    for (const value of part) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}

/**
 * Reads what `encodeFamiliarity` wrote.
 *
 * @throws FamiliarityFormatError when the length doesn't fit the embedding size or a value is not finite
 */
export function decodeFamiliarity(bytes: Uint8Array, embeddingSize: number): FamiliarityModel {
  const expected = (CLASSES.length + embeddingSize) * embeddingSize * 4;
  if (bytes.length !== expected) {
    throw new FamiliarityFormatError(`The familiarity file has ${bytes.length} bytes, not ${expected}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = Float32Array.from({ length: expected / 4 }, (_, index) => view.getFloat32(index * 4, true));
  if (!values.every(Number.isFinite))
    throw new FamiliarityFormatError('The familiarity file holds no number.');
  return {
    embeddingSize,
    means: CLASSES.map((_, index) => values.slice(index * embeddingSize, (index + 1) * embeddingSize)),
    whitening: values.slice(CLASSES.length * embeddingSize),
  };
}

/**
 * Mahalanobis distance of an embedding to the nearest class.
 *
 * @param embedding C values
 * @returns >= 0; about sqrt(C) for a typical training image
 * @throws RangeError when the embedding has another length
 */
export function measureDistance(model: FamiliarityModel, embedding: Float32Array): number {
  const size = model.embeddingSize;
  if (embedding.length !== size) throw new RangeError(`An embedding of ${embedding.length}, not ${size}.`);
  let nearest = Number.POSITIVE_INFINITY;
  for (const mean of model.means) {
    let squared = 0;
    for (let row = 0; row < size; row += 1) {
      let sum = 0;
      for (let column = 0; column < size; column += 1) {
        const difference = embedding[column] - mean[column];
        sum += model.whitening[row * size + column] * difference;
      }
      squared += sum * sum;
    }
    nearest = Math.min(nearest, squared);
  }
  return Math.sqrt(nearest);
}
