import { expect, test } from 'vitest';
import { makePreloadLinks } from './preload-links.mjs';

type Bundle = Parameters<typeof makePreloadLinks>[1];

const BUNDLE = {
  'assets/engine-parts-1.js': {
    type: 'chunk',
    fileName: 'assets/engine-parts-1.js',
    facadeModuleId: '/x/src/runtime/engine-parts.ts',
    imports: ['assets/core-1.js'],
    moduleIds: [],
  },
  'assets/wasm-1.js': {
    type: 'chunk',
    fileName: 'assets/wasm-1.js',
    imports: ['assets/core-1.js'],
    moduleIds: ['/x/node_modules/@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js'],
  },
  'assets/tfjs-backend-wasm-simd-1.wasm': { type: 'asset' },
} as unknown as Bundle;

const hrefs = (html: string): unknown[] =>
  makePreloadLinks(html, BUNDLE, ['model-card.json']).map(({ attrs }) => attrs?.href);

test('engine, what it imports, its binary and the model are linked', () => {
  expect(hrefs('<head></head>')).toEqual([
    './assets/engine-parts-1.js',
    './assets/core-1.js',
    './assets/wasm-1.js',
    './assets/tfjs-backend-wasm-simd-1.wasm',
    './model/model-card.json',
  ]);
});

test('what Vite has linked already is not linked again', () => {
  const links = hrefs('<link rel="modulepreload" crossorigin href="./assets/core-1.js">');
  expect(links).not.toContain('./assets/core-1.js');
  expect(links).toHaveLength(4);
});

test('a build without the engine fails', () => {
  expect(() => makePreloadLinks('', {}, [])).toThrow('no wasm engine');
});
