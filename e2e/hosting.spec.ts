/**
 * The page on the web servers that deploy/ has configurations for: headers, types and caching of every file, and a film read,
 * offline too. And on a host that sends no header at all.
 */
import { extname } from 'node:path';
import type { Page } from '@playwright/test';
import { CONTENT_TYPES, cacheControlOf, securityHeadersOf } from '../scripts/lib/hosting.mjs';
import { SECURITY_HEADERS } from '../scripts/lib/security-headers.mjs';
import { AppPage } from './support/app-page.ts';
import { listBuildPaths } from './support/build-files.ts';
import { makeFilmFile } from './support/films.ts';
import { SERVER_KINDS, startBareHost, startRealHost } from './support/real-hosts.ts';
import { startHost } from './support/static-host.ts';
import { expect, test } from './support/test.ts';

const film = makeFilmFile({ kind: 'normal', seed: 13 }).file;

const HOSTS = [
  { name: 'npm start', missing: null, start: () => startHost() },
  ...SERVER_KINDS.map((kind) => ({
    name: kind.name,
    missing: kind.program === null ? `${kind.name} is not installed` : null,
    start: () => startRealHost(kind),
  })),
];

/** What an answer says that matters, under the names that the source has. */
function readHeaders(answer: Response): Record<string, string | null> {
  return Object.fromEntries(Object.keys(SECURITY_HEADERS).map((name) => [name, answer.headers.get(name)]));
}

/** What it should say; null for what should not be there. */
function expectedHeaders(path: string): Record<string, string | null> {
  const absent = Object.fromEntries(Object.keys(SECURITY_HEADERS).map((name) => [name, null]));
  return { ...absent, ...securityHeadersOf(path) };
}

function readType(answer: Response): string | undefined {
  return answer.headers.get('Content-Type')?.split(';')[0];
}

for (const { name, missing, start } of HOSTS) {
  test.describe(name, () => {
    test.skip(missing !== null, missing ?? '');

    test('sends every file with the headers, its type and how long to keep it; what is not there is a 404', async () => {
      const host = await start();
      try {
        for (const path of ['/', ...listBuildPaths()]) {
          const answer = await fetch(new URL(path, host.url));
          const extension = extname(path === '/' ? '/index.html' : path).slice(1);
          expect(answer.status, path).toBe(200);
          expect(readHeaders(answer), path).toEqual(expectedHeaders(path));
          expect(Object.entries(CONTENT_TYPES), path).toContainEqual([extension, readType(answer)]);
          expect(answer.headers.get('Cache-Control'), path).toBe(cacheControlOf(path));
          await answer.arrayBuffer();
        }
        for (const path of ['/assets/gone.js', '/model/gone.bin', '/gone', '/.htaccess']) {
          const answer = await fetch(new URL(path, host.url));
          expect([403, 404], path).toContain(answer.status);
          expect(readHeaders(answer), path).toEqual(expectedHeaders(path));
          expect(answer.headers.get('Cache-Control') ?? '', path).not.toContain('immutable');
          expect(await answer.text(), path).not.toContain('data-engine');
        }
        expect(await (await fetch(new URL('/model/', host.url))).text()).not.toContain('model-card.json');
      } finally {
        await host.close();
      }
    });

    test('a film is read, and read again with the server gone', async ({ page, backend }) => {
      const host = await start();
      const app = new AppPage(page, host.url);
      try {
        await readFilm(app, backend);
        expect(await readIsolation(page)).toBe(true);
      } finally {
        await host.close();
      }
      await page.reload();
      expect(await app.waitEngine()).toBe(backend);
      await app.give(film);
      await app.waitDone(1);
      await expect(app.study(0)).toHaveAttribute('data-status', /^(predicted|withheld)$/);
    });
  });
}

test('no feature of the browser that reaches into the computer is on', async ({ page, site }) => {
  await page.goto(site.url);
  const { known, allowed } = await page.evaluate(() => {
    const { featurePolicy } = document as unknown as {
      featurePolicy: { features(): string[]; allowedFeatures(): string[] };
    };
    return { known: featurePolicy.features(), allowed: featurePolicy.allowedFeatures() };
  });
  expect(known).toEqual(expect.arrayContaining(['camera', 'clipboard-read', 'microphone', 'usb']));
  // A later browser may know more than the policy names.
  const named = SECURITY_HEADERS['Permissions-Policy'].split(', ').map((rule) => rule.replace('=()', ''));
  expect(allowed.filter((name) => named.includes(name))).toEqual([]);
});

test('a host without one header: a film is read, and the page is held to its policy by itself', async ({
  page,
  backend,
  watch,
}) => {
  const host = await startBareHost();
  try {
    const app = new AppPage(page, host.url);
    await readFilm(app, backend);
    expect(await readIsolation(page)).toBe(false);
    watch.allow(/Content Security Policy|Trusted ?(Types?|Script|HTML)/i);
    expect(await tryForbidden(page)).toEqual({
      code: 'refused',
      worker: 'refused',
      policy: 'refused',
      markup: 'refused',
      otherHost: 'refused',
    });
    expect(await page.locator('meta[name=referrer]').getAttribute('content')).toBe('no-referrer');
  } finally {
    await host.close();
  }
});

async function readFilm(app: AppPage, backend: string): Promise<void> {
  await app.start(backend);
  await app.waitOfflineReady();
  await app.give(film);
  await app.waitDone(1);
  await expect(app.study(0)).toHaveAttribute('data-status', /^(predicted|withheld)$/);
}

function readIsolation(page: Page): Promise<boolean> {
  return page.evaluate(() => crossOriginIsolated);
}

/** Does in the page what a strict page refuses. */
function tryForbidden(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const { trustedTypes } = window as unknown as {
      trustedTypes: { createPolicy(name: string, rules: object): unknown };
    };
    const acts: Record<string, () => unknown> = {
      code: () => Reflect.construct(Function, ['return 1']),
      worker: () => new Worker('assets/other.js'),
      policy: () => trustedTypes.createPolicy('another', {}),
      markup: () => Object.assign(document.createElement('div'), { innerHTML: '<p>text</p>' }),
      otherHost: () => fetch('http://localhost:9/'),
    };
    // Later, as a script of the page would: what a debugger evaluates at once is let through.
    await new Promise((resolve) => setTimeout(resolve));
    const outcome: Record<string, string> = {};
    for (const [name, act] of Object.entries(acts)) {
      try {
        await act();
        outcome[name] = 'done';
      } catch {
        outcome[name] = 'refused';
      }
    }
    return outcome;
  });
}
