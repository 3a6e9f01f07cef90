/** Generated films in several forms, and the model as ONNX: nothing of it is a patient's, nothing needs native code. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withModules } from '../lib/load-modules.mjs';
import { ROOT } from '../lib/paths.mjs';

/** Films of a drop: as many as are made, given again under other names. */
const DISTINCT_FILMS = 6;
/** About the size of the published originals. */
const FULL = /** @type {const} */ ({ widthPx: 1300, heightPx: 1000, bitDepth: 8 });

/** @typedef {import('../lib/load-modules.mjs').Load} Load */

/**
 * @param {string} folder
 * @returns {Promise<{ drop: string[], small: string[] }>} names of the films of a drop, full size and as published copies
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
  await writeFile(join(folder, 'jpeg-2000.dcm'), await makeDicom(load));
  return { drop, small };
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
  return withModules((load) => writeOnnxFile(path, load));
}

/**
 * @param {string} path
 * @param {Load} load
 */
async function writeOnnxFile(path, load) {
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
  const model = await loadLayersModel(io.fromMemory({ modelTopology, weightSpecs: weights, weightData }));
  const bytes = await encodeOnnx(
    buildOnnxModel(model, { producerVersion: 'bench', docString: '', metadata: {} }),
  );
  model.dispose();
  await writeFile(path, bytes);
  return bytes.length;
}
