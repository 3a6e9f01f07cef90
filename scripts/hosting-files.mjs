/** `npm run hosting-files`: writes the ready configurations of web servers into deploy/. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTING_FILES } from './lib/hosting.mjs';
import { ROOT } from './lib/paths.mjs';

for (const [name, text] of Object.entries(HOSTING_FILES)) writeFileSync(join(ROOT, 'deploy', name), text);
