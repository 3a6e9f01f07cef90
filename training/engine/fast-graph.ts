/**
 * The training pass on TensorFlow's own kernels, about three times as fast as the plain one under tfjs-node.
 *
 * Derived from the layers model, kind by kind of layer; a kind or setting that it does not know is an error that
 * names the layer, never a guess.
 * Invariant: logits, gradients and moving statistics equal the plain graph's within rounding (native tests).
 */
import * as tf from '@tensorflow/tfjs-core';
import { type LayerSettings, readSettings } from './layer-settings.ts';
import { type LayerCall, type ModelWalk, UnsupportedLayerError } from './layer-walk.ts';
import { pick } from './pick.ts';
import { fusedBatchNorm, fusedMaxPool, fusedRelu, hasFusedMaxPool, type PoolShape } from './raw-kernels.ts';
import type { PassInput, PassOutput, TrainingGraph } from './training-graph.ts';

/** A batch's statistics as one layer saw them, kept until they are folded into the moving averages. */
interface BatchStatistics {
  readonly call: LayerCall;
  readonly mean: tf.Tensor;
  /** With Bessel's correction, from `count` values. */
  readonly sampleVariance: tf.Tensor;
  readonly count: number;
  readonly momentum: number;
}

/** What the operations of one pass share. */
interface PassState {
  readonly weights: readonly tf.Tensor[];
  readonly dropoutMasks: readonly tf.Tensor[];
  dropoutsUsed: number;
  readonly batchStatistics: BatchStatistics[];
}

type Operation = (inputs: readonly tf.Tensor[], state: PassState) => tf.Tensor;

function buildConvolution(call: LayerCall, settings: LayerSettings): Operation {
  const strides = settings.pair('strides');
  const dilations = settings.pair('dilationRate');
  const padding = settings.oneOf('padding', ['same', 'valid']);
  settings.expect('dataFormat', ['channelsLast', 'channels_last']);
  const activate = buildActivation(settings.text('activation', 'linear'), call);
  const [kernel = -1, bias] = call.weights;
  return ([x], state) => {
    const filter = pick(state.weights, kernel) as tf.Tensor4D;
    const y = tf.conv2d(x as tf.Tensor4D, filter, strides, padding, 'NHWC', dilations);
    return activate(bias === undefined ? y : tf.add(y, pick(state.weights, bias)));
  };
}

function buildDepthwiseConvolution(call: LayerCall, settings: LayerSettings): Operation {
  const strides = settings.pair('strides');
  const padding = settings.oneOf('padding', ['same', 'valid']);
  settings.expect('dataFormat', ['channelsLast', 'channels_last']);
  const [dilation] = settings.pair('dilationRate');
  const isUsual = dilation === 1 && settings.number('depthMultiplier') === 1 && call.weights.length === 1;
  if (!isUsual || settings.text('activation', 'linear') !== 'linear') {
    throw new UnsupportedLayerError(
      `${call.layer.name}: only one kernel a channel, without bias, activation and dilation, is known.`,
    );
  }
  const [kernel = -1] = call.weights;
  return ([x], state) =>
    tf.depthwiseConv2d(x as tf.Tensor4D, pick(state.weights, kernel) as tf.Tensor4D, strides, padding);
}

function buildBatchNorm(call: LayerCall, settings: LayerSettings): Operation {
  const axis = settings.number('axis');
  const rank = call.layer.outputShape.length;
  const isUsual = rank === 4 && (axis === -1 || axis === 3) && call.weights.length === 2;
  if (!isUsual) {
    throw new UnsupportedLayerError(
      `${call.layer.name}: only [B, H, W, C] over C with gamma and beta is known.`,
    );
  }
  const epsilon = settings.number('epsilon');
  const momentum = settings.number('momentum');
  const [gamma = -1, beta = -1] = call.weights;
  return (inputs, state) => {
    const x = pick(inputs, 0) as tf.Tensor4D;
    const result = fusedBatchNorm(x, pick(state.weights, gamma), pick(state.weights, beta), epsilon);
    const { mean, sampleVariance } = result;
    state.batchStatistics.push({ call, mean, sampleVariance, count: x.size / pick(x.shape, 3), momentum });
    return result.y;
  };
}

function buildActivation(name: string, call: LayerCall): (x: tf.Tensor) => tf.Tensor {
  if (name === 'linear') return (x) => x;
  if (name === 'relu') return fusedRelu;
  if (name === 'sigmoid') return (x) => tf.sigmoid(x);
  throw new UnsupportedLayerError(
    `${call.layer.name}: the activation "${name}" is not known to the fast graph.`,
  );
}

function readPoolShape(settings: LayerSettings): PoolShape {
  settings.expect('dataFormat', ['channelsLast', 'channels_last']);
  return {
    size: settings.pair('poolSize'),
    strides: settings.pair('strides'),
    padding: settings.oneOf('padding', ['same', 'valid']),
  };
}

function buildMaxPool(settings: LayerSettings): Operation {
  const shape = readPoolShape(settings);
  if (hasFusedMaxPool()) return (inputs) => fusedMaxPool(pick(inputs, 0) as tf.Tensor4D, shape);
  const { size, strides, padding } = shape;
  return (inputs) => tf.maxPool(pick(inputs, 0) as tf.Tensor4D, [...size], [...strides], padding);
}

function buildAveragePool(settings: LayerSettings): Operation {
  const { size, strides, padding } = readPoolShape(settings);
  return (inputs) => tf.avgPool(pick(inputs, 0) as tf.Tensor4D, [...size], [...strides], padding);
}

function buildDense(call: LayerCall, settings: LayerSettings): Operation {
  const activate = buildActivation(settings.text('activation', 'linear'), call);
  const [kernel = -1, bias] = call.weights;
  return (inputs, state) => {
    const y = tf.matMul(pick(inputs, 0) as tf.Tensor2D, pick(state.weights, kernel) as tf.Tensor2D);
    return activate(bias === undefined ? y : tf.add(y, pick(state.weights, bias)));
  };
}

/** To the layer's own output shape, whose open sizes the layers model has resolved but for the batch. */
function buildReshape(call: LayerCall): Operation {
  const shape = call.layer.outputShape.slice(1).map((size) => {
    if (typeof size !== 'number') throw new UnsupportedLayerError(`${call.layer.name}: its shape is open.`);
    return size;
  });
  return ([x]) => tf.reshape(pick([x], 0), [pick(pick([x], 0).shape, 0), ...shape]);
}

function buildRelu(call: LayerCall, settings: LayerSettings): Operation {
  if (settings.has('maxValue'))
    throw new UnsupportedLayerError(`${call.layer.name}: a capped ReLU is not known.`);
  return (inputs) => fusedRelu(pick(inputs, 0));
}

function buildOperation(call: LayerCall): Operation {
  const settings = readSettings(call.layer);
  switch (call.kind) {
    case 'Conv2D':
      return buildConvolution(call, settings);
    case 'DepthwiseConv2D':
      return buildDepthwiseConvolution(call, settings);
    case 'BatchNormalization':
      return buildBatchNorm(call, settings);
    case 'ReLU':
      return buildRelu(call, settings);
    case 'Activation': {
      const activate = buildActivation(settings.text('activation', ''), call);
      return (inputs) => activate(pick(inputs, 0));
    }
    case 'MaxPooling2D':
      return buildMaxPool(settings);
    case 'AveragePooling2D':
      return buildAveragePool(settings);
    case 'Add':
      return (inputs) => inputs.reduce((sum, x) => tf.add(sum, x));
    case 'Multiply':
      return (inputs) => inputs.reduce((product, x) => tf.mul(product, x));
    case 'Reshape':
      return buildReshape(call);
    case 'GlobalAveragePooling2D':
      return (inputs) => tf.mean(pick(inputs, 0), [1, 2]);
    case 'Flatten':
      return ([x]) => tf.reshape(pick([x], 0), [pick(pick([x], 0).shape, 0), -1]);
    case 'Dense':
      return buildDense(call, settings);
    case 'Dropout':
      return (inputs, state) => {
        state.dropoutsUsed += 1;
        return tf.mul(pick(inputs, 0), pick(state.dropoutMasks, state.dropoutsUsed - 1));
      };
    default:
      throw new UnsupportedLayerError(
        `${call.layer.name}: layers of kind ${call.kind} are not known to the fast graph; use the plain one.`,
      );
  }
}

/**
 * Moves the averages as tfjs' layer does: moving - (moving - batch) (1 - momentum), all layers in one vector.
 * The kernel's variance is the sample's, tfjs' layer averages the population's, hence (count - 1) / count.
 * Disposes the batch's values.
 */
function updateStatistics(moving: tf.Tensor1D, seen: readonly BatchStatistics[]): tf.Tensor1D {
  if (seen.length === 0) return tf.clone(moving);
  const batch: tf.Tensor1D[] = [];
  const scale = new Float32Array(moving.size);
  const share = new Float32Array(moving.size);
  let offset = 0;
  for (const { mean, sampleVariance, count, momentum } of seen) {
    batch.push(mean as tf.Tensor1D, sampleVariance as tf.Tensor1D);
    const end = offset + 2 * mean.size;
    scale.fill(1, offset, offset + mean.size).fill((count - 1) / count, offset + mean.size, end);
    share.fill(1 - momentum, offset, end);
    offset = end;
  }
  const population = tf.mul(tf.concat1d(batch), tf.tensor1d(scale));
  tf.dispose(batch);
  return tf.sub(moving, tf.mul(tf.sub(moving, population), tf.tensor1d(share)));
}

/** Batch norms in the order of the statistics vector, which is the order of the calls. */
function requireStatisticsInOrder(walk: ModelWalk): void {
  const places = walk.calls.flatMap((call) => (call.kind === 'BatchNormalization' ? call.statistics : []));
  const inOrder = places.every((place, i) => place === i) && places.length === walk.statistics.length;
  if (!inOrder)
    throw new UnsupportedLayerError('Moving statistics of layers other than batch norms are not known.');
}

/**
 * Moves a ReLU behind the max pooling that alone reads it: both are monotone, so they commute, and behind the pooling
 * there is a quarter of the values. The gradient is the same: where a window's maximum is not above zero, ReLU stops
 * it, on whichever side it stands.
 */
function moveReluBehindPooling(walk: ModelWalk): LayerCall[] {
  const readersOf = (value: number) => walk.calls.filter(({ inputs }) => inputs.includes(value));
  const calls = [...walk.calls];
  for (const [place, relu] of calls.entries()) {
    const [pool, ...others] = readersOf(relu.output);
    const isPair = relu.kind === 'ReLU' && pool?.kind === 'MaxPooling2D' && others.length === 0;
    if (!isPair || relu.output === walk.logit) continue;
    // The pooling takes the ReLU's place and value number, and the other way round.
    calls[place] = { ...pool, inputs: relu.inputs, output: relu.output };
    calls[calls.indexOf(pool)] = { ...relu, inputs: pool.inputs, output: pool.output };
  }
  return calls;
}

/**
 * Makes the fast training pass of a model.
 *
 * @param walk of the model; its layers are only read
 * @throws UnsupportedLayerError for a layer or setting that it does not know
 */
export function createFastGraph(walk: ModelWalk): TrainingGraph {
  requireStatisticsInOrder(walk);
  const operations = moveReluBehindPooling(walk).map((call) => ({ call, run: buildOperation(call) }));
  return ({ weights, statistics, x, dropoutMasks, lossOf }: PassInput): PassOutput => {
    const batchStatistics: BatchStatistics[] = [];
    let kept: tf.Tensor2D | undefined;
    const { value, grads } = tf.valueAndGrads((...variables: tf.Tensor[]) => {
      const state: PassState = { weights: variables, dropoutMasks, dropoutsUsed: 0, batchStatistics };
      const values: (tf.Tensor | undefined)[] = [x];
      for (const { call, run } of operations) {
        values[call.output] = run(
          call.inputs.map((index) => pick(values, index)),
          state,
        );
      }
      const logits = tf.reshape<tf.Rank.R2>(pick(values, walk.logit), [-1, 1]);
      kept = tf.keep(tf.clone(logits));
      return lossOf(logits);
    })([...weights]);
    if (kept === undefined) throw new Error('The forward pass did not run.');
    const logits = tf.clone(kept);
    kept.dispose();
    return {
      loss: value,
      logits,
      gradients: grads,
      statistics: updateStatistics(statistics, batchStatistics),
    };
  };
}
