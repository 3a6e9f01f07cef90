/** `npm run sbom`: writes release/sbom.cdx.json. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { makeBill } from './lib/sbom.mjs';

const bill = makeBill();
mkdirSync(join(ROOT, 'release'), { recursive: true });
writeFileSync(join(ROOT, 'release', 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
process.stdout.write(`${bill.components.length} components in release/sbom.cdx.json\n`);
