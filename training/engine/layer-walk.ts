/**
 * Reads a layers model as a list of calls, so that both training graphs are derived from the shared definition and
 * can't drift from it. Neither graph knows the architecture; they know kinds of layers.
 *
 * Invariants: calls are in topological order; every call has one output; weights keep the order of `model.layers`.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A layer of a layers model (tfjs-layers exports no type for it by name). */
export type ModelLayer = LayersModel['layers'][number];

/** A layer or a setting of one that a training graph cannot run. */
export class UnsupportedLayerError extends Error {
  override name = 'UnsupportedLayerError';
}

/** One layer applied once. */
export interface LayerCall {
  readonly layer: ModelLayer;
  /** Class name as registered with tfjs, for example `Conv2D`. */
  readonly kind: string;
  /** Value numbers of the inputs; value 0 is the model's input. */
  readonly inputs: readonly number[];
  /** Value number of the output. */
  readonly output: number;
  /** Places of this layer's trainable weights in `ModelWalk.weights`. */
  readonly weights: readonly number[];
  /** Places of this layer's moving statistics in `ModelWalk.statistics`. */
  readonly statistics: readonly number[];
}

/** One weight or statistic: a name that is the same in every build of the model, and its shape. */
export interface WeightInfo {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A model as both graphs see it. */
export interface ModelWalk {
  readonly calls: readonly LayerCall[];
  /** Value number of the logit. */
  readonly logit: number;
  readonly weights: readonly WeightInfo[];
  readonly statistics: readonly WeightInfo[];
}

type LayerVariable = ModelLayer['trainableWeights'][number];

/** `stem_conv/kernel`: without the suffix that tfjs adds when a process builds the model twice. */
function describeVariable(layer: ModelLayer, variable: LayerVariable): WeightInfo {
  const leaf = variable.originalName.split('/').at(-1) ?? variable.originalName;
  const shape = variable.shape.map((size) => {
    if (size === null)
      throw new UnsupportedLayerError(`The weight ${variable.originalName} has an open shape.`);
    return size;
  });
  return { name: `${layer.name}/${leaf}`, shape };
}

/**
 * Lists the calls that lead from the model's input to its first output, the logit.
 *
 * @param model one input; nothing in it is changed or kept
 * @throws UnsupportedLayerError for several inputs, a layer used twice, a layer with several outputs, or regularisers
 */
export function walkModel(model: LayersModel): ModelWalk {
  const [input] = model.inputs;
  const [logitTensor] = model.outputs;
  if (input === undefined || logitTensor === undefined || model.inputs.length !== 1) {
    throw new UnsupportedLayerError(
      'A training graph takes a model with one input and the logit as first output.',
    );
  }
  const valueByTensor = new Map([[input.id, 0]]);
  const calls: LayerCall[] = [];
  const weights: WeightInfo[] = [];
  const statistics: WeightInfo[] = [];
  for (const layer of model.layers) {
    if (layer.getClassName() === 'InputLayer') continue;
    const [node] = layer.inboundNodes;
    const [output] = node?.outputTensors ?? [];
    if (node === undefined || output === undefined || layer.inboundNodes.length !== 1) {
      throw new UnsupportedLayerError(`The layer ${layer.name} is not used exactly once.`);
    }
    if (layer.losses.length > 0)
      throw new UnsupportedLayerError(`The layer ${layer.name} has a regulariser.`);
    const inputs = node.inputTensors.map((tensor) => {
      const value = valueByTensor.get(tensor.id);
      if (value === undefined)
        throw new UnsupportedLayerError(`The layer ${layer.name} has an unknown input.`);
      return value;
    });
    const value = valueByTensor.size;
    valueByTensor.set(output.id, value);
    calls.push({
      layer,
      kind: layer.getClassName(),
      inputs,
      output: value,
      weights: layer.trainableWeights.map((v) => weights.push(describeVariable(layer, v)) - 1),
      statistics: layer.nonTrainableWeights.map((v) => statistics.push(describeVariable(layer, v)) - 1),
    });
  }
  const logit = valueByTensor.get(logitTensor.id);
  if (logit === undefined) throw new UnsupportedLayerError('No layer gives the first output.');
  return { calls, logit, weights, statistics };
}

/** Variables of a model in the order of `ModelWalk.weights`. */
export function listWeightVariables(model: LayersModel): LayerVariable[] {
  return model.layers.flatMap((layer) => layer.trainableWeights);
}

/** Variables of a model in the order of `ModelWalk.statistics`. */
export function listStatisticVariables(model: LayersModel): LayerVariable[] {
  return model.layers.flatMap((layer) => layer.nonTrainableWeights);
}

/** A dropout layer that wants a mask at every step. */
export interface DropoutInfo {
  readonly layer: string;
  /** Share of units dropped, 0 to 1 (exclusive). */
  readonly rate: number;
  /** Units of one image: a mask has batch x units values. */
  readonly units: number;
  /** The layer's output shape without the batch. */
  readonly shape: readonly number[];
}

/** The model's dropout layers in the order in which masks are given. */
export function listDropouts(walk: ModelWalk): DropoutInfo[] {
  return walk.calls
    .filter((call) => call.kind === 'Dropout')
    .map(({ layer }) => {
      const rate = layer.getConfig().rate;
      if (typeof rate !== 'number') throw new UnsupportedLayerError(`The layer ${layer.name} has no rate.`);
      const shape = layer.outputShape.slice(1).map((size) => {
        if (typeof size !== 'number')
          throw new UnsupportedLayerError(`The layer ${layer.name} has an open shape.`);
        return size;
      });
      const units = shape.reduce((product, size) => product * size, 1);
      return { layer: layer.name, rate, units, shape };
    });
}
