/** Builds the bench's own page beside the app: the same sources, with what it is held against. */
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { compressSite } from '../lib/compress-site.mjs';
import { ROOT } from '../lib/paths.mjs';
import { makeOnnxFile } from './make-files.mjs';

const ORT_FILES = ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'];

/**
 * @param {string} folder to build into
 * @returns {Promise<{ onnxBytes: number }>}
 */
export async function buildBenchPage(folder) {
  await build({
    configFile: false,
    root: join(ROOT, 'scripts', 'bench', 'page'),
    base: './',
    logLevel: 'error',
    define: { __APP_VERSION__: '"bench"' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2022',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
    },
    worker: { format: 'es' },
  });
  await cp(join(ROOT, 'public', 'model'), join(folder, 'model'), { recursive: true });
  await mkdir(join(folder, 'ort'), { recursive: true });
  for (const name of ORT_FILES) {
    await cp(join(ROOT, 'node_modules', 'onnxruntime-web', 'dist', name), join(folder, 'ort', name));
  }
  const onnxBytes = await makeOnnxFile(join(folder, 'ort', 'lungfield.onnx'));
  await compressSite(folder);
  return { onnxBytes };
}
