/**
 * `npm run soak`: 1,000 radiographs and 5,856 files in one drop, in one page; writes docs/soak.md. Hours on a slow machine.
 * Another size by arguments: `npm run soak -- 100 500 wasm+webgl`; 0 leaves a part out, and what the report says of it stays.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async ([films = '1000', dropped = '5856', engines = 'wasm']) => {
  const { ROOT } = await import('./lib/paths.mjs');
  const { runSpecs } = await import('./lib/run-specs.mjs');
  process.exitCode = await runSpecs(['--project', 'soak'], {
    LUNGFIELD_SOAK: [films, dropped, engines].join(','),
    LUNGFIELD_SOAK_REPORT: `${ROOT}docs`,
  });
});
