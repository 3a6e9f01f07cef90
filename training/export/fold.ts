/**
 * Folds batch normalisation into the convolution before it: the trained `batch` form becomes the exported `folded` form.
 * Invariant: the folded network computes the same function (up to rounding); measured at every export.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type ArchitectureConfig, buildClassifier } from '../../src/model/architecture.ts';
import { BATCH_NORM } from '../../src/model/network-parts.ts';

/** A convolution's weights with the normalisation folded in. */
export interface FoldedConvolution {
  /** [kh, kw, in, out] row-major. */
  readonly kernel: Float32Array;
  /** [out] */
  readonly bias: Float32Array;
}

/**
 * Folds one normalisation: kernel' = kernel * g, bias' = beta - mean * g, with g = gamma / sqrt(variance + epsilon)
 * (Ioffe and Szegedy 2015, inference form). Computed in float64, rounded once.
 *
 * @param kernel row-major with the output channel last (of a depthwise one: [kh, kw, channels, 1], which is the same)
 * @throws RangeError when the channel counts differ
 */
export function foldBatchNorm(
  kernel: ArrayLike<number>,
  norm: {
    gamma: ArrayLike<number>;
    beta: ArrayLike<number>;
    mean: ArrayLike<number>;
    variance: ArrayLike<number>;
  },
  epsilon: number,
): FoldedConvolution {
  const channels = norm.gamma.length;
  if (kernel.length % channels !== 0) {
    throw new RangeError(`A kernel of ${kernel.length} values has no ${channels} output channels.`);
  }
  const gain = Float64Array.from(
    { length: channels },
    (_, c) => norm.gamma[c] / Math.sqrt(norm.variance[c] + epsilon),
  );
  return {
    kernel: Float32Array.from(kernel, (value, index) => value * gain[index % channels]),
    bias: Float32Array.from({ length: channels }, (_, c) => norm.beta[c] - norm.mean[c] * gain[c]),
  };
}

/**
 * Builds the folded twin of a trained classifier.
 *
 * @param trained the `batch` form, weights final; not changed
 * @param config the configuration that `trained` was built with
 * @returns a new layers model owned by the caller
 * @throws Error when the two forms' layers don't match
 */
export function foldClassifier(trained: LayersModel, config: ArchitectureConfig): LayersModel {
  const folded = buildClassifier(config, { normalization: 'folded', seed: 0 });
  for (const layer of folded.layers) {
    if (layer.weights.length === 0) continue;
    const source = trained.getLayer(layer.name);
    const isConvolution = layer.name.endsWith('_conv');
    tf.tidy(() => {
      const weights = source.getWeights();
      if (!isConvolution) {
        layer.setWeights(weights);
        return;
      }
      const norm = trained.getLayer(layer.name.replace(/_conv$/, '_bn'));
      const [gamma, beta, mean, variance] = norm.getWeights().map((weight) => weight.dataSync());
      const result = foldBatchNorm(
        weights[0].dataSync(),
        { gamma, beta, mean, variance },
        BATCH_NORM.epsilon,
      );
      layer.setWeights([tf.tensor(result.kernel, weights[0].shape), tf.tensor1d(result.bias)]);
    });
  }
  return folded;
}
