/**
 * Builds the site into dist/. Invariants: every address in it is relative, so that it works from any sub-path of any
 * static host; nothing is inlined, so that the content security policy needs no exception; heavy parts (charts, the wasm
 * and cpu engines, decoders) stay in the chunks that their dynamic imports make.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import type { ManifestTransform } from 'workbox-build';
import { createLicenceCollector } from './scripts/lib/licences.mjs';
import { META_POLICY, REFERRER_POLICY } from './scripts/lib/security-headers.mjs';

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

let outputFolder = 'dist';

/** Tells where the site is built into. */
function findOutputFolder(): Plugin {
  return {
    name: 'lungfield-output-folder',
    apply: 'build',
    configResolved({ root, build }) {
      outputFolder = resolve(root, build.outDir);
    },
  };
}

/**
 * Has the browser fetch engine and weights beside the page's own code, which would ask for them only after it has started.
 * The wasm engine alone: it is a third of WebGL's code, every first start tries it, and most need it.
 */
function addPreloads(): Plugin {
  return {
    name: 'lungfield-preloads',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const built = Object.values(bundle);
        const engine = built.find(
          (file) => file.type === 'chunk' && file.moduleIds.some((id) => ENGINE_MODULE.test(id)),
        );
        const binary = Object.keys(bundle).find((name) => ENGINE_BINARY.test(name));
        if (engine?.type !== 'chunk' || binary === undefined)
          throw new Error('The build has no wasm engine.');
        const modules = [engine.fileName, ...engine.imports];
        const data = [binary, ...listModelFiles().map((name) => `model/${name}`)];
        return [
          ...modules.map((name) => preload('modulepreload', name)),
          ...data.map((name) => preload('preload', name, { as: 'fetch' })),
        ];
      },
    },
  };
}

const ENGINE_MODULE = /tfjs-backend-wasm\/dist\/backend_wasm\.js$/;
const ENGINE_BINARY = /tfjs-backend-wasm-simd-[^/]*\.wasm$/;

function preload(rel: string, name: string, attrs: Record<string, string> = {}): HtmlTagDescriptor {
  return { tag: 'link', attrs: { rel, href: `./${name}`, crossorigin: true, ...attrs }, injectTo: 'head' };
}

/** What the page fetches of `public/model`, the card first. */
function listModelFiles(): string[] {
  const card = JSON.parse(
    readFileSync(new URL('./public/model/model-card.json', import.meta.url), 'utf8'),
  ) as {
    model: { files: { path: string }[] };
    familiarity: { file: { path: string } };
    selfTest: { file: { path: string } };
  };
  const files = [...card.model.files, card.familiarity.file, card.selfTest.file];
  return ['model-card.json', ...files.map(({ path }) => path)];
}

/**
 * Gives each precached file its SHA-256: the browser then refuses a file of another build (a deployment half done, a
 * proxy's stale copy), the worker's installation fails as a whole, and the version before stays in charge.
 */
const addIntegrity: ManifestTransform = async (entries) => ({
  manifest: await Promise.all(
    entries.map(async (entry) => {
      const bytes = await readFile(join(outputFolder, entry.url));
      return { ...entry, integrity: `sha256-${createHash('sha256').update(bytes).digest('base64')}` };
    }),
  ),
});

/** Constants of the source, for either build. */
export const APP_CONSTANTS = { __APP_VERSION__: JSON.stringify(version) };

/** What either build is made for. */
export const BUILD_TARGET = { target: 'es2022', modulePreload: { polyfill: false } };

const collectLicences = createLicenceCollector();

export default defineConfig({
  base: './',
  define: APP_CONSTANTS,
  build: {
    ...BUILD_TARGET,
    assetsInlineLimit: 0,
    // tfjs' core and its WebGL engine are one lump by nature: 600 kB before compression.
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: 'es', plugins: () => [collectLicences()] },
  plugins: [
    react(),
    addMetaPolicy(),
    addPreloads(),
    findOutputFolder(),
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
