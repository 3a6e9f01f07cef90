/**
 * `npm run test:faults`: the fault tests at their full size, 100 lost contexts in the middle of batches. Another number by argument, to run it
 * in pieces: `npm run test:faults -- 25`.
 */
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { runVisibly } from './lib/run-command.mjs';
import { buildSite } from './lib/start-site.mjs';

const [losses = '100'] = process.argv.slice(2);
if (!/^[1-9]\d*$/.test(losses)) {
  process.stderr.write('The number of lost contexts has to be a whole number from 1 on.\n');
  process.exit(1);
}
const browser = await ensureBrowser((message) => process.stderr.write(`${message}\n`));
await buildSite();
const cli = join('node_modules', '@playwright', 'test', 'cli.js');
process.exitCode = await runVisibly(
  process.execPath,
  [cli, 'test', 'faults', 'right-model', '--project', 'wasm'],
  {
    CHROMIUM_PATH: browser,
    LUNGFIELD_CONTEXT_LOSSES: losses,
  },
);
