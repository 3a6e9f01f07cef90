/**
 * Builds the site into dist/. Invariants: every address in it is relative, so that it works from any sub-path of any
 * static host; nothing is inlined, so that the content security policy needs no exception; heavy parts (charts, the wasm
 * and cpu engines, decoders) stay in the chunks that their dynamic imports make.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import type { ManifestTransform } from 'workbox-build';
import { META_POLICY, REFERRER_POLICY } from './scripts/lib/security-headers.mjs';

const DIST = fileURLToPath(new URL('./dist/', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Writes the policy into the built page, before anything that it governs. */
function addMetaPolicy(): Plugin {
  return {
    name: 'lungfield-meta-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: META_POLICY },
        injectTo: 'head-prepend',
      },
      {
        tag: 'meta',
        attrs: { name: 'referrer', content: REFERRER_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/**
 * Gives each precached file its SHA-256: the browser then refuses a file of another build (a deployment half done, a
 * proxy's stale copy), the worker's installation fails as a whole, and the version before stays in charge.
 */
const addIntegrity: ManifestTransform = async (entries) => ({
  manifest: await Promise.all(
    entries.map(async (entry) => {
      const bytes = await readFile(`${DIST}${entry.url}`);
      return { ...entry, integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}` };
    }),
  ),
});

export default defineConfig({
  base: './',
  define: { __APP_VERSION__: JSON.stringify(version) },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // tfjs' core and its WebGL engine are one lump by nature: 600 kB before compression.
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es' },
  plugins: [
    react(),
    addMetaPolicy(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'offline.worker.ts',
      // runtime/offline.ts registers it: it must wait for the page and tell when all is held.
      injectRegister: null,
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['**/*'],
        globIgnores: ['offline.worker.js', 'README.md'],
        maximumFileSizeToCacheInBytes: 32 * 1024 * 1024,
        // Names with a content hash need no second one: they may come from the browser's cache.
        dontCacheBustURLsMatching: /^assets\//,
        manifestTransforms: [addIntegrity],
      },
      manifest: {
        name: 'Lungfield',
        short_name: 'Lungfield',
        description:
          'Splits a paediatric chest radiograph between normal and pneumonia, in the browser. Research use only.',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#0b0b0b',
        theme_color: '#0b0b0b',
        icons: [
          { src: './icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: './icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: './icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
});
