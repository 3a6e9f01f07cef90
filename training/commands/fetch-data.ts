/**
 * `npm run fetch-data`: downloads the published set, checks it and unpacks it, for people with internet.
 * Its `test/` folder comes along, since it is in the archive; `train`, `release` and `audit` never open it.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { download } from '../fetch/download.ts';
import { explainByHand, PUBLISHED_SET } from '../fetch/published-set.ts';
import { unpack } from '../fetch/unpack.ts';
import { parseArguments } from '../run/arguments.ts';
import { CommandError } from '../run/command-error.ts';
import { type Bar, createLog, type Log } from '../run/log.ts';
import { runCommand } from '../run/run-command.ts';

const FLAGS = {
  out: {
    kind: 'text',
    help: 'folder to unpack to (default data/chest_xray in the project, which git ignores)',
  },
  archive: { kind: 'text', help: 'where the archive lies or goes (default training/cache)' },
  url: { kind: 'text', help: 'where to download from (default: the publisher)' },
  sha256: { kind: 'text', help: 'refuse an archive with another SHA-256' },
} as const;

const root = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const MEGABYTE = 1e6;

/** Checks the archive against a stated hash; without one, says what was found. */
async function checkHash(archive: string, expected: string | undefined, log: Log): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash);
  const found = hash.digest('hex');
  if (expected !== undefined && found !== expected.toLowerCase()) {
    throw new CommandError(
      'wrong-hash',
      `${archive} has the SHA-256 ${found}, not ${expected}. Delete it and run this again.`,
    );
  }
  log.say(
    expected === undefined
      ? `SHA-256 ${found} (the publisher states none; every file in it is checked by its CRC-32)`
      : `SHA-256 as stated: ${found}`,
  );
}

/** A bar that starts with the first progress, since only then the total is known. */
function createLazyBar(log: Log, label: string, unit: number) {
  const bars: Bar[] = [];
  return {
    update: (done: number, total: number): void => {
      if (bars.length === 0) bars.push(log.startBar(label, Math.ceil(total / unit)));
      bars[0].update(Math.ceil(done / unit));
    },
    stop: (): void => {
      for (const bar of bars) bar.stop();
    },
  };
}

await runCommand(async (interrupt) => {
  const args = parseArguments('fetch-data', FLAGS, process.argv.slice(2));
  const folder = resolve(args.text('out') ?? root('data/chest_xray'));
  const archive = resolve(args.text('archive') ?? root(`training/cache/${PUBLISHED_SET.archiveName}`));
  const log = createLog(null);
  if (existsSync(join(folder, 'train'))) {
    log.say(`The set is there already: ${folder}`);
    return;
  }
  if (existsSync(folder)) {
    throw new CommandError(
      'folder-exists',
      `${folder} is there, but without train/ in it. Name another --out.`,
    );
  }
  try {
    if (existsSync(archive)) {
      log.say(`Archive: ${archive} (there already)`);
    } else {
      const url = args.text('url') ?? PUBLISHED_SET.url;
      log.say(`Downloading ${url}`);
      const bar = createLazyBar(log, 'MB', MEGABYTE);
      await download({
        url,
        target: archive,
        interrupt,
        onProgress: (done, total) => bar.update(done, total ?? done),
      }).finally(bar.stop);
    }
    await checkHash(archive, args.text('sha256'), log);
    const bar = createLazyBar(log, 'unpack', 1);
    const { counts, skipped } = await unpack({ archive, folder, interrupt, onProgress: bar.update }).finally(
      bar.stop,
    );
    for (const [place, images] of Object.entries(counts)) log.say(`${place}: ${images}`);
    if (skipped > 0) log.say(`${skipped} entries that are no image of the set were skipped.`);
    log.say(`The set: ${folder}`);
  } catch (error) {
    if (error instanceof CommandError) {
      throw new CommandError(error.code, `${error.message}\n${explainByHand(archive, folder)}`);
    }
    throw error;
  }
});
