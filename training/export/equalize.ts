/**
 * Evens out the ranges of a folded inverted-residual network's weights, so that one scale a tensor wastes little of uint16: some
 * depthwise channels are a thousand times as large as others. Cross-layer equalisation (Nagel et al., "Data-Free Quantization
 * Through Weight Equalization and Bias Correction", ICCV 2019, section 4.1) over expansion, depthwise convolution and projection:
 * behind a ReLU a channel may be scaled, if what reads it is scaled back.
 * Invariants: all factors are powers of two, so in float32 the network computes the same bits as before; none is so large that what a
 * channel holds would leave the range of float16, which some phones' WebGL computes in.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** Of a factor. Activations are of the order of ten; float16 ends at 65,504. */
const MAX_LOG2 = 6;

/** A layer's weights on this side, to be changed in place. */
interface Held {
  readonly name: string;
  readonly kernel: Float32Array;
  readonly shape: readonly number[];
  readonly bias: Float32Array;
}

/**
 * Scales the channels within each block. A network without such blocks is left as it is.
 *
 * @param folded the `folded` form, with ReLUs; its weights are replaced
 */
export function equalizeRanges(folded: LayersModel): void {
  const names = new Set(folded.layers.map(({ name }) => name));
  for (let block = 1; names.has(`block${block}_depthwise_conv`); block += 1) {
    const read = (part: string): Held => readConvolution(folded, `block${block}_${part}_conv`);
    const expand = names.has(`block${block}_expand_conv`) ? read('expand') : null;
    const [depthwise, project] = [read('depthwise'), read('project')];
    for (let channel = 0; channel < depthwise.bias.length; channel += 1) {
      equalizeChannel(expand, depthwise, project, channel);
    }
    for (const held of [expand, depthwise, project]) if (held !== null) write(folded, held);
  }
}

function readConvolution(model: LayersModel, name: string): Held {
  const [kernel, bias] = model.getLayer(name).getWeights();
  const [kernelValues, biasValues] = [kernel, bias].map((weight) => Float32Array.from(weight.dataSync()));
  return { name, kernel: kernelValues, shape: kernel.shape, bias: biasValues };
}

function write(model: LayersModel, { name, kernel, shape, bias }: Held): void {
  tf.tidy(() => model.getLayer(name).setWeights([tf.tensor(kernel, [...shape]), tf.tensor1d(bias)]));
}

/** Brings what a channel has in the three layers to one range, their geometric mean. */
function equalizeChannel(expand: Held | null, depthwise: Held, project: Held, channel: number): void {
  const made = expand === null ? null : measureMade(expand, channel);
  const own = measureMade(depthwise, channel);
  const read = measureRead(project, channel);
  const ranges = made === null ? [own, read] : [made, own, read];
  if (ranges.some((range) => range === 0)) return;
  const mean = ranges.reduce((sum, range) => sum + Math.log2(range), 0) / ranges.length;
  // In powers of two: of the expansion's channel, and of the depthwise one beyond it.
  const first = made === null ? 0 : bound(mean - Math.log2(made));
  const second = bound(Math.log2(read) - mean);
  if (expand !== null) scaleMade(expand, channel, 2 ** first, 2 ** first);
  scaleMade(depthwise, channel, 2 ** (second - first), 2 ** second);
  scaleRead(project, channel, 2 ** -second);
}

function bound(log2: number): number {
  return Math.max(-MAX_LOG2, Math.min(MAX_LOG2, Math.round(log2)));
}

/** Largest weight of an output channel, its bias too. The channel is the last axis, of a depthwise kernel in effect as well. */
function measureMade({ kernel, bias }: Held, channel: number): number {
  let most = Math.abs(bias[channel]);
  for (let at = channel; at < kernel.length; at += bias.length) most = Math.max(most, Math.abs(kernel[at]));
  return most;
}

function scaleMade({ kernel, bias }: Held, channel: number, kernelFactor: number, biasFactor: number): void {
  for (let at = channel; at < kernel.length; at += bias.length) kernel[at] *= kernelFactor;
  bias[channel] *= biasFactor;
}

/** Largest weight of an input channel of a 1 x 1 convolution, [1, 1, in, out]. */
function measureRead({ kernel, bias }: Held, channel: number): number {
  let most = 0;
  for (let at = channel * bias.length; at < (channel + 1) * bias.length; at += 1) {
    most = Math.max(most, Math.abs(kernel[at]));
  }
  return most;
}

function scaleRead({ kernel, bias }: Held, channel: number, factor: number): void {
  for (let at = channel * bias.length; at < (channel + 1) * bias.length; at += 1) kernel[at] *= factor;
}
