import { describe, expect, it } from 'vitest';
import { readPublished } from './starting-weights.ts';
import { writeTorchFile } from './test-kit.ts';
import { readTorchFile } from './torch-file.ts';

const NORM = { name: '_bn0.weight', shape: [2], strides: [1], values: [0.5, -2] };
/** [out 2, in 3, kh 1, kw 1], stored in TensorFlow's order. */
const KERNEL = { name: 'conv', shape: [2, 3, 1, 1], strides: [1, 2, 6, 6], values: [1, 2, 3, 4, 5, 6] };

describe('readTorchFile', () => {
  it('gives each float tensor the values of its own storage and leaves counters out', () => {
    const read = readTorchFile(writeTorchFile([NORM, KERNEL]));
    expect([...read.keys()]).toEqual(['_bn0.weight', 'conv']);
    expect(read.get('_bn0.weight')).toEqual({ shape: [2], strides: [1], values: Float32Array.of(0.5, -2) });
    expect([...(read.get('conv')?.values ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('reads a file at an odd place of a larger buffer', () => {
    const file = writeTorchFile([NORM]);
    const buffer = new Uint8Array(file.length + 3);
    buffer.set(file, 3);
    expect(readTorchFile(buffer.subarray(3)).get('_bn0.weight')?.values).toEqual(Float32Array.of(0.5, -2));
  });

  it.each([
    ['another protocol', { protocol: 1002 }, /1001/],
    ['the other byte order', { isLittleEndian: false }, /not little-endian/],
    ['a tensor that begins inside of its storage', { offset: 1 }, /does not begin where its storage does/],
    ['a name that could run code', { rebuild: 'os system' }, /names os\.system/],
    ['another count before the values than in the tensor', { count: 5 }, /another number of values/],
  ] as const)('refuses %s', (_, fault, message) => {
    expect(() => readTorchFile(writeTorchFile([NORM], fault))).toThrow(message);
  });

  it('refuses a tensor that is not of the size of its storage', () => {
    expect(() => readTorchFile(writeTorchFile([{ ...NORM, shape: [3] }]))).toThrow(
      '[3] does not fill its 2 values',
    );
  });

  it('refuses what is no such file, and one that ends early or late', () => {
    const file = writeTorchFile([NORM]);
    expect(() => readTorchFile(new TextEncoder().encode('PK\x03\x04 a newer file is a zip'))).toThrow(
      'magic',
    );
    expect(() => readTorchFile(file.subarray(0, file.length - 1))).toThrow('ends early');
    expect(() => readTorchFile(file.subarray(0, 100))).toThrow('end of');
    expect(() => readTorchFile(Buffer.concat([file, Buffer.alloc(1)]))).toThrow('goes on');
  });
});

describe('readPublished', () => {
  it("renames the axes of what lies in TensorFlow's order", () => {
    const depthwise = {
      name: 'depthwise',
      shape: [2, 1, 1, 3],
      strides: [1, 1, 6, 2],
      values: [1, 2, 3, 4, 5, 6],
    };
    const dense = { name: 'dense', shape: [2, 3], strides: [1, 2], values: [1, 2, 3, 4, 5, 6] };
    const published = readPublished(writeTorchFile([NORM, KERNEL, depthwise, dense]));
    expect(published.get('_bn0.weight')).toEqual({ shape: [2], values: Float32Array.of(0.5, -2) });
    expect(published.get('conv')?.shape).toEqual([1, 1, 3, 2]);
    expect(published.get('depthwise')?.shape).toEqual([1, 3, 1, 2]);
    expect(published.get('dense')?.shape).toEqual([3, 2]);
    expect([...(published.get('depthwise')?.values ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("refuses a tensor in PyTorch's own order", () => {
    const own = { ...KERNEL, strides: [3, 1, 1, 1] };
    expect(() => readPublished(writeTorchFile([own]))).toThrow("conv does not lie in TensorFlow's order");
  });
});
