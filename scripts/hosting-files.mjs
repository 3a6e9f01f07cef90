/** `npm run hosting-files`: writes the ready configurations of web servers into deploy/. */
import { startCommand } from './lib/start-command.mjs';

void startCommand(
  async () => {
    const { writeFileSync } = await import('node:fs');
    const { HOSTING_FILES } = await import('./lib/hosting.mjs');
    const { ROOT } = await import('./lib/paths.mjs');
    for (const [name, text] of Object.entries(HOSTING_FILES)) writeFileSync(`${ROOT}deploy/${name}`, text);
  },
  { needsPackages: false },
);
