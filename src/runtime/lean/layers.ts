/**
 * `@tensorflow/tfjs-layers` for reading and running an exported network: without training, recurrent layers and
 * preprocessing, which are most of the package.
 * Invariant: each import of a layer's module registers the classes in it under their names in model.json; what
 * `src/model/architecture.ts` can build in its folded form is there, of both families (./README.md says why).
 */
// Flags first: the layers read them.
import '@tensorflow/tfjs-layers/dist/flags_layers';
// Conv2D
import '@tensorflow/tfjs-layers/dist/layers/convolutional';
// DepthwiseConv2D
import './depthwise-conv2d.ts';
// Dense, Reshape
import '@tensorflow/tfjs-layers/dist/layers/core';
// Add, Multiply
import '@tensorflow/tfjs-layers/dist/layers/merge';
// ReLU
import '@tensorflow/tfjs-layers/dist/layers/advanced_activations';
// MaxPooling2D, AveragePooling2D, GlobalAveragePooling2D
import '@tensorflow/tfjs-layers/dist/layers/pooling';

export { LayersModel, loadLayersModel } from './layers-model.ts';
