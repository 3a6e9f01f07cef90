/** The kernels that the built page registers on WebAssembly, held against tfjs' plain engine. */
import { fileURLToPath } from 'node:url';
import '@tensorflow/tfjs-backend-cpu';
import { dispose, env, io, randomNormal, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { ArchitectureConfig } from '../../model/architecture.ts';
import {
  buildWithWeights,
  SMALL_INVERTED,
  SMALL_NETWORKS,
  SMALL_RESIDUAL,
  saveToMemory,
} from '../../model/fixtures/small-networks.ts';
import { activateBackend } from '../backends/activate.ts';
import type { EngineName } from '../engine-name.ts';
import { type LayersModel, loadLayersModel } from './layers.ts';
import { setWasmPaths } from './wasm.ts';

beforeAll(() => {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const binary = import.meta.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm');
  setWasmPaths(fileURLToPath(new URL('./', binary)));
});

async function runOn(engine: EngineName, network: LayersModel, sizePx: number): Promise<Float32Array[]> {
  await activateBackend(engine);
  const input = randomNormal([2, sizePx, sizePx, 1], 0, 1, 'float32', 5);
  const outputs = tidy(() => network.predict(input)) as Tensor[];
  const values = await Promise.all(outputs.map((output) => output.data<'float32'>()));
  dispose([input, ...outputs]);
  return values.map((part) => part.slice());
}

const NETWORKS: readonly (readonly [string, ArchitectureConfig])[] = [
  ...SMALL_NETWORKS,
  ['residual, its channels weighed', { ...SMALL_RESIDUAL, squeeze: 2 }],
  ['residual, antialiased', { ...SMALL_RESIDUAL, antialiased: true }],
  // Sides that "same" padding treats otherwise: odd ones.
  ['inverted residual, of an odd side', { ...SMALL_INVERTED, inputSizePx: 21 }],
];

test.each(NETWORKS)(
  'a small network (%s) has its kernels, and they give the same numbers',
  async (_, config) => {
    await activateBackend('cpu');
    const built = buildWithWeights(config, { normalization: 'folded', seed: 3 });
    const artifacts = await saveToMemory(built);
    built.dispose();
    const network = await loadLayersModel(io.fromMemory(artifacts));
    const expected = await runOn('cpu', network, config.inputSizePx);
    const actual = await runOn('wasm', network, config.inputSizePx);
    for (const [place, part] of expected.entries()) {
      expect(Math.max(...part.map(Math.abs))).toBeGreaterThan(0.01);
      const differences = part.map((value, index) => Math.abs(value - actual[place][index]));
      expect(Math.max(...differences)).toBeLessThan(1e-5);
    }
    network.dispose();
  },
);
