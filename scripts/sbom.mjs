/** `npm run sbom`: writes release/sbom.cdx.json. */
import { startCommand } from './lib/start-command.mjs';

void startCommand(
  async () => {
    const { mkdirSync, writeFileSync } = await import('node:fs');
    const { ROOT } = await import('./lib/paths.mjs');
    const { makeBill } = await import('./lib/sbom.mjs');
    const bill = makeBill();
    mkdirSync(`${ROOT}release`, { recursive: true });
    writeFileSync(`${ROOT}release/sbom.cdx.json`, `${JSON.stringify(bill, null, 2)}\n`);
    process.stdout.write(`${bill.components.length} components in release/sbom.cdx.json\n`);
  },
  { needsPackages: false },
);
