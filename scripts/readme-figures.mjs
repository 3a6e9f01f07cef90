/** `npm run readme-figures`: writes the shipped model card's figures into README.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';
import { insertFigures, renderFigures } from './lib/readme-figures.mjs';

const cardFile = join(ROOT, 'public', 'model', 'model-card.json');
const readmeFile = join(ROOT, 'README.md');
const card = existsSync(cardFile) ? JSON.parse(readFileSync(cardFile, 'utf8')) : null;
writeFileSync(readmeFile, insertFigures(readFileSync(readmeFile, 'utf8'), renderFigures(card)));
