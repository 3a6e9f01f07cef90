/**
 * `npm run test:faults`: the fault tests at their full size, 100 lost contexts in the middle of batches; how long each recovery took goes to
 * docs/soak.md. Another number by argument, and a part of the tests by name: `npm run test:faults -- 25 "is lost"`.
 */
import { startCommand, tell } from './lib/start-command.mjs';

void startCommand(async ([losses = '100', name]) => {
  if (!/^[1-9]\d*$/.test(losses))
    throw new Error('The number of lost contexts has to be a whole number from 1 on.');
  const { default: path } = await import('node:path');
  const { ensureBrowser } = await import('./lib/browser.mjs');
  const { ROOT } = await import('./lib/paths.mjs');
  const { runVisibly } = await import('./lib/run-command.mjs');
  const { buildSite } = await import('./lib/start-site.mjs');
  const browser = await ensureBrowser(tell);
  await buildSite();
  const cli = 'node_modules/@playwright/test/cli.js';
  const args = [cli, 'test', 'faults', 'right-model', '--project', 'wasm'];
  if (name !== undefined) args.push('--grep', name);
  process.exitCode = await runVisibly(process.execPath, args, {
    CHROMIUM_PATH: browser,
    LUNGFIELD_CONTEXT_LOSSES: losses,
    LUNGFIELD_FAULTS_REPORT: path.join(ROOT, 'docs'),
  });
});
