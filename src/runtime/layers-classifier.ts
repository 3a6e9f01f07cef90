/**
 * The classifier on tfjs: one layers model on the active backend.
 * Invariants: no tensor outlives a call; numbers read from a backend that was lost meanwhile are never returned.
 */
import { io, type Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { measureCellOffset } from '../model/cell-offset.ts';
import { profileFeatureMap } from '../model/profile.ts';
import { type Head, projectFeatureMap, readHead } from '../model/saliency.ts';
import { OUTPUT_NAMES } from '../model/spec.ts';
import type { Backend } from './backends/backend.ts';
import { type Classifier, EngineLostError, type MappedPrediction } from './classifier.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';

/**
 * Loads the network's weights onto a backend.
 *
 * @param backend the active one
 * @returns owned by the caller (`dispose()`)
 * @throws LockError `model-invalid` when the network has not the shape that the card states
 */
export async function loadClassifier(model: VerifiedModel, backend: Backend): Promise<Classifier> {
  const network = await loadNetwork(model);
  const { inputSizePx } = model.card.model;
  const { head, offset } = await readMapOf(network, inputSizePx);
  return {
    engine: backend.name,
    card: model.card,
    bias: head.bias,
    predict: (inputs) =>
      backend.underWatch(() => predict({ network, head, offset }, backend, inputs, inputSizePx)),
    dispose: () => {
      network.dispose();
    },
  };
}

async function loadNetwork({ card, artifacts }: VerifiedModel): Promise<LayersModel> {
  let network: LayersModel;
  try {
    network = await loadLayersModel(io.fromMemory(artifacts));
  } catch (error) {
    throw new LockError('model-invalid', 'The network cannot be built from its files.', { cause: error });
  }
  const size = card.model.inputSizePx;
  const shapes = [network.inputs, network.outputs].map((tensors) => tensors.map(({ shape }) => shape.join()));
  const names = [OUTPUT_NAMES.logit, OUTPUT_NAMES.featureMap, OUTPUT_NAMES.embedding];
  const fits =
    shapes[0].join() === `,${size},${size},1` &&
    network.outputNames.join() === names.join() &&
    shapes[1][0] === ',1' &&
    shapes[1][2] === `,${card.familiarity.embeddingSize}`;
  if (fits) return network;
  network.dispose();
  throw new LockError('model-invalid', 'The network has not the inputs and outputs that its card states.');
}

/** Head and geometry of the very network that computes; a network without them has no map. */
async function readMapOf(
  network: LayersModel,
  sizePx: number,
): Promise<{ readonly head: Head; readonly offset: number }> {
  try {
    const offset = measureCellOffset(network, OUTPUT_NAMES.featureMap) / sizePx;
    return { head: await readHead(network), offset };
  } catch (error) {
    network.dispose();
    if (!(error instanceof TypeError)) throw error;
    throw new LockError('model-invalid', error.message, { cause: error });
  }
}

/** A network with what its map needs. */
interface Loaded {
  readonly network: LayersModel;
  readonly head: Head;
  /** As in `Grid`. */
  readonly offset: number;
}

async function predict(
  { network, head, offset }: Loaded,
  backend: Backend,
  inputs: readonly Float32Array[],
  sizePx: number,
): Promise<MappedPrediction[]> {
  if (backend.isLost()) throw new EngineLostError('The engine was lost before the computation.');
  const batch = new Float32Array(inputs.length * sizePx * sizePx);
  for (const [index, input] of inputs.entries()) batch.set(input, index * sizePx * sizePx);
  let outputs: Tensor[] = [];
  try {
    outputs = tidy(() => {
      const results = network.predict(tensor4d(batch, [inputs.length, sizePx, sizePx, 1]));
      if (!Array.isArray(results)) throw new TypeError('The network gave a single output.');
      return results;
    });
    const [, rows = 0, columns = 0, channels = 0] = outputs[1].shape;
    const [logits, featureMaps, embeddings] = await readOutputs(outputs, backend);
    return inputs.map((_, index) => {
      // The map is small: profile and activations are made of it here, in the same arithmetic on every engine.
      const map = { rows, columns, channels, values: viewRow(featureMaps, index, inputs.length) };
      return {
        rawLogit: logits[index],
        embedding: viewRow(embeddings, index, inputs.length).slice(),
        profile: profileFeatureMap(map),
        activation: { columns, rows, offset, values: projectFeatureMap(map, head.kernel) },
      };
    });
  } catch (error) {
    if (error instanceof EngineLostError || !backend.isLost()) throw error;
    throw new EngineLostError('The engine was lost in the computation.', { cause: error });
  } finally {
    for (const output of outputs) output.dispose();
  }
}

/** One input's part of a batch's numbers: a view that holds the batch, so what is kept is copied. */
function viewRow(values: Float32Array, row: number, rows: number): Float32Array {
  const length = values.length / rows;
  return values.subarray(row * length, (row + 1) * length);
}

/** The outputs' numbers, unless the backend is lost before they are all there. */
async function readOutputs(outputs: readonly Tensor[], backend: Backend): Promise<Float32Array[]> {
  const lost = new EngineLostError('The engine was lost in the computation.');
  const values = await new Promise<Float32Array[]>((resolve, reject) => {
    // A lost WebGL context never signals its fence: without this the read would wait for ever.
    const stopListening = backend.onLost(() => reject(lost));
    Promise.all(outputs.map((output) => output.data<'float32'>()))
      .then(resolve, reject)
      .finally(stopListening);
  });
  if (backend.isLost()) throw lost;
  return values;
}
