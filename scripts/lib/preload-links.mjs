/**
 * Links in the built page for what the page's own code would ask for one after the other: engine and weights. They lie in a
 * `<template>`, which fetches nothing, and the page puts them into its head as soon as it is drawn (`fetchAhead` in
 * src/delivery): on a slow line two megabytes beside the page's own code would keep it from being drawn for seconds.
 * Invariants: each address is linked once, whoever wrote the link; all are relative.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** The module that the page asks for; the bundler leaves a file of its exports alone. */
const ENGINE_PARTS = /\/src\/runtime\/engine-parts\.ts$/;
const ENGINE_MODULE = /tfjs-backend-wasm\/dist\/backend_wasm\.js$/;
const ENGINE_BINARY = /tfjs-backend-wasm-simd-[^/]*\.wasm$/;

/** @typedef {import('vite').Rolldown.OutputBundle} Bundle */

/** `src/delivery/hosted/delivery.ts` knows it by this. */
const TEMPLATE_ID = 'fetched-ahead';

/**
 * Has the browser fetch engine and weights side by side.
 * The wasm engine alone: it is a third of WebGL's code, every first start tries it, and most need it.
 *
 * @returns {import('vite').Plugin}
 */
export function addPreloadLinks() {
  return {
    name: 'lungfield-preload-links',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => [
        {
          tag: 'template',
          attrs: { id: TEMPLATE_ID },
          children: makePreloadLinks(html, bundle, listModelFiles()),
          injectTo: 'head',
        },
      ],
    },
  };
}

/**
 * @param {string} html the page with the links that Vite has written
 * @param {Bundle} bundle
 * @param {readonly string[]} modelFiles below `model/`
 * @returns {import('vite').HtmlTagDescriptor[]} those that the page lacks
 * @throws {Error} when the build has no wasm engine
 */
export function makePreloadLinks(html, bundle, modelFiles) {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const parts = chunks.find(({ facadeModuleId }) => ENGINE_PARTS.test(facadeModuleId ?? ''));
  const engine = chunks.find(({ moduleIds }) => moduleIds.some((id) => ENGINE_MODULE.test(id)));
  const binary = Object.keys(bundle).find((name) => ENGINE_BINARY.test(name));
  if (parts === undefined || engine === undefined || binary === undefined) {
    throw new Error('The build has no wasm engine.');
  }
  const modules = new Set([parts, engine].flatMap(({ fileName, imports }) => [fileName, ...imports]));
  const data = [binary, ...modelFiles.map((name) => `model/${name}`)];
  const isLacking = (/** @type {string} */ name) => !html.includes(`"./${name}"`);
  return [
    ...[...modules].filter(isLacking).map((name) => link('modulepreload', name)),
    ...data.filter(isLacking).map((name) => link('preload', name, { as: 'fetch' })),
  ];
}

/**
 * @param {string} rel
 * @param {string} name
 * @param {Record<string, string>} attrs
 * @returns {import('vite').HtmlTagDescriptor}
 */
function link(rel, name, attrs = {}) {
  return { tag: 'link', attrs: { rel, href: `./${name}`, crossorigin: true, ...attrs } };
}

/** What the page fetches of `public/model`, the card first. */
function listModelFiles() {
  /** @type {{ model: { files: { path: string }[] }, familiarity: { file: { path: string } }, selfTest: { file: { path: string } } }} */
  const card = JSON.parse(readFileSync(join(ROOT, 'public', 'model', 'model-card.json'), 'utf8'));
  const files = [...card.model.files, card.familiarity.file, card.selfTest.file];
  return ['model-card.json', ...files.map(({ path }) => path)];
}
