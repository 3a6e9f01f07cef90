/** Generated films in several forms, and the model as ONNX: nothing of it is a patient's, nothing needs native code. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withModules } from '../lib/load-modules.mjs';
import { ROOT } from '../lib/paths.mjs';
import { formatGraph, readSidePx } from './native-graph.mjs';

/** Films of a drop: as many as are made, given again under other names. */
const DISTINCT_FILMS = 6;
/** Sides of the square films that show how cost grows with pixels: a quarter of a megapixel to sixteen. */
const GROWTH_SIDES_PX = [500, 1000, 1500, 2000, 3000, 4000];
/** About the size of the published originals. */
const FULL = /** @type {const} */ ({ widthPx: 1300, heightPx: 1000, bitDepth: 8 });

/** @typedef {import('../lib/load-modules.mjs').Load} Load */

/**
 * @param {string} folder
 * @returns {Promise<{ drop: string[], small: string[], sizes: { name: string, megapixels: number }[] }>} names of the films of a drop, full
 *   size and as published copies; and of films of growing size
 */
export function makeFilms(folder) {
  return withModules((load) => writeFilms(folder, load));
}

/**
 * @param {string} folder
 * @param {Load} load
 */
async function writeFilms(folder, load) {
  /** @type {typeof import('../../training/synth/film.ts')} */
  const { makeFilm } = await load('training/synth/film.ts');
  /** @type {typeof import('../../training/synth/encode.ts')} */
  const { encodeFilm } = await load('training/synth/encode.ts');
  await mkdir(folder, { recursive: true });
  const drop = [];
  const small = [];
  for (let seed = 1; seed <= DISTINCT_FILMS; seed += 1) {
    const kind = seed % 2 === 0 ? 'normal' : 'pneumonia';
    const film = makeFilm({ kind, seed, ...FULL });
    drop.push(`full-${seed}.jpg`);
    await writeFile(join(folder, `full-${seed}.jpg`), encodeFilm(film, { format: 'jpeg', quality: 90 }));
    if (seed === 1) await writeFile(join(folder, 'full.png'), encodeFilm(film, { format: 'png' }));
    const copy = makeFilm({ kind, seed, ...FULL, widthPx: 224, heightPx: 224 });
    small.push(`small-${seed}.jpg`);
    await writeFile(join(folder, `small-${seed}.jpg`), encodeFilm(copy, { format: 'jpeg', quality: 75 }));
  }
  const sizes = [];
  for (const sidePx of GROWTH_SIDES_PX) {
    const film = makeFilm({ kind: 'normal', seed: 1, bitDepth: 8, widthPx: sidePx, heightPx: sidePx });
    const name = `square-${sidePx}.jpg`;
    await writeFile(join(folder, name), encodeFilm(film, { format: 'jpeg', quality: 90 }));
    sizes.push({ name, megapixels: sidePx ** 2 / 1e6 });
  }
  await writeFile(join(folder, 'jpeg-2000.dcm'), await makeDicom(load));
  return { drop, small, sizes };
}

/**
 * A CR of 10 megapixels and 12 bits, JPEG 2000 without loss.
 *
 * @param {Load} load
 */
async function makeDicom(load) {
  /** @type {typeof import('../../src/image/dicom/fixtures/encode-frames.ts')} */
  const { encodeFrame } = await load('src/image/dicom/fixtures/encode-frames.ts');
  /** @type {typeof import('../../src/image/dicom/fixtures/write-dicom.ts')} */
  const { describeImage, writeDicom } = await load('src/image/dicom/fixtures/write-dicom.ts');
  const [widthPx, heightPx] = [3648, 2736];
  let seed = 1;
  const values = Array.from({ length: widthPx * heightPx }, (_, at) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    const shade = 2000 + 1500 * Math.sin((at % widthPx) / 400) * Math.cos(at / widthPx / 300);
    return Math.floor(shade + (seed >> 25));
  });
  const frame = await encodeFrame('jpeg-2000', { widthPx, heightPx, bits: 12, values });
  return writeDicom(describeImage({ widthPx, heightPx, bitsStored: 12 }), {
    syntax: '1.2.840.10008.1.2.4.90',
    fragments: [frame],
  });
}

/**
 * @param {string} path to write
 * @returns {Promise<number>} its bytes
 */
export function makeOnnxFile(path) {
  return withModules(async (load) => {
    const { bytes } = await drawOnnx(load);
    await writeFile(path, bytes);
    return bytes.length;
  });
}

/**
 * What native engines read: the ONNX file, the same graph as JSON, the self-test's inputs as float32.
 *
 * @param {string} folder
 * @returns {Promise<{ onnx: string, graph: string, inputs: string }>} their paths
 */
export function makeNativeFiles(folder) {
  return withModules(async (load) => {
    /** @type {typeof import('../../src/model/self-test.ts')} */
    const { makeSelfTestInputs } = await load('src/model/self-test.ts');
    /** @type {typeof import('../../src/model/spec.ts')} */
    const { OUTPUT_NAMES } = await load('src/model/spec.ts');
    const { model, bytes } = await drawOnnx(load);
    const sidePx = await readSidePx();
    await mkdir(folder, { recursive: true });
    const files = {
      onnx: join(folder, 'lungfield.onnx'),
      graph: join(folder, 'graph.json'),
      inputs: join(folder, 'inputs.f32'),
    };
    await writeFile(files.onnx, bytes);
    await writeFile(files.graph, formatGraph(model, { sidePx, logit: OUTPUT_NAMES.logit }));
    const inputs = makeSelfTestInputs(4, sidePx).map(({ buffer }) => Buffer.from(buffer));
    await writeFile(files.inputs, Buffer.concat(inputs));
    return files;
  });
}

/** @param {Load} load */
async function drawOnnx(load) {
  await import('@tensorflow/tfjs-backend-cpu');
  const { io } = await import('@tensorflow/tfjs-core');
  const { loadLayersModel } = await import('@tensorflow/tfjs-layers');
  /** @type {typeof import('../../training/export/onnx/onnx-graph.ts')} */
  const { buildOnnxModel } = await load('training/export/onnx/onnx-graph.ts');
  /** @type {typeof import('../../training/export/onnx/onnx-file.ts')} */
  const { encodeOnnx } = await load('training/export/onnx/onnx-file.ts');
  const folder = join(ROOT, 'public', 'model');
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const [{ paths, weights }] = weightsManifest;
  const weightData = new Uint8Array(await readFile(join(folder, paths[0]))).buffer;
  const network = await loadLayersModel(io.fromMemory({ modelTopology, weightSpecs: weights, weightData }));
  const model = buildOnnxModel(network, { producerVersion: 'bench', docString: '', metadata: {} });
  network.dispose();
  return { model, bytes: await encodeOnnx(model) };
}
