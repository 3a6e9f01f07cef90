import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './paths.mjs';
import { makeBill } from './sbom.mjs';

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

describe('package.json', () => {
  it('pins every version exactly', () => {
    const ranges = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, pinned]) => !/^\d+\.\d+\.\d+$/.test(pinned),
    );
    expect(ranges).toEqual([]);
  });
});
