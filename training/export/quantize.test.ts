import { describe, expect, it } from 'vitest';
import { packUint16 } from './quantize.ts';

const WEIGHTS = [
  { name: 'a', shape: [3], values: Float32Array.of(-1, 0, 3) },
  { name: 'b', shape: [2], values: Float32Array.of(0.25, 0.25) },
];

describe('packUint16', () => {
  it('spreads each tensor over its own range: -1, 0, 3 becomes 0, 16384, 65535', () => {
    const { specs, bytes } = packUint16(WEIGHTS);
    expect(specs[0].quantization).toEqual({ dtype: 'uint16', min: -1, scale: 4 / 65535 });
    const view = new DataView(bytes.buffer);
    expect([0, 2, 4].map((offset) => view.getUint16(offset, true))).toEqual([0, 16384, 65535]);
  });

  it('keeps a constant tensor exactly', () => {
    const { specs, bytes } = packUint16(WEIGHTS);
    expect(specs[1].quantization).toEqual({ dtype: 'uint16', min: 0.25, scale: 1 });
    expect(Array.from(bytes.subarray(6))).toEqual([0, 0, 0, 0]);
  });
});
