import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode as encodePng } from 'fast-png';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadImageCache, preprocessFile, readInputs } from './cache.ts';
import { type Dataset, hashImages, scanDataset } from './dataset.ts';
import { pureDecoder } from './decode.ts';

/** A 16 x 12 grey PNG whose values depend on the seed. */
function film(seed: number): Uint8Array {
  const data = new Uint8Array(16 * 12).map((_, index) => (index * seed) % 251);
  return encodePng({ width: 16, height: 12, data, channels: 1 });
}

let folder = '';
let dataset: Dataset;
const load = () =>
  loadImageCache(dataset, { decoder: pureDecoder, cacheFolder: path.join(folder, 'cache'), sizePx: 8 });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lungfield-cache-'));
  await mkdir(path.join(folder, 'set/train/NORMAL'), { recursive: true });
  await mkdir(path.join(folder, 'set/train/PNEUMONIA'), { recursive: true });
  await writeFile(path.join(folder, 'set/train/NORMAL/a.png'), film(3));
  await writeFile(path.join(folder, 'set/train/NORMAL/broken.png'), film(5).slice(0, 60));
  await writeFile(path.join(folder, 'set/train/PNEUMONIA/b.png'), film(7));
  dataset = await scanDataset(path.join(folder, 'set'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the preprocessed set', () => {
  test('leaves out a broken image, lists it, and hashes what is left', async () => {
    const cache = await load();
    expect(cache.images.map((image) => image.path)).toEqual(['train/NORMAL/a.png', 'train/PNEUMONIA/b.png']);
    expect(cache.skipped).toMatchObject([{ path: 'train/NORMAL/broken.png', reason: 'corrupt-image' }]);
    expect(cache.pixels).toHaveLength(2 * 8 * 8);
    expect(cache.sha256).toBe(hashImages(cache.images));
    expect(cache.sha256).not.toBe(dataset.sha256);
    expect([cache.wasCached, cache.warning]).toEqual([false, null]);
  });

  test('gives inputs that equal the exact ones up to the rounding to 8 bits', async () => {
    const cache = await load();
    const [inputs, exact] = [readInputs(cache, [1]), await preprocessFile(cache.images[1], pureDecoder, 8)];
    // Rounding moves a grey value by at most 0.5/255; these films have a standard deviation of about 0.1 and more.
    inputs.forEach((value, index) => {
      expect(Math.abs(value - exact[index])).toBeLessThan(0.05);
    });
  });

  test('is read from disk the second time, bit for bit', async () => {
    const first = await load();
    const progress: number[] = [];
    const second = await loadImageCache(dataset, {
      decoder: pureDecoder,
      cacheFolder: path.join(folder, 'cache'),
      sizePx: 8,
      onProgress: (done) => progress.push(done),
    });
    expect(second.wasCached).toBe(true);
    expect(progress).toEqual([]);
    expect([...second.pixels]).toEqual([...first.pixels]);
    expect(second.images).toEqual(first.images);
    expect(second.skipped).toEqual(first.skipped);
  });

  test('is made again, with a warning, when its file is damaged', async () => {
    const first = await load();
    const cacheFolder = path.join(folder, 'cache');
    const name = (await readdir(cacheFolder)).find((file) => file.endsWith('.u8')) ?? '';
    const bytes = await readFile(path.join(cacheFolder, name));
    bytes[5] = 255 - bytes[5];
    await writeFile(path.join(cacheFolder, name), bytes);
    const second = await load();
    expect(second.wasCached).toBe(false);
    expect(second.warning).toContain('is damaged');
    expect([...second.pixels]).toEqual([...first.pixels]);
    expect((await load()).wasCached).toBe(true);
  });

  test('does without a cache that cannot be written, and says so', async () => {
    await writeFile(path.join(folder, 'cache'), 'a file where the folder should be');
    const cache = await load();
    expect(cache.images).toHaveLength(2);
    expect(cache.warning).toContain('could not be written');
  });
});
