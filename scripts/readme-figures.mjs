/** `npm run readme-figures`: writes the shipped model card's figures into README.md. */
import { startCommand } from './lib/start-command.mjs';

void startCommand(
  async () => {
    const { existsSync, readFileSync, writeFileSync } = await import('node:fs');
    const { ROOT } = await import('./lib/paths.mjs');
    const { insertFigures, renderFigures } = await import('./lib/readme-figures.mjs');
    const cardFile = `${ROOT}public/model/model-card.json`;
    const readmeFile = `${ROOT}README.md`;
    const card = existsSync(cardFile) ? JSON.parse(readFileSync(cardFile, 'utf8')) : null;
    writeFileSync(readmeFile, insertFigures(readFileSync(readmeFile, 'utf8'), renderFigures(card)));
  },
  { needsPackages: false },
);
