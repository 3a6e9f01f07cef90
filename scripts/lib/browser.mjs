/**
 * Finds a Chromium for the end-to-end tests: one that is installed before one that must be downloaded.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];
/** Places outside the PATH, by system. @type {Readonly<Record<string, readonly string[]>>} */
const PLACES = {
  linux: ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'].flatMap((folder) =>
    NAMES.map((name) => join(folder, name)),
  ),
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name] ? [join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe')] : [],
  ),
};

/** Chromium's switches for WebGL on the processor, in SwiftShader. */
export const SOFTWARE_WEBGL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
/** And for WebGPU. */
export const SOFTWARE_WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The browser to test with.
 *
 * @param {NodeJS.ProcessEnv} env `CHROMIUM_PATH` decides when set; else `PATH` and the usual places are searched
 * @returns {string | null} path of the executable, null when none is installed
 * @throws {Error} when CHROMIUM_PATH names nothing executable
 */
export function findInstalledBrowser(env) {
  const chosen = env.CHROMIUM_PATH;
  if (chosen) {
    if (!isExecutable(chosen)) throw new Error(`CHROMIUM_PATH is "${chosen}", which is no executable file.`);
    return chosen;
  }
  const onPath = (env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...(PLACES[process.platform] ?? [])].find(isExecutable) ?? null;
}

/**
 * Playwright's own download, when it is there.
 *
 * @returns {Promise<string | null>}
 */
async function findPlaywrightBrowser() {
  const { chromium } = await import('playwright');
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}

/**
 * Finds a browser, or installs one: Playwright's, else Debian's.
 *
 * @param {(message: string) => void} tell
 * @returns {Promise<string>} path of the executable
 * @throws {Error} when none can be had
 */
export async function ensureBrowser(tell) {
  const found = findInstalledBrowser(process.env) ?? (await findPlaywrightBrowser());
  if (found) return found;
  const { runVisibly } = await import('./run-command.mjs');
  const isRoot = process.getuid?.() === 0;
  tell('No Chrome or Chromium found: trying Playwright’s own …');
  const cli = join('node_modules', 'playwright', 'cli.js');
  // --with-deps asks for a password where it isn't root, and nobody is there to answer.
  const withDeps = isRoot ? ['--with-deps'] : [];
  await runVisibly(process.execPath, [cli, 'install', ...withDeps, 'chromium']);
  const own = await findPlaywrightBrowser();
  if (own) return own;
  if (isRoot && existsSync('/usr/bin/apt-get')) {
    tell('That failed: trying Debian’s package …');
    await runVisibly('apt-get', ['update', '-qq']);
    await runVisibly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      DEBIAN_FRONTEND: 'noninteractive',
    });
    const packaged = findInstalledBrowser(process.env);
    if (packaged) return packaged;
  }
  throw new Error('No browser to test with. Install Chrome or Chromium, or set CHROMIUM_PATH to one.');
}
