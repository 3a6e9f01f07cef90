import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressSite } from './compress-site.mjs';
import { createSiteHandler, listen } from './server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lungfield-compressed-'));
const script = Buffer.from('export const answer = 42;\n'.repeat(200));
let server: Awaited<ReturnType<typeof listen>>;
let count = 0;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets', 'page-abc.js'), script);
  writeFileSync(join(folder, 'assets', 'small-abc.js'), 'export {};');
  writeFileSync(join(folder, 'index.html'), '<script src="assets/page-abc.js"></script>');
  writeFileSync(join(folder, 'weights.bin'), randomBytes(50_000));
  writeFileSync(join(folder, 'film.png'), script);
  count = await compressSite(folder);
  server = await listen(createSiteHandler(folder), { port: 0, isExplicit: true });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

/** What comes over the wire; `fetch` would undo the encoding. */
function ask(path: string, encodings: string) {
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    get(server.url + path, { headers: { 'accept-encoding': encodings } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(parts) }));
    }).on('error', reject);
  });
}

it('writes copies only of what gets smaller by them', () => {
  expect(count).toBe(1);
  expect(readdirSync(folder).sort()).toEqual(['assets', 'film.png', 'index.html', 'weights.bin']);
});

it.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
] as const)(
  'sends the copy that a browser with "%s" can read, under the type of the file',
  async (accepted, encoding, undo) => {
    const { headers, body } = await ask('assets/page-abc.js', accepted);
    expect(headers).toMatchObject({ 'content-encoding': encoding, 'content-type': 'text/javascript' });
    expect(headers['cache-control']).toContain('immutable');
    expect(String(headers.vary)).toMatch(/accept-encoding/i);
    expect(body.length).toBeLessThan(script.length / 10);
    expect(undo(body).equals(script)).toBe(true);
  },
);

it('sends the file itself to whoever reads no encoding', async () => {
  const { headers, body } = await ask('assets/page-abc.js', 'identity');
  expect(headers['content-encoding']).toBeUndefined();
  expect(body.equals(script)).toBe(true);
});
