import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseModelCard } from '../../src/model/model-card.ts';
import { ROOT } from './paths.mjs';
import { insertFigures, renderFigures } from './readme-figures.mjs';

const cardFile = join(ROOT, 'public', 'model', 'model-card.json');

describe('the README tells the shipped model’s own figures', () => {
  it('equals what the card says now (npm run readme-figures writes it)', () => {
    const card = existsSync(cardFile) ? parseModelCard(JSON.parse(readFileSync(cardFile, 'utf8'))) : null;
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    expect(readme).toBe(insertFigures(readme, renderFigures(card)));
  });

  it('refuses a README without its marks', () => {
    expect(() => insertFigures('# Lungfield', 'figures')).toThrow('marks');
  });
});
