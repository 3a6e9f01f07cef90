import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { parseAllHeaders } from 'netlify-headers-parser';
import { describe, expect, it } from 'vitest';
import { CONTENT_TYPES, cacheControlOf, HOSTING_FILES, securityHeadersOf } from './hosting.mjs';
import { ROOT } from './paths.mjs';
import { DOCUMENT_HEADER } from './security-headers.mjs';

const DEPLOY = join(ROOT, 'deploy');

describe('deploy/', () => {
  it.each(Object.entries(HOSTING_FILES))('%s is what `npm run hosting-files` writes', (name, text) => {
    expect(readFileSync(join(DEPLOY, name), 'utf8')).toBe(text);
  });

  it('holds no configuration that nothing writes', () => {
    const names = readdirSync(DEPLOY).filter((name) => name !== 'README.md');
    expect(names.toSorted()).toEqual(Object.keys(HOSTING_FILES).toSorted());
  });
});

/** A rule as the parser gives it; its own types leave this out. */
interface Rule {
  readonly for: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Its own declaration takes no file at all. */
const parse = parseAllHeaders as unknown as (options: {
  readonly headersFiles: readonly string[];
}) => Promise<{ readonly headers: readonly Rule[]; readonly errors: readonly unknown[] }>;

/** A pattern as Netlify and Cloudflare Pages read it: a star at its end stands for anything. */
function isFor(pattern: string, path: string): boolean {
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
}

async function read(): Promise<readonly Rule[]> {
  const result = await parse({ headersFiles: [join(DEPLOY, '_headers')] });
  expect(result.errors).toEqual([]);
  return result.headers;
}

describe('_headers', () => {
  it("gives every path the policy's headers and one word on caching, as Netlify reads it", async () => {
    const rules = await read();
    const paths = ['/', '/index.html', '/offline.worker.js', '/assets/a-1.js', '/model/model.json'];
    for (const path of [
      ...paths,
      '/manifest.webmanifest',
      '/icons/a.png',
      '/samples/a.png',
      '/icons/favicon.svg',
    ]) {
      const matching = rules.filter((rule) => isFor(rule.for, path));
      const values = matching.flatMap((rule) => Object.entries(rule.values));
      const expected = { ...securityHeadersOf(path), 'Cache-Control': cacheControlOf(path) };
      expect(Object.fromEntries(values), path).toEqual(expected);
      expect(values, 'nothing is said twice').toHaveLength(Object.keys(expected).length);
    }
  });

  it("keeps to Cloudflare Pages' limits: 100 rules, 2,000 characters a line", async () => {
    expect((await read()).length).toBeLessThanOrEqual(100);
    for (const line of readFileSync(join(DEPLOY, '_headers'), 'utf8').split('\n'))
      expect(line.length).toBeLessThanOrEqual(2000);
  });
});

describe('securityHeadersOf', () => {
  it('turns the browser’s features off with every document, and says nothing of them with scripts and model', () => {
    for (const path of [
      '/',
      '/index.html',
      '/x/y/',
      '/x/y/index.html',
      '/gone',
      '/licenses.txt',
      '/offline.worker.js',
    ])
      expect(securityHeadersOf(path), path).toHaveProperty(DOCUMENT_HEADER);
    for (const path of ['/assets/start-1.js', '/x/y/assets/decode.worker-1.js', '/model/model.json'])
      expect(securityHeadersOf(path), path).not.toHaveProperty(DOCUMENT_HEADER);
  });
});

describe('CONTENT_TYPES', () => {
  it('has a type for every file that is copied into the build', () => {
    const names = readdirSync(join(ROOT, 'public'), { recursive: true, withFileTypes: true });
    const extensions = names.flatMap((entry) => (entry.isFile() ? [extname(entry.name).slice(1)] : []));
    expect(Object.keys(CONTENT_TYPES)).toEqual(expect.arrayContaining(extensions));
  });
});
