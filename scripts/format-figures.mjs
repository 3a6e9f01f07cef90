/**
 * `npm run format-figures`: writes into docs/formats.md how the built page fares with every file of ../shared/data. Needs
 * `npm run build` and that folder; takes tens of minutes. Names of tests may follow, to run one alone.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';

const cli = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');
const names = process.argv.slice(2).flatMap((name) => ['-g', name]);
const { status } = spawnSync(
  process.execPath,
  [cli, 'test', 'e2e/format-figures.spec.ts', '--project=wasm', ...names],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, FORMAT_FIGURES: '1' } },
);
process.exitCode = status ?? 1;
