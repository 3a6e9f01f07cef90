/**
 * `npm run fetch-data`: downloads the published set, checks it and unpacks it, for people with internet.
 * Its `test/` folder comes along, since it is in the archive; `train`, `release` and `audit` never open it.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchSet } from '../fetch/fetch-set.ts';
import { PUBLISHED_SET } from '../fetch/published-set.ts';
import { parseArguments } from '../run/arguments.ts';
import { CommandError } from '../run/command-error.ts';
import { createLog } from '../run/log.ts';
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

await runCommand(async (interrupt) => {
  const args = parseArguments('fetch-data', FLAGS, process.argv.slice(2));
  const url = args.text('url') ?? PUBLISHED_SET.url;
  const sha256 = args.text('sha256');
  if (!URL.canParse(url) || !/^https?:/i.test(url)) {
    throw new CommandError('usage', `--url takes an http or https address, not "${url}".`);
  }
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/i.test(sha256)) {
    throw new CommandError('usage', `--sha256 takes 64 hexadecimal digits, not "${sha256}".`);
  }
  await fetchSet({
    folder: resolve(args.text('out') ?? root('data/chest_xray')),
    archive: resolve(args.text('archive') ?? root(`training/cache/${PUBLISHED_SET.archiveName}`)),
    url,
    sha256,
    voice: createLog(null),
    interrupt,
  });
});
