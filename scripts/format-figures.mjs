/**
 * `npm run format-figures`: writes into docs/formats.md how the built page fares with every file of ../shared/data. Needs
 * `npm run build` and that folder; takes tens of minutes. Names of tests may follow, to run one alone.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async (names) => {
  const { runVisibly } = await import('./lib/run-command.mjs');
  const cli = 'node_modules/@playwright/test/cli.js';
  const chosen = names.map((name) => ['-g', name]);
  const args = [cli, 'test', 'e2e/format-figures.spec.ts', '--project=wasm'].concat(...chosen);
  process.exitCode = await runVisibly(process.execPath, args, { FORMAT_FIGURES: '1' });
});
