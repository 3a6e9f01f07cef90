/** Purpose: the training loss, class-weighted sigmoid cross-entropy with label smoothing. */
import * as tf from '@tensorflow/tfjs-core';

/**
 * Mean over the batch of weight_i * H(t_i, sigmoid(z_i)), with t = y (1 - s) + s / 2 (Szegedy et al., CVPR 2016).
 *
 * H in the form that does not overflow: max(z, 0) - z t + log(1 + exp(-|z|)). The mean is over the number of images,
 * not over the sum of weights, so that an image weighs the same in every batch.
 *
 * @param logits [B, 1]
 * @param labels [B, 1], 0 or 1
 * @param sampleWeight [B, 1], >= 0
 * @param labelSmoothing s, 0 to 1
 * @returns scalar; left to the enclosing `tf.tidy`
 */
export function weightedCrossEntropy(
  logits: tf.Tensor2D,
  labels: tf.Tensor2D,
  sampleWeight: tf.Tensor2D,
  labelSmoothing: number,
): tf.Scalar {
  const target = tf.add(tf.mul(labels, 1 - labelSmoothing), labelSmoothing / 2);
  const softplus = tf.log1p(tf.exp(tf.neg(tf.abs(logits))));
  const entropy = tf.add(tf.sub(tf.relu(logits), tf.mul(logits, target)), softplus);
  return tf.mean(tf.mul(entropy, sampleWeight));
}
