import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPackage, renderLicences } from './licences.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'licences-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function makePackage(manifest: object, files: Readonly<Record<string, string>> = {}): string {
  const place = join(folder, 'node_modules', 'thing');
  mkdirSync(place, { recursive: true });
  writeFileSync(
    join(place, 'package.json'),
    JSON.stringify({ name: 'thing', version: '1.2.3', ...manifest }),
  );
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
  return place;
}

describe('readPackage', () => {
  it('takes name, version, licence, source and the texts of licence and notice', () => {
    const place = makePackage(
      { license: 'MIT', repository: { url: 'https://host.example/thing' } },
      { LICENSE: 'Copyright A\r\nB\n', 'NOTICE.md': 'Notice', 'readme.md': 'no' },
    );
    expect(readPackage(place)).toEqual({
      name: 'thing',
      version: '1.2.3',
      licence: 'MIT',
      source: 'https://host.example/thing',
      texts: ['Copyright A\nB', 'Notice'],
    });
  });

  it.each(['MIT', 'Apache-2.0 AND MIT', '(GPL-3.0 OR MIT)', '0BSD'])('takes %s', (license) => {
    expect(readPackage(makePackage({ license })).licence).toBe(license);
  });

  it.each(['GPL-3.0', 'MIT AND GPL-3.0', 'UNLICENSED', '', undefined])('refuses %s', (license) => {
    expect(() => readPackage(makePackage({ license }))).toThrow('may not be bundled');
  });
});

describe('renderLicences', () => {
  it('says what the model was trained from, that it was changed, and the text of its licence', () => {
    const text = renderLicences([]);
    expect(text).toMatch(/EfficientNet-Lite0[\s\S]*changed by training\./);
    expect(text).toContain('TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION');
    expect(text).toContain('END OF TERMS AND CONDITIONS');
  });

  it('says where the text is when a package brings none, and what is inside of a package', () => {
    const text = renderLicences([
      { name: 'thing', version: '1.2.3', licence: 'MIT', source: '', texts: [] },
      { name: 'dcmjs', version: '0.1.0', licence: 'MIT', source: 'https://host.example', texts: ['Words'] },
    ]);
    expect(text).toContain('thing 1.2.3\nLicence: MIT\n\nThe package brings no text of its licence');
    expect(text).toMatch(
      /dcmjs 0\.1\.0\nLicence: MIT\nSource: https:\/\/host\.example\nContains: .*pako.*\n\nWords/,
    );
  });
});
