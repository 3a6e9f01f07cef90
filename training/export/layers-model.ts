/**
 * Layers model <-> the files of `public/model`: model.json with topology and manifest, and one weight shard.
 */
import { createHash } from 'node:crypto';
import { io } from '@tensorflow/tfjs-core';
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers';
import type { NamedWeight, PackedWeights } from './quantize.ts';

/** Name of the topology file. */
export const MODEL_JSON = 'model.json';
/** Name of the only weight shard. */
export const WEIGHT_SHARD = 'group1-shard1of1.bin';

/** Files in memory, by name. */
export type FileSet = ReadonlyMap<string, Uint8Array>;

/** Copies out the weights of a model, in the model's own order. */
export function readWeights(model: LayersModel): NamedWeight[] {
  return model.weights.map((weight) => ({
    name: weight.originalName,
    shape: weight.shape.map((side) => side ?? 0),
    values: Float32Array.from(weight.read().dataSync()),
  }));
}

/**
 * Makes the two files of a layers model; byte for byte the same for the same weights.
 *
 * @param packed the model's weights, in the model's own order
 */
export function encodeLayersModel(model: LayersModel, packed: PackedWeights): FileSet {
  const topology: unknown = model.toJSON(null, false);
  const json = {
    format: 'layers-model',
    generatedBy: 'Lungfield training on TensorFlow.js',
    convertedBy: null,
    modelTopology: topology,
    weightsManifest: [{ paths: [WEIGHT_SHARD], weights: packed.specs }],
  };
  return new Map([
    [MODEL_JSON, new TextEncoder().encode(JSON.stringify(json))],
    [WEIGHT_SHARD, packed.bytes],
  ]);
}

/**
 * Loads a layers model from its files in memory, exactly as the page does.
 *
 * @returns a model owned by the caller
 * @throws Error when a file is missing or malformed
 */
export async function decodeLayersModel(files: FileSet): Promise<LayersModel> {
  const json = files.get(MODEL_JSON);
  const shard = files.get(WEIGHT_SHARD);
  if (json === undefined || shard === undefined)
    throw new Error(`${MODEL_JSON} or ${WEIGHT_SHARD} is missing.`);
  const parsed: io.ModelJSON = JSON.parse(new TextDecoder().decode(json));
  return loadLayersModel(
    io.fromMemory({
      modelTopology: parsed.modelTopology,
      weightSpecs: parsed.weightsManifest.flatMap((group) => group.weights),
      weightData: shard.slice().buffer,
    }),
  );
}

/** SHA-256 as 64 hex digits over the parts in order. */
export function hashBytes(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
