/** What a comparison with onnxruntime comes to; apart from it, so that reports are read without native code. */

/** Largest differences over a set of inputs. */
export interface Parity {
  readonly images: number;
  /** Of the raw logit. */
  readonly maxAbsoluteLogit: number;
  /** Of any unit of the embedding. */
  readonly maxAbsoluteEmbedding: number;
}
