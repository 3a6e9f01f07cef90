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
import { fusedBatchNorm, fusedRelu } from './raw-kernels.ts';
import type { PassInput, PassOutput, TrainingGraph } from './training-graph.ts';

/** A batch's statistics as one layer saw them, to be folded into its moving averages. */
interface BatchStatistics {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
  readonly momentum: number;
  /** Places of moving mean and moving variance. */
  readonly places: readonly number[];
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
    const count = x.size / pick(x.shape, 3);
    // The kernel's variance is the sample's, N/(N-1); tfjs' layer averages the population's.
    const variance = tf.keep(tf.mul(result.sampleVariance, (count - 1) / count));
    result.sampleVariance.dispose();
    state.batchStatistics.push({ mean: result.mean, variance, momentum, places: call.statistics });
    return result.y;
  };
}

function buildActivation(name: string, call: LayerCall): (x: tf.Tensor) => tf.Tensor {
  if (name === 'linear') return (x) => x;
  if (name === 'relu') return fusedRelu;
  throw new UnsupportedLayerError(
    `${call.layer.name}: the activation "${name}" is not known to the fast graph.`,
  );
}

function buildPooling(settings: LayerSettings, pool: typeof tf.maxPool): Operation {
  const size = settings.pair('poolSize');
  const strides = settings.pair('strides');
  const padding = settings.oneOf('padding', ['same', 'valid']);
  settings.expect('dataFormat', ['channelsLast', 'channels_last']);
  return ([x]) => pool(x as tf.Tensor4D, size, strides, padding);
}

function buildDense(call: LayerCall, settings: LayerSettings): Operation {
  const activate = buildActivation(settings.text('activation', 'linear'), call);
  const [kernel = -1, bias] = call.weights;
  return (inputs, state) => {
    const y = tf.matMul(pick(inputs, 0) as tf.Tensor2D, pick(state.weights, kernel) as tf.Tensor2D);
    return activate(bias === undefined ? y : tf.add(y, pick(state.weights, bias)));
  };
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
    case 'BatchNormalization':
      return buildBatchNorm(call, settings);
    case 'ReLU':
      return buildRelu(call, settings);
    case 'Activation': {
      const activate = buildActivation(settings.text('activation', ''), call);
      return (inputs) => activate(pick(inputs, 0));
    }
    case 'MaxPooling2D':
      return buildPooling(settings, tf.maxPool);
    case 'AveragePooling2D':
      return buildPooling(settings, tf.avgPool);
    case 'Add':
      return (inputs) => inputs.reduce((sum, x) => tf.add(sum, x));
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

/** Moves the averages as tfjs' layer does: moving - (moving - batch) (1 - momentum). Disposes the batch's values. */
function updateStatistics(moving: readonly tf.Tensor[], seen: readonly BatchStatistics[]): tf.Tensor[] {
  const updated = [...moving];
  for (const { mean, variance, momentum, places } of seen) {
    [mean, variance].forEach((batch, i) => {
      const place = pick(places, i);
      const old = pick(moving, place);
      updated[place] = tf.sub(old, tf.mul(tf.sub(old, batch), 1 - momentum));
      batch.dispose();
    });
  }
  return updated;
}

/**
 * Makes the fast training pass of a model.
 *
 * @param walk of the model; its layers are only read
 * @throws UnsupportedLayerError for a layer or setting that it does not know
 */
export function createFastGraph(walk: ModelWalk): TrainingGraph {
  const operations = walk.calls.map((call) => ({ call, run: buildOperation(call) }));
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
