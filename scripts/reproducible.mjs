/** `npm run reproducible`: builds twice, in different folders, and compares every file; fails when one differs. */
import { startCommand } from './lib/start-command.mjs';

void startCommand(async () => {
  const { compareBuilds } = await import('./lib/reproducible.mjs');
  const { files, differences } = compareBuilds();
  for (const path of differences) process.stdout.write(`differs: ${path}\n`);
  process.stdout.write(`${files} files, ${differences.length} differ\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
});
