/**
 * Reads the file that `torch.save` wrote before version 1.6: pickles of a magic number, a protocol number, the writer's
 * machine, the named tensors and the storages' order, then of each storage its count as int64 and its values. (Written down in
 * PyTorch's `torch/serialization.py`, `_legacy_save`.)
 * Invariants: nothing in the file is run, the names that a pickle may call are the four below; the file is read to its last byte.
 */
import { BufferReader, Parser } from 'pickleparser';
import * as v from 'valibot';

/** One tensor as it lies in its file. */
export interface StoredTensor {
  /** PyTorch's order of axes: [out, in, kh, kw] for a convolution. */
  readonly shape: readonly number[];
  /** Step in `values` to the next element along each axis. */
  readonly strides: readonly number[];
  /** In the order of the storage, not of the axes. */
  readonly values: Float32Array;
}

/** The pickle of PyTorch's magic number, an integer of ten bytes. */
const MAGIC = Uint8Array.from([
  0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e,
]);
const PROTOCOL = 1001;
const COUNT_BYTES = 8;

/** Stand for `torch.FloatStorage` and `torch.LongStorage`, which a file only names. */
const floatStorage = (): never => refuseCall('torch.FloatStorage');
const longStorage = (): never => refuseCall('torch.LongStorage');
const BYTES_PER_VALUE = new Map<unknown, number>([
  [floatStorage, 4],
  [longStorage, 8],
]);

function refuseCall(name: string): never {
  throw new RangeError(`The file calls ${name}, which it should only name.`);
}

const SizeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What a pickle names in place of a storage's bytes; the last is a view's place, which newer files have in the tensor. */
const StorageSchema = v.pipe(
  v.strictTuple([v.literal('storage'), v.unknown(), v.string(), v.string(), SizeSchema, v.null()]),
  v.transform(([, kind, key, , count]) => ({ kind, key, count })),
);
type Storage = v.InferOutput<typeof StorageSchema>;

/** A tensor before its storage's bytes are known. */
class NamedTensor {
  readonly storage: Storage;
  readonly shape: readonly number[];
  readonly strides: readonly number[];

  constructor(storage: Storage, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.shape = shape;
    this.strides = strides;
  }
}

/** Arguments of `_rebuild_tensor_v2`: storage, offset, shape, strides, whether it needs gradients, hooks. */
const RebuildSchema = v.strictTuple([
  v.object({ kind: v.unknown(), key: v.string(), count: SizeSchema }),
  v.literal(0, 'A tensor does not begin where its storage does.'),
  v.array(SizeSchema),
  v.array(SizeSchema),
  v.boolean(),
  v.instance(Map),
]);

function rebuildTensor(...args: unknown[]): NamedTensor {
  const [storage, , shape, strides] = v.parse(RebuildSchema, args);
  const count = shape.reduce((product, side) => product * side, 1);
  if (count !== storage.count || strides.length !== shape.length) {
    throw new RangeError(
      `A tensor of shape [${shape.join(', ')}] does not fill its ${storage.count} values.`,
    );
  }
  return new NamedTensor(storage, shape, strides);
}

const CALLABLE = new Map<string, (...args: unknown[]) => object>([
  ['collections.OrderedDict', () => new Map()],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch.FloatStorage', floatStorage],
  ['torch.LongStorage', longStorage],
]);

const parser = new Parser({
  unpicklingTypeOfDictionary: 'Map',
  nameResolver: {
    resolve: (module, name) => {
      const known = CALLABLE.get(`${module}.${name}`);
      if (known === undefined)
        throw new RangeError(`The file names ${module}.${name}, which is not read here.`);
      return known;
    },
  },
  persistentResolver: { resolve: (id: unknown) => v.parse(StorageSchema, id) },
});

/** Of the writer's machine: values of the other byte order would be read wrongly. */
const MachineSchema = v.pipe(
  v.instance(Map<unknown, unknown>),
  v.check((machine) => machine.get('little_endian') === true, 'The file is not little-endian.'),
);
const TensorsSchema = v.map(v.string(), v.instance(NamedTensor));
const KeysSchema = v.array(v.string());

/**
 * @param bytes of the whole file; not changed, not kept
 * @returns the float32 tensors by name, each with values of its own; those of integers (counters) are left out
 * @throws Error when it is not such a file, names anything unknown, or ends early or late
 */
export function readTorchFile(bytes: Uint8Array): Map<string, StoredTensor> {
  if (!MAGIC.every((byte, place) => bytes[place] === byte)) {
    throw new RangeError("The file does not begin with PyTorch's magic number.");
  }
  const reader = new BufferReader(bytes);
  reader.skip(MAGIC.length);
  v.parse(v.literal(PROTOCOL), parser.read(reader));
  v.parse(MachineSchema, parser.read(reader));
  const tensors = v.parse(TensorsSchema, parser.read(reader));
  const keys = v.parse(KeysSchema, parser.read(reader));
  const storages = readStorages(bytes.subarray(reader.position), keys, [...tensors.values()]);
  const read = new Map<string, StoredTensor>();
  for (const [name, { storage, shape, strides }] of tensors) {
    const values = storages.get(storage.key);
    if (values === undefined) throw new RangeError(`The file lacks the storage of ${name}.`);
    if (storage.kind === floatStorage) read.set(name, { shape, strides, values: new Float32Array(values) });
  }
  return read;
}

/** Bytes of each storage by its key, copied, so that they may be looked at as floats whatever their place. */
function readStorages(
  bytes: Uint8Array,
  keys: readonly string[],
  tensors: readonly NamedTensor[],
): Map<string, ArrayBuffer> {
  const kinds = new Map(tensors.map(({ storage }) => [storage.key, storage]));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const storages = new Map<string, ArrayBuffer>();
  let place = 0;
  for (const key of keys) {
    const storage = kinds.get(key);
    const width = BYTES_PER_VALUE.get(storage?.kind);
    if (storage === undefined || width === undefined) {
      throw new RangeError(`No tensor tells what storage ${key} holds.`);
    }
    const begin = place + COUNT_BYTES;
    const end = begin + storage.count * width;
    if (end > bytes.length) throw new RangeError('The file ends early.');
    if (view.getBigInt64(place, true) !== BigInt(storage.count)) {
      throw new RangeError(`Storage ${key} has another number of values than its tensor.`);
    }
    storages.set(key, new Uint8Array(bytes.subarray(begin, end)).buffer);
    place = end;
  }
  if (place !== bytes.length) throw new RangeError('The file goes on behind its last storage.');
  return storages;
}
