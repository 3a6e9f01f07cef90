/**
 * A page in a browser that Playwright does not drive: what the tests need of one, and how Firefox and WebKitGTK give it.
 * Firefox by WebDriver BiDi (puppeteer-core), WebKitGTK by plain WebDriver; both headless, each with a profile of its own.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { launch } from 'puppeteer-core';

/** The part of a browser's page that the tests use. */
export interface ForeignPage {
  readonly browser: string;
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs the body of a function in the page; its result must be JSON. */
  evaluate(body: string): Promise<unknown>;
  /** Gives files of the disk to the first file input. */
  setFiles(paths: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** How to start a browser, or why not. */
export interface ForeignBrowser {
  readonly name: string;
  /** null where it can be started here, else what is missing. */
  readonly whyNot: string | null;
  start(options?: { readonly resistsFingerprinting?: boolean }): Promise<ForeignPage>;
}

function findCommand(...names: readonly string[]): string | null {
  for (const name of names) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8' }).trim();
    } catch {
      // The next name.
    }
  }
  return null;
}

const firefoxPath = process.env.FIREFOX_PATH ?? findCommand('firefox-esr', 'firefox');

/** Firefox, headless. */
export const FIREFOX: ForeignBrowser = {
  name: 'Firefox',
  whyNot: firefoxPath === null ? 'no Firefox here: install firefox-esr, or set FIREFOX_PATH' : null,
  async start({ resistsFingerprinting = false } = {}) {
    const browser = await launch({
      browser: 'firefox',
      executablePath: firefoxPath ?? '',
      headless: true,
      protocolTimeout: 240_000,
      extraPrefsFirefox: resistsFingerprinting ? { 'privacy.resistFingerprinting': true } : {},
    });
    const page = await browser.newPage();
    page.on('dialog', (dialog) => void dialog.accept());
    return {
      browser: await browser.version(),
      goto: async (url) => void (await page.goto(url)),
      reload: async () => void (await page.reload()),
      evaluate: (body) => page.evaluate(`(async () => {${body}})()`),
      async setFiles(paths) {
        const input = await page.$('input[type=file]');
        if (input === null) throw new Error('The page has no file input.');
        await (input as Awaited<ReturnType<typeof page.$<'input'>>>)?.uploadFile(...paths);
      },
      close: () => browser.close(),
    };
  },
};

const MINI_BROWSERS = ['4.1', '4.0', '6.0'].flatMap((version) =>
  ['x86_64-linux-gnu', 'aarch64-linux-gnu', ''].map(
    (folder) => `/usr/lib/${folder}${folder && '/'}webkit2gtk-${version}/MiniBrowser`,
  ),
);
const miniBrowser = MINI_BROWSERS.find((path) => existsSync(path)) ?? null;
const webKitDriver = findCommand('WebKitWebDriver');
const xvfbRun = findCommand('xvfb-run');

/** The key of an element in WebDriver's JSON. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

async function call(url: string, method: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (!response.ok) throw new Error(`${method} ${url}: ${JSON.stringify(value)}`);
  return value;
}

async function startDriver(): Promise<{ readonly driver: ChildProcess; readonly url: string }> {
  const port = await findFreePort();
  const command = [webKitDriver ?? '', `--port=${port}`, '--host=127.0.0.1'];
  // A group of its own, so that the virtual screen ends with it.
  const driver = spawn(xvfbRun ?? '', ['-a', ...command], { stdio: 'ignore', detached: true });
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    try {
      await call(`${url}/status`, 'GET');
      return { driver, url };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error('WebKitWebDriver did not start.');
}

/** WebKitGTK's own small browser, on a virtual screen. */
export const WEBKIT: ForeignBrowser = {
  name: 'WebKitGTK',
  whyNot:
    miniBrowser !== null && webKitDriver !== null && xvfbRun !== null
      ? null
      : 'no WebKitGTK here: install webkit2gtk-driver and xvfb',
  async start() {
    const { driver, url } = await startDriver();
    const options = { binary: miniBrowser, args: ['--automation'] };
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const session = (await call(`${url}/session`, 'POST', { capabilities })) as {
      sessionId: string;
      capabilities: { browserVersion: string };
    };
    const at = `${url}/session/${session.sessionId}`;
    await call(`${at}/timeouts`, 'POST', { script: 240_000, pageLoad: 120_000 });
    await call(`${at}/window/rect`, 'POST', { width: 1440, height: 900 });
    return {
      browser: `WebKitGTK ${session.capabilities.browserVersion}`,
      goto: async (target) => void (await call(`${at}/url`, 'POST', { url: target })),
      reload: async () => void (await call(`${at}/refresh`, 'POST', {})),
      evaluate: (body) =>
        call(`${at}/execute/sync`, 'POST', { script: `return (async () => {${body}})()`, args: [] }),
      async setFiles(paths) {
        const found = await call(`${at}/element`, 'POST', {
          using: 'css selector',
          value: 'input[type=file]',
        });
        const id = (found as Record<string, string>)[ELEMENT];
        await call(`${at}/element/${id}/value`, 'POST', { text: paths.join('\n') });
      },
      async close() {
        await call(at, 'DELETE').catch(() => undefined);
        if (driver.pid !== undefined) process.kill(-driver.pid);
      },
    };
  },
};
