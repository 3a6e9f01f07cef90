/**
 * tfjs-layers' `LayersModel` and its loader without `compile`, `fit` and `evaluate`: what is left reads an exported network and runs it.
 * Invariant: a pass gives the whole package's numbers, bit for bit: it is the same executor over the same layers, but without a
 * copy of input and outputs for each 32 of a batch.
 */
import { dispose, io, type NamedTensorMap, serialization, type Tensor } from '@tensorflow/tfjs-core';
import { Container } from '@tensorflow/tfjs-layers/dist/engine/container';
import { execute, FeedDict } from '@tensorflow/tfjs-layers/dist/engine/executor';
import type { PyJsonValue } from '@tensorflow/tfjs-layers/dist/keras_format/types';
import { deserialize } from '@tensorflow/tfjs-layers/dist/layers/serialization';
import { convertPythonicToTs } from '@tensorflow/tfjs-layers/dist/utils/serialization_utils';

/** A network of one input. */
export class LayersModel extends Container {
  /** Its name in model.json. */
  static className = 'Model';

  /**
   * @param input a batch of the network's input; the caller's to dispose
   * @returns one tensor of an output each, in their order, or the only one; the caller's to dispose, best by a `tidy` around the call
   * @throws RangeError when the input has not the network's shape
   */
  predict(input: Tensor): Tensor | Tensor[] {
    const [expected] = this.feedInputShapes;
    const fits =
      input.rank === expected.length &&
      expected.every((side, axis) => side === null || side === input.shape[axis]);
    if (!fits) throw new RangeError(`The input is of ${input.shape.join(' x ')}.`);
    const feeds = new FeedDict([{ key: this.inputs[0], value: input }]);
    const outputs = execute(this.outputs, feeds) as Tensor[];
    return outputs.length === 1 ? outputs[0] : outputs;
  }
}
serialization.registerClass(LayersModel);

/**
 * Builds an exported network with its weights.
 *
 * @param handler of `io.fromMemory`
 * @returns the caller's to dispose
 * @throws Error when the topology names what is not here, or a weight is missing, left over or of another shape
 */
export async function loadLayersModel(handler: io.IOHandler): Promise<LayersModel> {
  const { modelTopology, weightData, weightSpecs } = (await handler.load?.()) ?? {};
  if (modelTopology === undefined || weightData === undefined || weightSpecs === undefined) {
    throw new TypeError('The network has no topology or no weights.');
  }
  const config = convertPythonicToTs(modelTopology as PyJsonValue) as serialization.ConfigDict;
  // The last argument: weights begin as zeros, since each is replaced at once.
  const network = deserialize(config, {}, true);
  if (!(network instanceof LayersModel)) throw new TypeError('The topology is of no network.');
  const weights: NamedTensorMap = io.decodeWeights(weightData, weightSpecs);
  try {
    network.loadWeights(weights, true);
  } finally {
    dispose(weights);
  }
  return network;
}
