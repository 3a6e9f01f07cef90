/**
 * What the page must answer, computed here in Node: the built model, the shared preprocessing and calibration, on tfjs'
 * cpu engine. Independent of the page's decoding, loading and engines.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import * as jpeg from 'jpeg-js';
import { type ModelCard, parseModelCard } from '../../src/model/model-card.ts';
import { extractLuma, type GreyImage, preprocess } from '../../src/model/preprocess.ts';

/** A model in Node's memory. */
export interface Reference {
  readonly card: ModelCard;
  /** The calibrated logit of an image. */
  predictLogit(image: GreyImage): number;
}

/**
 * Loads a model folder as the page would.
 *
 * @throws Error when a file is missing or the card doesn't fit the schema
 */
export async function loadReference(folder: string): Promise<Reference> {
  const card = parseModelCard(JSON.parse(await readFile(join(folder, 'model-card.json'), 'utf8')));
  await tf.setBackend('cpu');
  const model = await loadModel(join(folder, 'model.json'));
  return {
    card,
    predictLogit(image) {
      const side = card.model.inputSizePx;
      const rawLogit = tf.tidy(() => {
        const input = tf.tensor4d(preprocess(image, side), [1, side, side, 1]);
        const [logit] = model.predict(input) as tf.Tensor[];
        return logit.dataSync()[0];
      });
      return card.calibration.scale * rawLogit + card.calibration.offset;
    },
  };
}

interface ModelFile {
  readonly modelTopology: object;
  readonly weightsManifest: ReadonlyArray<{
    readonly paths: readonly string[];
    readonly weights: readonly tf.io.WeightsManifestEntry[];
  }>;
}

async function loadModel(path: string): Promise<LayersModel> {
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(path, 'utf8')) as ModelFile;
  const shards = await Promise.all(
    weightsManifest.flatMap(({ paths }) => paths.map((shard) => readFile(join(dirname(path), shard)))),
  );
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
  return loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
}

/**
 * Decodes an upright JPEG without a browser.
 *
 * @throws Error when it can't be decoded
 */
export function decodeJpeg(bytes: Uint8Array): GreyImage {
  const { width, height, data } = jpeg.decode(bytes, { useTArray: true, maxMemoryUsageInMB: 1024 });
  return { widthPx: width, heightPx: height, pixels: extractLuma(data, 4), white: 255 };
}
