/**
 * The software bill of materials: what the app is made of, in CycloneDX, by npm itself from the lockfile.
 * Invariant: the same lockfile and npm give the same text, on any day and in any folder.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { npmCommand } from './run-command.mjs';

/**
 * @typedef {{ name: string, version: string, purl: string, 'bom-ref': string, licenses?: unknown[], hashes?: unknown[] }} Component
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

/**
 * @returns {Bill} of the app; what only builds and tests it is left out
 * @throws {Error} when npm fails
 */
export function makeBill() {
  const [command, args] = npmCommand(['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only']);
  const text = execFileSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  const lockfile = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  return keepRuntime(settleBill(JSON.parse(text)), listRuntimePackages(lockfile));
}
