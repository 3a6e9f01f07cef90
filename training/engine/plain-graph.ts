/**
 * The training pass on tfjs' own layers: runs on every backend, and is the reference that the fast graph is held to.
 *
 * The one thing not left to the layers is dropout, whose masks come from the caller's seeded generator.
 * Invariant: the model's variables are scratch; what counts is what the caller passes in.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  listStatisticVariables,
  listWeightVariables,
  type ModelWalk,
  UnsupportedLayerError,
} from './layer-walk.ts';
import { pick } from './pick.ts';
import type { PassInput, PassOutput, TrainingGraph } from './training-graph.ts';
import { flatten, unflatten } from './weight-layout.ts';

/** Applies a layer in training mode and narrows tfjs' union return type. */
function applyLayer(layer: ModelWalk['calls'][number]['layer'], inputs: tf.Tensor[]): tf.Tensor {
  const [only] = inputs;
  const output = layer.apply(inputs.length === 1 && only !== undefined ? only : inputs, { training: true });
  if (output instanceof tf.Tensor) return output;
  throw new UnsupportedLayerError(`The layer ${layer.name} gave no single tensor.`);
}

function forward(walk: ModelWalk, x: tf.Tensor, dropoutMasks: readonly tf.Tensor[]): tf.Tensor2D {
  const values: (tf.Tensor | undefined)[] = [x];
  let dropout = 0;
  for (const call of walk.calls) {
    const inputs = call.inputs.map((index) => pick(values, index));
    if (call.kind === 'Dropout') {
      values[call.output] = tf.mul(pick(inputs, 0), pick(dropoutMasks, dropout));
      dropout += 1;
    } else {
      values[call.output] = applyLayer(call.layer, inputs);
    }
  }
  return pick(values, walk.logit).as2D(-1, 1);
}

/**
 * Makes the plain training pass of a model.
 *
 * @param model its variables are overwritten by every pass; not owned
 * @param walk of the same model
 */
export function createPlainGraph(model: LayersModel, walk: ModelWalk): TrainingGraph {
  const weightVariables = listWeightVariables(model);
  const statisticVariables = listStatisticVariables(model);
  const trainable = weightVariables.map((variable) => {
    const value = variable.read();
    if (value instanceof tf.Variable) return value;
    throw new UnsupportedLayerError(`${variable.originalName} is not a variable.`);
  });
  return ({ weights, statistics, x, dropoutMasks, lossOf }: PassInput): PassOutput => {
    for (const [i, variable] of weightVariables.entries()) variable.write(pick(weights, i));
    const moving = unflatten(statistics, walk.statistics);
    for (const [i, variable] of statisticVariables.entries()) variable.write(pick(moving, i));
    let logits: tf.Tensor2D | undefined;
    const { value, grads } = tf.variableGrads(() => {
      const output = forward(walk, x, dropoutMasks);
      logits = tf.keep(tf.clone(output));
      return lossOf(output);
    }, trainable);
    if (logits === undefined) throw new Error('The forward pass did not run.');
    const kept = logits;
    const scoped = tf.clone(kept);
    kept.dispose();
    return {
      loss: value,
      logits: scoped,
      gradients: trainable.map((variable) => {
        const gradient = grads[variable.name];
        if (gradient === undefined) throw new Error(`There is no gradient of ${variable.name}.`);
        return gradient;
      }),
      statistics: flatten(statisticVariables.map((variable) => variable.read())),
    };
  };
}
