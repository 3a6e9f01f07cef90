import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-node';
import jpeg from 'jpeg-js';
import { loadImageCache } from './cache.ts';
import { scanDataset } from './dataset.ts';
import { DecodeError, decodeGrey, pureDecoder } from './decode.ts';
import { nativeDecoder } from './decode-native.ts';

/**
 * 16 x 8 CMYK JPEG with an Adobe marker: K = 55 on the left half, K = 205 on the right, no other ink, so grey 200 and 50.
 * Made by Pillow: `Image.new('CMYK', (16, 8), (0, 0, 0, 55))`, the right half set to (0, 0, 0, 205), quality 95.
 */
const CMYK_JPEG = Buffer.from(
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9/K/fyv38r9IKKKK/mnr/2Q==',
  'base64',
);

const maxDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index])), 0);

void describe('the native decoder', () => {
  void test('reads a CMYK JPEG as the grey it prints', () => {
    const image = decodeGrey(CMYK_JPEG, nativeDecoder);
    assert.deepEqual([image.widthPx, image.heightPx, image.white], [16, 8, 255]);
    const expected = Array.from({ length: 16 * 8 }, (_, index) => (index % 16 < 8 ? 200 : 50));
    assert.ok(maxDifference(image.pixels, expected) <= 1);
  });

  void test('agrees with the pure decoder on an RGB JPEG of a grey film to two grey levels', () => {
    const rgba = new Uint8Array(40 * 24 * 4);
    for (let i = 0; i < 40 * 24; i += 1) rgba.fill(40 + ((i * 3) % 160), 4 * i, 4 * i + 4);
    const bytes = jpeg.encode({ width: 40, height: 24, data: rgba }, 90).data;
    const [native, pure] = [decodeGrey(bytes, nativeDecoder), decodeGrey(bytes, pureDecoder)];
    assert.equal(native.pixels.length, 40 * 24);
    assert.ok(maxDifference(native.pixels, pure.pixels) <= 2);
  });

  void test('gives a truncated JPEG a code and leaks no tensor', () => {
    const before = tf.memory().numTensors;
    assert.throws(
      () => decodeGrey(CMYK_JPEG.subarray(0, 200), nativeDecoder),
      (error: unknown) => error instanceof DecodeError && error.code === 'corrupt-image',
    );
    decodeGrey(CMYK_JPEG, nativeDecoder);
    assert.equal(tf.memory().numTensors, before);
  });
});

const sharedData = path.resolve(import.meta.dirname, '../../../shared/data');
const skip = existsSync(sharedData) ? false : '../shared/data is not there';
void test('all images of the development data decode, none is left out', { skip }, async () => {
  const cacheFolder = await mkdtemp(path.join(tmpdir(), 'lungfield-cache-'));
  try {
    const dataset = await scanDataset(path.join(sharedData, 'chest_xray'));
    const cache = await loadImageCache(dataset, { decoder: nativeDecoder, cacheFolder });
    assert.equal(cache.images.length, 5232);
    assert.deepEqual(cache.skipped, []);
    assert.equal(cache.sha256, dataset.sha256);
  } finally {
    await rm(cacheFolder, { recursive: true });
  }
});

void test('the full-size originals decode to their own size in one channel', { skip }, async () => {
  for (const label of ['NORMAL', 'PNEUMONIA']) {
    const folder = path.join(sharedData, 'originals', label);
    for (const name of (await readdir(folder)).slice(0, 4)) {
      const image = decodeGrey(await readFile(path.join(folder, name)), nativeDecoder);
      assert.equal(image.pixels.length, image.widthPx * image.heightPx);
    }
  }
});
