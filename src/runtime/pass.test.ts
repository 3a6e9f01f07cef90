/**
 * What a film was computed together with must not show in its numbers: the shipped model on tfjs' own wasm.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { env } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { makeSelfTestInputs } from '../model/self-test.ts';
import { activateBackend } from './backends/activate.ts';
import { ON_PROCESSOR } from './backends/backend.ts';
import { loadClassifier } from './layers-classifier.ts';
import { loadVerifiedModel } from './model-loader.ts';

const MODEL_FOLDER = new URL('../../public/model/', import.meta.url);
const WASM_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')),
  'wasm-out/',
);

test('on wasm a film has the same numbers alone and with others in a pass, to the bit', async () => {
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(WASM_FOLDER);
  await activateBackend('wasm');
  const model = await loadVerifiedModel(
    MODEL_FOLDER.href,
    async (url) => new Response(await readFile(new URL(url))),
  );
  const classifier = await loadClassifier(model, {
    ...ON_PROCESSOR,
    name: 'wasm',
    precision: 'float32',
    stop: () => undefined,
  });
  const films = makeSelfTestInputs(8, model.card.model.inputSizePx);
  const alone = [];
  for (const film of films) alone.push(...(await classifier.predict([film])));
  for (const size of [2, model.selfTest.rawLogits.length, films.length]) {
    for (let start = 0; start + size <= films.length; start += 1) {
      const together = await classifier.predict(films.slice(start, start + size));
      expect(together).toEqual(alone.slice(start, start + size));
    }
  }
  classifier.dispose();
});
