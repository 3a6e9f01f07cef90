/** The work of `npm run test:training`; see ../test-training.mjs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { clearReports, runEndToEndTests, runGate, runNodeTests, summarize, tell } from './test-steps.mjs';

const TRAINING = ['--prefix', 'training'];

/**
 * Sets training up, type-checks it, runs its native tests, trains two epochs on generated films and runs the exported
 * model in the page.
 *
 * @returns {Promise<number>} 0 when all passed, else 1
 * @throws {Error} when a browser can't be had
 */
export async function testTraining() {
  const browser = await ensureBrowser(tell);
  clearReports();
  const setup = await runGate('Training: setup', [...TRAINING, 'setup']);
  if (setup.tally.failed > 0) return summarize([setup]);
  const outcomes = [
    setup,
    await runGate('Training: types', [...TRAINING, 'typecheck']),
    await runNodeTests('Training: native tests', [...TRAINING, 'test']),
  ];
  const folder = mkdtempSync(join(tmpdir(), 'lungfield-smoke-'));
  try {
    const smoke = await runGate('Training: two epochs on generated films', [
      ...TRAINING,
      'smoke',
      '--',
      '--out',
      folder,
    ]);
    const build = await runGate('Build', ['build']);
    outcomes.push(smoke, build);
    if (smoke.tally.failed + build.tally.failed === 0) {
      const env = { LUNGFIELD_MODEL_DIR: join(folder, 'model') };
      outcomes.push(
        await runEndToEndTests('The trained model in the page', browser, ['--grep=@training'], env),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return summarize(outcomes);
}
