/**
 * Builds the site into dist/. Invariants: every address in it is relative, so that it works from any sub-path of any
 * static host; nothing is inlined, so that the content security policy needs no exception; heavy parts (charts, the wasm
 * and cpu engines, decoders) stay in the chunks that their dynamic imports make.
 */
import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { cutForTheStart } from './scripts/lib/chunks.mjs';
import { leanTfjs } from './scripts/lib/lean-tfjs.mjs';
import { createLicenceCollector } from './scripts/lib/licences.mjs';
import { addMetaPolicy } from './scripts/lib/meta-policy.mjs';
import { createPrecacheIntegrity } from './scripts/lib/precache-integrity.mjs';
import { addPreloadLinks } from './scripts/lib/preload-links.mjs';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Constants of the source, for either build. */
export const APP_CONSTANTS = { __APP_VERSION__: JSON.stringify(version) };

/** What either build is made for. */
export const BUILD_TARGET = { target: 'es2022', modulePreload: { polyfill: false } };

const collectLicences = createLicenceCollector();
const precacheIntegrity = createPrecacheIntegrity();

export default defineConfig({
  base: './',
  define: APP_CONSTANTS,
  build: {
    ...BUILD_TARGET,
    assetsInlineLimit: 0,
    // tfjs' core and its WebGL engine are one lump by nature: 600 kB before compression.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { output: { codeSplitting: cutForTheStart() } },
  },
  worker: { format: 'es', plugins: () => [collectLicences()] },
  plugins: [
    react(),
    leanTfjs(),
    addMetaPolicy(),
    addPreloadLinks(),
    precacheIntegrity.plugin,
    collectLicences(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/service-worker',
      filename: 'offline.worker.ts',
      // runtime/offline.ts registers it: it must wait for the page and tell when all is held.
      injectRegister: null,
      injectManifest: {
        rollupFormat: 'iife',
        buildPlugins: { vite: [collectLicences()] },
        globPatterns: ['**/*'],
        globIgnores: ['offline.worker.js', 'README.md'],
        maximumFileSizeToCacheInBytes: 32 * 1024 * 1024,
        // Names with a content hash need no second one: they may come from the browser's cache.
        dontCacheBustURLsMatching: /^assets\//,
        manifestTransforms: [precacheIntegrity.transform],
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
