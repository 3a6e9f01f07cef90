import { resolveObjectURL } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { locateFile, readFile } from './files.ts';
import { getPack } from './packed.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, index) => index);
const packed = gzipSync(bytes);
const damaged = Uint8Array.from(packed);
damaged[packed.length - 6] ^= 1;

const encode = (data: Uint8Array): string => Buffer.from(data).toString('base64');

beforeEach(() => {
  vi.stubGlobal('fetch', () => expect.unreachable('nothing is fetched'));
  const files = { 'a/b.bin': encode(packed), damaged: encode(damaged), text: 'no base64 é' };
  vi.stubGlobal('lungfieldPack', { files, workers: {} });
});
afterEach(() => vi.unstubAllGlobals());

describe('readFile of the single file', () => {
  it('gives the bytes that were packed', async () => {
    const response = await readFile('a/b.bin');
    expect(response.ok).toBe(true);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it('answers 404 for what the page does not hold, whatever objects inherit', async () => {
    for (const path of ['a/c.bin', 'constructor', '__proto__']) {
      expect((await readFile(path)).status, path).toBe(404);
    }
  });

  it('gives nothing of a damaged file, so that its check fails', async () => {
    for (const path of ['damaged', 'text']) {
      expect((await (await readFile(path)).arrayBuffer()).byteLength, path).toBe(0);
    }
  });
});

describe('locateFile of the single file', () => {
  it('gives an address in the page’s own memory, with the type that WebAssembly asks for', async () => {
    const url = await locateFile('a/b.bin');
    expect(url).toMatch(/^blob:/);
    const blob = resolveObjectURL(url);
    expect(blob?.type).toBe('application/wasm');
    expect(new Uint8Array((await blob?.arrayBuffer()) ?? [])).toEqual(bytes);
    URL.revokeObjectURL(url);
  });

  it('throws for what the page does not hold', async () => {
    await expect(locateFile('a/c.bin')).rejects.toThrow('a/c.bin');
  });
});

describe('getPack', () => {
  it('throws where the page was not unpacked', () => {
    vi.stubGlobal('lungfieldPack', undefined);
    expect(() => getPack()).toThrow('unpacked');
  });
});
