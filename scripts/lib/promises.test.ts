import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from './paths.mjs';

interface Keeper {
  readonly promise: string;
  readonly file: string;
  readonly title: string;
}

/** Every promise of docs/promises.md with each of its tests; a row without one has an empty file. */
function readKeepers(): Keeper[] {
  const text = readFileSync(join(ROOT, 'docs', 'promises.md'), 'utf8');
  const rows = [...text.matchAll(/^\| (.+?) \| (.+) \|$/gm)].filter(
    ([, promise]) => !/^(promise|-+)$/.test(promise),
  );
  return rows.flatMap(([, promise, tests]) =>
    tests.split(' <br> ').map((test) => {
      const [, file = '', title = ''] = /^`([^`]+)` › (.+)$/.exec(test) ?? [];
      return { promise, file, title };
    }),
  );
}

const keepers = readKeepers();

describe('docs/promises.md', () => {
  it('has promises', () => {
    expect(keepers.length).toBeGreaterThan(40);
  });

  it.each(keepers)('$promise: $file', ({ file, title }) => {
    expect(title).not.toBe('');
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    const source = readFileSync(join(ROOT, file), 'utf8');
    // As a title, not as a word in a comment: between quotes of some kind.
    const quoted = ["'", '"', '`'].map((quote) => `${quote}${title}${quote}`);
    const escaped = `'${title.replaceAll("'", "\\'")}'`;
    expect(
      [...quoted, escaped].some((literal) => source.includes(literal)),
      title,
    ).toBe(true);
  });
});
