import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSiteHandler, listen, parsePort, ServerError } from './server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lungfield-site-'));
let server: Awaited<ReturnType<typeof listen>>;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<p>page</p>');
  writeFileSync(join(folder, 'assets', 'engine-abc.wasm'), new Uint8Array([0, 97, 115, 109]));
  server = await listen(createSiteHandler(folder), { port: 0, isExplicit: true });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('the site is served strictly', () => {
  it('allows nothing from elsewhere and no frame around it', async () => {
    const { headers } = await fetch(server.url);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*|https?:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
  });

  it('sends the same headers with the page and with the files beside it, the browser’s features apart, which are the page’s', async () => {
    for (const path of ['', 'index.html', 'assets/engine-abc.wasm']) {
      const { headers } = await fetch(server.url + path);
      if (!path.startsWith('assets/')) expect(headers.get('permissions-policy'), path).toContain('camera=()');
      expect(headers.get('content-security-policy'), path).toContain("default-src 'none'");
    }
  });

  it('keeps a hashed file for good and asks for the page anew', async () => {
    const page = await fetch(server.url);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const wasm = await fetch(`${server.url}assets/engine-abc.wasm`);
    expect(wasm.headers.get('cache-control')).toContain('immutable');
    expect(wasm.headers.get('content-type')).toBe('application/wasm');
  });

  it('says 404 in plain text, never with a page', async () => {
    const lost = await fetch(`${server.url}model/lost.bin`);
    expect(lost.status).toBe(404);
    expect(lost.headers.get('content-type')).toContain('text/plain');
  });

  it('takes no upload', async () => {
    expect((await fetch(server.url, { method: 'POST', body: 'x' })).status).toBe(405);
  });
});

describe('the port', () => {
  it('is 4173 unless PORT says otherwise', () => {
    expect(parsePort(undefined)).toEqual({ port: 4173, isExplicit: false });
    expect(parsePort('8080')).toEqual({ port: 8080, isExplicit: true });
    for (const wrong of ['http', '-1', '70000', '80.5']) expect(() => parsePort(wrong)).toThrow(ServerError);
  });

  it('is an error when it was asked for and is busy, else the next free one', async () => {
    const busy = Number(new URL(server.url).port);
    const handler = createSiteHandler(folder);
    await expect(listen(handler, { port: busy, isExplicit: true })).rejects.toThrow(`Port ${busy} is in use`);
    const next = await listen(handler, { port: busy, isExplicit: false });
    expect(Number(new URL(next.url).port)).toBeGreaterThan(busy);
    await next.close();
  });
});
