/**
 * Builds the site into one file, dist-single/lungfield.html: see scripts/lib/single-file.mjs.
 * Invariants: the same source as the site, but for src/delivery; no chunk, address or file is left outside of the page.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { leanTfjs } from './scripts/lib/lean-tfjs.mjs';
import { createLicenceCollector } from './scripts/lib/licences.mjs';
import { packIntoOneFile } from './scripts/lib/single-file.mjs';
import { APP_CONSTANTS, BUILD_TARGET } from './vite.config.ts';

const SINGLE = fileURLToPath(new URL('./src/delivery/single-file/', import.meta.url));

const collectLicences = createLicenceCollector();

export default defineConfig({
  base: './',
  define: APP_CONSTANTS,
  resolve: { alias: [{ find: /^.*\/delivery\/hosted\//, replacement: SINGLE }] },
  build: {
    ...BUILD_TARGET,
    outDir: 'dist-single',
    // The plugin takes what it needs of public/.
    copyPublicDir: false,
    cssCodeSplit: false,
    // The plugin puts fonts into the style sheet, and packs all else.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 8000,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
  // A file of the build is asked for by its path: there is no address to put before it.
  experimental: {
    renderBuiltUrl: (path, { hostType }) =>
      hostType === 'js' ? { runtime: JSON.stringify(path) } : undefined,
  },
  // Classic: one script without imports.
  worker: { format: 'iife', plugins: () => [collectLicences()] },
  plugins: [react(), leanTfjs(), collectLicences(), packIntoOneFile(collectLicences.render)],
});
