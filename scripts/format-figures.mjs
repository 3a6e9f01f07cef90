/**
 * `npm run format-figures`: writes into docs/formats.md how the built page fares with every file of ../shared/data. Builds it;
 * needs that folder, and tens of minutes. Names of tests may follow, to run one alone.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async (names) => {
  const { runSpecs } = await import('./lib/run-specs.mjs');
  const chosen = names.map((name) => ['-g', name]);
  const args = ['e2e/format-figures.spec.ts', '--project=wasm'].concat(...chosen);
  process.exitCode = await runSpecs(args, { FORMAT_FIGURES: '1' });
});
