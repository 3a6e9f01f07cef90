/** What is timed: this app's own engine and model, the same weights elsewhere, and a network of another size. */
import { io, matMul, randomUniform, type Tensor, tensor4d, tidy, zeros } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import { makeSelfTestInputs } from '../../../src/model/self-test.ts';
import { OUTPUT_NAMES } from '../../../src/model/spec.ts';
import type { Backend } from '../../../src/runtime/backends/backend.ts';
// Behind the package, whose own it replaces: the app's page runs these convolutions so.
import '../../../src/runtime/lean/depthwise-conv2d.ts';
import { wasmDriver } from '../../../src/runtime/backends/wasm.ts';
import { webglDriver } from '../../../src/runtime/backends/webgl.ts';
import { webgpuDriver } from '../../../src/runtime/backends/webgpu.ts';
import { loadClassifier } from '../../../src/runtime/layers-classifier.ts';
import { loadVerifiedModel } from '../../../src/runtime/model-loader.ts';
import { verifyClassifier } from '../../../src/runtime/verify.ts';
import { keep } from './keep.ts';
import { buildMobileNet } from './mobilenet.ts';

/** Runs a batch of this size, to the numbers. */
export type Subject = (batch: number) => Promise<Float32Array>;

const DRIVERS = { wasm: wasmDriver, webgl: webglDriver, webgpu: webgpuDriver };

const loadModel = keep(() =>
  loadVerifiedModel(new URL('model/', document.baseURI).href, (url) => fetch(url)),
);

/** Made once: drawing four films takes longer than a pass, and would be timed with it. */
const makeFilms = keep(async () => makeSelfTestInputs(4, (await loadModel()).card.model.inputSizePx));

async function makeInputs(batch: number): Promise<Float32Array[]> {
  const made = await makeFilms();
  return Array.from({ length: batch }, (_, at) => made[at % made.length]);
}

async function startBackend(name: keyof typeof DRIVERS): Promise<Backend> {
  return DRIVERS[name].start(true);
}

/** The app's own call: verified, logit, embedding, profile and map of one pass. */
export async function makeApp(name: keyof typeof DRIVERS): Promise<Subject> {
  const loaded = await loadModel();
  const backend = await startBackend(name);
  const classifier = await loadClassifier(loaded, backend);
  await verifyClassifier(classifier, loaded, backend.precision);
  return async (batch) => {
    const predictions = await classifier.predict(await makeInputs(batch));
    return Float32Array.from(predictions, ({ rawLogit }) => rawLogit);
  };
}

/** The same network on the same engine, its logit alone. */
export async function makePlain(name: keyof typeof DRIVERS): Promise<Subject> {
  const { artifacts, card } = await loadModel();
  await startBackend(name);
  const network = await loadLayersModel(io.fromMemory(artifacts));
  const side = card.model.inputSizePx;
  return async (batch) => {
    const data = joinInputs(await makeInputs(batch), side);
    const logit = tidy(() => (network.predict(tensor4d(data, [batch, side, side, 1])) as Tensor[])[0]);
    const values = await logit.data<'float32'>();
    logit.dispose();
    return values;
  };
}

function joinInputs(inputs: readonly Float32Array[], side: number): Float32Array {
  const data = new Float32Array(inputs.length * side * side);
  for (const [at, input] of inputs.entries()) data.set(input, at * side * side);
  return data;
}

/** The same weights in onnxruntime-web, all its outputs read. */
export async function makeOnnx(threads: number): Promise<Subject> {
  // Late: the app's own cold start must not carry it.
  const { InferenceSession, Tensor: OrtTensor, env: ortEnv } = await import('onnxruntime-web/wasm');
  ortEnv.wasm.numThreads = threads;
  ortEnv.wasm.wasmPaths = new URL('ort/', document.baseURI).href;
  const session = await InferenceSession.create(new URL('ort/lungfield.onnx', document.baseURI).href);
  const { card } = await loadModel();
  const side = card.model.inputSizePx;
  return async (batch) => {
    const data = joinInputs(await makeInputs(batch), side);
    const input = new OrtTensor('float32', data, [batch, side, side, 1]);
    const outputs = await session.run({ [session.inputNames[0]]: input });
    return outputs[OUTPUT_NAMES.logit].data as Float32Array;
  };
}

/** tfjs on the same engine with a network of MobileNetV2's size. */
export async function makeMobileNet(name: keyof typeof DRIVERS): Promise<Subject> {
  await startBackend(name);
  const network = buildMobileNet();
  return async (batch) => {
    const output = tidy(() => network.predict(zeros([batch, 224, 224, 3])) as Tensor);
    const values = await output.data<'float32'>();
    output.dispose();
    return values;
  };
}

/** Multiplications and additions of one pass, convolutions and dense layers alone: two for each weight used. */
export async function countFlops(): Promise<{ readonly flops: number; readonly parameters: number }> {
  const { artifacts } = await loadModel();
  await startBackend('wasm');
  const network = await loadLayersModel(io.fromMemory(artifacts));
  const flops = network.layers.reduce((sum, layer) => sum + flopsOf(layer), 0);
  return { flops, parameters: network.countParams() };
}

function flopsOf(layer: LayersModel['layers'][number]): number {
  const kernel = layer.getWeights()[0];
  if (kernel === undefined) return 0;
  const [, ...place] = layer.outputShape as number[];
  const positions = place.slice(0, -1).reduce((product, side) => product * side, 1);
  return 2 * kernel.size * positions;
}

/** Operations a second of the engine's own matrix product, the best of several: what the network could reach at most. */
export async function measurePeak(): Promise<number> {
  await startBackend('wasm');
  const side = 512;
  const [a, b] = [randomUniform([side, side]), randomUniform([side, side])];
  let bestMs = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 12; run += 1) {
    const startMs = performance.now();
    const product = matMul(a, b);
    await product.data();
    bestMs = Math.min(bestMs, performance.now() - startMs);
    product.dispose();
  }
  return (2 * side ** 3) / (bestMs / 1000);
}
