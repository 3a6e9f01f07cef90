import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withInitialPages } from './wasm-memory.ts';

const HEADER = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
/** A module that has and exports a memory of these limits. */
const makeModule = (...limits: number[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([...HEADER, 5, limits.length + 1, 1, ...limits, 7, 5, 1, 1, 0x6d, 2, 0]);

async function pagesOf(code: Uint8Array<ArrayBuffer>): Promise<number> {
  const { instance } = await WebAssembly.instantiate(code);
  const memory = instance.exports.m;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error('No memory.');
  const pages = memory.buffer.byteLength / 65536;
  // It can still grow as far as it could.
  expect(memory.grow(1)).toBe(pages);
  return pages;
}

describe('withInitialPages', () => {
  it.each([
    ['one byte', [0, 8], 2, 2],
    ['two bytes, a maximum behind it', [1, 0xa0, 6, 0x80, 0x80, 2], 16, 16],
    ['as many as there are', [0, 8], 8, 8],
    ['more than one byte holds', [0, 0xa0, 6], 200, 200],
  ])('lets a memory begin smaller: %s', async (_, limits, pages, expected) => {
    const code = makeModule(...limits);
    const before = [...code];
    expect(await pagesOf(withInitialPages(code, pages))).toBe(expected);
    expect([...code]).toEqual(before);
  });

  it.each([
    ['of which more are asked for than it begins with', makeModule(0, 8), 9],
    ['that is shared', makeModule(3, 1, 2), 1],
    ['that is not there', Uint8Array.from(HEADER), 1],
    ['that is cut off', makeModule(0, 0xa0).subarray(0, 13), 1],
  ])('refuses a memory %s', (_, code, pages) => {
    expect(() => withInitialPages(code, pages)).toThrow(RangeError);
  });

  it('leaves the JPEG decoder a module that begins with a megabyte', () => {
    const code = readFileSync(
      'node_modules/@cornerstonejs/codec-libjpeg-turbo-8bit/dist/libjpegturbowasm_decode.wasm',
    );
    const changed = withInitialPages(code, 16);
    expect(code.length - changed.length).toBe(1);
    expect(WebAssembly.validate(changed)).toBe(true);
  });
});
