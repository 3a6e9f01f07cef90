/**
 * The convolutional network, written once: `training/` fits it, the page runs it. The same builder makes two forms, whose layers
 * with weights have the same names: `batch` (convolution without bias, then batch normalisation: what is trained) and `folded`
 * (convolution with bias, no normalisation: what is exported).
 * Invariant: stock tfjs layers alone, so that any layers-model loader reads the export.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { buildInvertedResidual, type InvertedResidualConfig, LITE0_BLOCKS } from './inverted-residual.ts';
import type { BuildOptions } from './network-parts.ts';
import { buildResidual, type ResidualConfig } from './residual.ts';
import { INPUT_SIZE_PX } from './spec.ts';

/** Everything that decides the network's shape, of one of two families. */
export type ArchitectureConfig = ResidualConfig | InvertedResidualConfig;

/** The shipped network: 0.7 M parameters, last feature map 10 x 10 x 192 at 160 px. */
export const ARCHITECTURE: InvertedResidualConfig = {
  inputSizePx: INPUT_SIZE_PX,
  stemFilters: 32,
  blocks: LITE0_BLOCKS,
  mapFilters: 192,
  dropoutRate: 0.3,
};

/**
 * Builds the classifier with fresh weights.
 *
 * Input: [N, S, S, 1] float32, standardised (see `preprocess`). Outputs, in this order and under `OUTPUT_NAMES`:
 * logit [N, 1], feature map [N, h, w, C] (after ReLU, >= 0), embedding [N, C].
 * The logit is `dense(dropout(embedding))`, so that logit = mean over positions of (featureMap . w) + b:
 * the class activation map is exact (Zhou et al., CVPR 2016).
 *
 * @returns a layers model owned by the caller (`dispose()`).
 * @throws RangeError when the configuration has no stage or block, is of both families, or has a side too small for its strides.
 */
export function buildClassifier(config: ArchitectureConfig, options: BuildOptions): LayersModel {
  // The types let it pass, and one of the two would be left out without a word.
  if ('blocks' in config && 'stages' in config) {
    throw new RangeError('A network has either stages or blocks, not both.');
  }
  return 'blocks' in config ? buildInvertedResidual(config, options) : buildResidual(config, options);
}
