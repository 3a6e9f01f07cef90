/**
 * A network of MobileNetV2's size (Sandler et al., CVPR 2018: 3.5 M parameters, 224 x 224 x 3), weights drawn by a seed: what a
 * page that takes a ready backbone has to compute. Batch norms are folded, as in any export for use.
 */
import * as tf from '@tensorflow/tfjs-layers';

/** Expansion, output channels, repeats, first stride (table 2 of the paper). */
const BLOCKS = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

const kernelInitializer = 'glorotUniform';

function pointwise(x: tf.SymbolicTensor, filters: number): tf.SymbolicTensor {
  return tf.layers.conv2d({ filters, kernelSize: 1, kernelInitializer }).apply(x) as tf.SymbolicTensor;
}

function clip(x: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers.reLU({ maxValue: 6 }).apply(x) as tf.SymbolicTensor;
}

function bottleneck(x: tf.SymbolicTensor, expansion: number, filters: number, strides: 1 | 2) {
  const channels = Number(x.shape.at(-1));
  const wide = expansion === 1 ? x : clip(pointwise(x, expansion * channels));
  const depthwise = tf.layers.depthwiseConv2d({
    kernelSize: 3,
    strides,
    padding: 'same',
    depthwiseInitializer: kernelInitializer,
  });
  const narrow = pointwise(clip(depthwise.apply(wide) as tf.SymbolicTensor), filters);
  if (strides === 2 || channels !== filters) return narrow;
  return tf.layers.add().apply([x, narrow]) as tf.SymbolicTensor;
}

/** @returns owned by the caller; input [N, 224, 224, 3], output [N, 1] */
export function buildMobileNet(): tf.LayersModel {
  const input = tf.input({ shape: [224, 224, 3] });
  const stem = tf.layers.conv2d({
    filters: 32,
    kernelSize: 3,
    strides: 2,
    padding: 'same',
    kernelInitializer,
  });
  let x = clip(stem.apply(input) as tf.SymbolicTensor);
  for (const [expansion, filters, repeats, strides] of BLOCKS) {
    for (let at = 0; at < repeats; at += 1) x = bottleneck(x, expansion, filters, at === 0 ? strides : 1);
  }
  x = clip(pointwise(x, 1280));
  x = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;
  // The published head has a thousand classes, which count among its parameters.
  x = tf.layers.dense({ units: 1000 }).apply(x) as tf.SymbolicTensor;
  const output = tf.layers.dense({ units: 1 }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
}
