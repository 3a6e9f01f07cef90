/**
 * `npm run test:faults`: the fault tests at their full size, 100 lost contexts in the middle of batches; how long each recovery took goes to
 * docs/soak.md. Another number by argument, and a part of the tests by name: `npm run test:faults -- 25 "is lost"`.
 */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async ([losses = '100', name]) => {
  if (!/^[1-9]\d*$/.test(losses))
    throw new Error('The number of lost contexts has to be a whole number from 1 on.');
  const { ROOT } = await import('./lib/paths.mjs');
  const { runSpecs } = await import('./lib/run-specs.mjs');
  const args = ['faults', 'right-model', '--project', 'wasm'];
  if (name !== undefined) args.push('--grep', name);
  process.exitCode = await runSpecs(args, {
    LUNGFIELD_CONTEXT_LOSSES: losses,
    LUNGFIELD_FAULTS_REPORT: `${ROOT}docs`,
  });
});
