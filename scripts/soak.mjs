/**
 * `npm run soak`: 1,000 radiographs and 5,856 files in one drop, in one page; writes docs/soak.md. Hours on a slow machine.
 * Another size by arguments: `npm run soak -- 100 500 wasm+webgl`; 0 leaves a part out, and what the report says of it stays.
 */
import { join } from 'node:path';
import { ensureBrowser } from './lib/browser.mjs';
import { ROOT } from './lib/paths.mjs';
import { runVisibly } from './lib/run-command.mjs';
import { buildSite } from './lib/start-site.mjs';

const [films = '1000', dropped = '5856', engines = 'wasm'] = process.argv.slice(2);
const browser = await ensureBrowser((message) => process.stderr.write(`${message}\n`));
await buildSite();
const cli = join('node_modules', '@playwright', 'test', 'cli.js');
process.exitCode = await runVisibly(process.execPath, [cli, 'test', '--project', 'soak'], {
  CHROMIUM_PATH: browser,
  LUNGFIELD_SOAK: [films, dropped, engines].join(','),
  LUNGFIELD_SOAK_REPORT: join(ROOT, 'docs'),
});
