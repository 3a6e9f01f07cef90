/**
 * What the build puts in the place of tfjs-layers, held against the package: the shipped network, on tfjs' plain engine.
 */
import { readFile } from 'node:fs/promises';
import { io, memory, type Tensor, tensor4d, zeros } from '@tensorflow/tfjs-core';
import { loadLayersModel as loadByPackage } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import { makeSelfTestInputs } from '../../model/self-test.ts';
import { activateBackend } from '../backends/backend.ts';
import '@tensorflow/tfjs-backend-cpu';
import { loadVerifiedModel, type VerifiedModel } from '../model-loader.ts';
import { loadLayersModel } from './layers.ts';

const MODEL_FOLDER = new URL('../../../public/model/', import.meta.url);
let model: VerifiedModel;

beforeAll(async () => {
  await activateBackend('cpu');
  model = await loadVerifiedModel(
    MODEL_FOLDER.href,
    async (url) => new Response(await readFile(new URL(url))),
  );
});

test('the built page’s network gives the numbers of the whole package, to the bit, and leaves no tensor', async () => {
  const size = model.card.model.inputSizePx;
  const [film] = makeSelfTestInputs(1, size);
  const before = memory().numTensors;
  const runs = [];
  for (const load of [loadByPackage, loadLayersModel]) {
    const network = await load(io.fromMemory(model.artifacts));
    const input = tensor4d(film, [1, size, size, 1]);
    const outputs = network.predict(input) as Tensor[];
    runs.push({
      names: network.outputNames,
      shapes: outputs.map(({ shape }) => shape),
      values: await Promise.all(outputs.map((output) => output.data())),
    });
    for (const tensor of [input, ...outputs]) tensor.dispose();
    network.dispose();
  }
  expect(runs[1]).toEqual(runs[0]);
  expect(memory().numTensors).toBe(before);
});

test('a network with a weight missing, or without weights, is not built', async () => {
  const { modelTopology, weightSpecs = [], weightData } = model.artifacts;
  const lacking = { modelTopology, weightSpecs: weightSpecs.slice(0, -1), weightData };
  await expect(loadLayersModel(io.fromMemory(lacking))).rejects.toThrow(/weight/i);
  await expect(loadLayersModel(io.fromMemory({ modelTopology }))).rejects.toThrow(TypeError);
});

test('an input of another size is refused', async () => {
  const network = await loadLayersModel(io.fromMemory(model.artifacts));
  const input = zeros([1, 8, 8, 1]);
  expect(() => network.predict(input)).toThrow(RangeError);
  input.dispose();
  network.dispose();
});
