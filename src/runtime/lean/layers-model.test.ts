/**
 * What the build puts in the place of tfjs-layers, held against the package: the shipped network and small ones, on tfjs' plain
 * engine.
 */
import { readFile } from 'node:fs/promises';
import { dispose, io, memory, profile, randomNormal, type Tensor, tidy, zeros } from '@tensorflow/tfjs-core';
import * as tf from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { buildWithWeights, SMALL_NETWORKS, saveToMemory } from '../../model/fixtures/small-networks.ts';
import { activateBackend } from '../backends/activate.ts';
import '@tensorflow/tfjs-backend-cpu';
import { loadVerifiedModel } from '../model-loader.ts';
import type { LayersModel } from './layers.ts';

const MODEL_FOLDER = new URL('../../../public/model/', import.meta.url);

let loadLayersModel: typeof import('./layers.ts').loadLayersModel;
/** Networks as their files have them, by name. */
const networks = new Map<string, io.ModelArtifacts>();
/** What the package's own loader and layers make of each. */
const byPackage = new Map<string, Awaited<ReturnType<typeof run>>>();

/** Depthwise layers that no kernel does in one, and one without a bias. */
function buildOdd(): tf.LayersModel {
  const input = tf.input({ shape: [6, 6, 2], name: 'film' });
  const settings = { kernelSize: 3, depthwiseInitializer: tf.initializers.randomUniform({ seed: 1 }) };
  const curved = tf.layers.depthwiseConv2d({ ...settings, activation: 'tanh', name: 'curved' });
  const first = tf.layers.depthwiseConv2d({ ...settings, dataFormat: 'channelsFirst', name: 'first' });
  const plain = tf.layers.depthwiseConv2d({ ...settings, useBias: false, padding: 'same', name: 'plain' });
  const turn = tf.layers.permute({ dims: [3, 1, 2] });
  const outputs = [curved.apply(input), first.apply(turn.apply(input)), plain.apply(input)];
  return tf.model({ inputs: input, outputs: outputs as tf.SymbolicTensor[] });
}

beforeAll(async () => {
  await activateBackend('cpu');
  const shipped = await loadVerifiedModel(
    MODEL_FOLDER.href,
    async (url) => new Response(await readFile(new URL(url))),
  );
  networks.set('shipped', shipped.artifacts);
  for (const [name, config] of SMALL_NETWORKS)
    await keep(name, buildWithWeights(config, { normalization: 'folded', seed: 3 }));
  await keep('odd', buildOdd());
  for (const [name, artifacts] of networks) {
    const network = await tf.loadLayersModel(io.fromMemory(artifacts));
    expect(network).toBeInstanceOf(tf.LayersModel);
    byPackage.set(name, await run(network));
    network.dispose();
  }
  // Not before: its classes take the package's places in tfjs' registry, and the package's loader would build of them.
  ({ loadLayersModel } = await import('./layers.ts'));
});

async function keep(name: string, network: tf.LayersModel): Promise<void> {
  networks.set(name, await saveToMemory(network));
  network.dispose();
}

async function loadLean(name: string): Promise<LayersModel> {
  return loadLayersModel(io.fromMemory(networks.get(name) ?? {}));
}

/** What a network gives for two films of noise, the same ones each time. */
async function run(network: tf.LayersModel | LayersModel) {
  const sides = network.inputs[0].shape.slice(1).map((side) => side ?? 0);
  const input = randomNormal([2, ...sides], 0, 1, 'float32', 5);
  const outputs = tidy(() => network.predict(input)) as Tensor[];
  const values = await Promise.all(outputs.map((output) => output.data<'float32'>()));
  dispose([input, ...outputs]);
  return { names: network.outputNames, shapes: outputs.map(({ shape }) => shape), values };
}

test.each(['shipped', ...SMALL_NETWORKS.map(([name]) => name), 'odd'])(
  'the built page’s network (%s) gives the numbers of the whole package, to the bit, and leaves no tensor',
  async (name) => {
    const before = memory().numTensors;
    const network = await loadLean(name);
    const [actual, expected] = [await run(network), byPackage.get(name)];
    network.dispose();
    expect(actual).toEqual(expected);
    // Networks that give zeros would agree whatever was left out.
    for (const part of actual.values) expect(Math.max(...part.map(Math.abs))).toBeGreaterThan(0.01);
    expect(memory().numTensors).toBe(before);
  },
);

test('a depthwise convolution with its bias and its ReLU is one kernel', async () => {
  const network = await loadLean('inverted residual');
  const { kernelNames } = await profile(() => {
    tidy(() => {
      network.predict(zeros([1, 16, 16, 1]));
    });
  });
  network.dispose();
  // The only ReLU left is the feature map's.
  expect(kernelNames).toEqual(expect.arrayContaining(['FusedDepthwiseConv2D', 'FusedConv2D', 'Add', 'Relu']));
  expect(kernelNames).not.toContain('DepthwiseConv2dNative');
});

test('a network with a weight missing, or without weights, is not built', async () => {
  const { modelTopology, weightSpecs = [], weightData } = networks.get('shipped') ?? {};
  const lacking = { modelTopology, weightSpecs: weightSpecs.slice(0, -1), weightData };
  await expect(loadLayersModel(io.fromMemory(lacking))).rejects.toThrow(/weight/i);
  await expect(loadLayersModel(io.fromMemory({ modelTopology }))).rejects.toThrow(TypeError);
});

test('an input of another size is refused', async () => {
  const network = await loadLean('shipped');
  const input = zeros([1, 8, 8, 1]);
  expect(() => network.predict(input)).toThrow(RangeError);
  input.dispose();
  network.dispose();
});
