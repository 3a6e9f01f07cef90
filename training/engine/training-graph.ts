/** Purpose: what both training graphs, the plain and the fast one, have in common. */
import type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';

/** What one forward and backward pass takes; all tensors stay the caller's. */
export interface PassInput {
  /** Trainable weights in the order of `ModelWalk.weights`. */
  readonly weights: readonly Tensor[];
  /** [S] moving statistics in the order of `ModelWalk.statistics`. */
  readonly statistics: Tensor1D;
  /** [B, H, W, C] float32. */
  readonly x: Tensor4D;
  /** One per dropout layer, each of the shape of that layer's output, values 0 or 1/(1-rate). */
  readonly dropoutMasks: readonly Tensor[];
  /** From logits [B, 1] to the loss to be minimised. */
  readonly lossOf: (logits: Tensor2D) => Scalar;
}

/** What one pass gives; the tensors are left to the enclosing `tf.tidy`. */
export interface PassOutput {
  readonly loss: Scalar;
  /** [B, 1] float32, as seen in training mode (batch statistics, dropout). */
  readonly logits: Tensor2D;
  /** In the order and of the shapes of the weights. */
  readonly gradients: readonly Tensor[];
  /** [S] the moving statistics after this batch. */
  readonly statistics: Tensor1D;
}

/** A forward and backward pass in training mode. Call it inside `tf.tidy`. */
export type TrainingGraph = (input: PassInput) => PassOutput;
