/** Purpose: the tensors that a trainer keeps from step to step, and their way from and to models and checkpoints. */
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { AdamwVectors } from './flat-adamw.ts';
import {
  listStatisticVariables,
  listWeightVariables,
  type ModelWalk,
  type WeightInfo,
  walkModel,
} from './layer-walk.ts';
import { pick } from './pick.ts';
import type { TrainerState } from './trainer-state.ts';
import { flatten, unflatten } from './weight-layout.ts';

/** The optimiser's vectors and [S] the moving statistics; owned by whoever holds them. */
export type HeldVectors = AdamwVectors & { readonly statistics: tf.Tensor1D };

/** Frees all five. */
export function disposeHeld(held: HeldVectors): void {
  tf.dispose([held.weights, held.m, held.v, held.average, held.statistics]);
}

/** The model's present weights and statistics, with moments of zero. */
export function readModel(model: LayersModel): HeldVectors {
  return tf.tidy(() => {
    const weights = flatten(listWeightVariables(model).map((variable) => variable.read()));
    const statistics = flatten(listStatisticVariables(model).map((variable) => variable.read()));
    // A model with a single vector of weights would otherwise lend its own tensor.
    return {
      weights: tf.clone(weights),
      m: tf.zerosLike(weights),
      v: tf.zerosLike(weights),
      average: tf.clone(weights),
      statistics: tf.clone(statistics),
    };
  });
}

function requireSameLayout(have: readonly WeightInfo[], given: readonly WeightInfo[], what: string): void {
  if (JSON.stringify(have) !== JSON.stringify(given)) {
    throw new Error(`The ${what} of the given state or model are not those of this trainer's model.`);
  }
}

/**
 * Copies a vector of weights, and the statistics, into a model.
 *
 * @param walk of the model that the vectors are of
 * @throws Error when `target` has other weights
 */
export function writeModel(
  target: LayersModel,
  walk: ModelWalk,
  weightVector: tf.Tensor1D,
  statisticVector: tf.Tensor1D,
): void {
  const targetWalk = walkModel(target);
  requireSameLayout(walk.weights, targetWalk.weights, 'weights');
  requireSameLayout(walk.statistics, targetWalk.statistics, 'statistics');
  tf.tidy(() => {
    const weights = unflatten(weightVector, walk.weights);
    const statistics = unflatten(statisticVector, walk.statistics);
    for (const [i, variable] of listWeightVariables(target).entries()) variable.write(pick(weights, i));
    for (const [i, variable] of listStatisticVariables(target).entries()) variable.write(pick(statistics, i));
  });
}

function copyOut(vector: tf.Tensor1D): Float32Array {
  return new Float32Array(vector.dataSync());
}

/** The engine may read an array only at first use; a copy keeps the caller free to change its own. */
function copyIn(values: Float32Array): tf.Tensor1D {
  return tf.tensor1d(values.slice());
}

function copyLayout(infos: readonly WeightInfo[]): { name: string; shape: number[] }[] {
  return infos.map(({ name, shape }) => ({ name, shape: [...shape] }));
}

/** A copy of the vectors as plain arrays. */
export function saveHeld(held: HeldVectors, walk: ModelWalk, stepCount: number): TrainerState {
  return {
    stepCount,
    layout: { weights: copyLayout(walk.weights), statistics: copyLayout(walk.statistics) },
    weights: copyOut(held.weights),
    m: copyOut(held.m),
    v: copyOut(held.v),
    average: copyOut(held.average),
    statistics: copyOut(held.statistics),
  };
}

/** New vectors from plain arrays; throws when they are of a model with other weights than `walk`. */
export function loadHeld(state: TrainerState, walk: ModelWalk): HeldVectors {
  requireSameLayout(walk.weights, state.layout.weights, 'weights');
  requireSameLayout(walk.statistics, state.layout.statistics, 'statistics');
  return {
    weights: copyIn(state.weights),
    m: copyIn(state.m),
    v: copyIn(state.v),
    average: copyIn(state.average),
    statistics: copyIn(state.statistics),
  };
}
