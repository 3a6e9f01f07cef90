import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ModelCardError, parseModelCard } from '../../src/model/model-card.ts';
import { MODEL_FOLDER } from '../run/run-options.ts';
import { encodeCard, replaceDomain } from './replace-domain.ts';

const bytes = readFileSync(`${MODEL_FOLDER}/model-card.json`);
const card = parseModelCard(JSON.parse(bytes.toString()));
const section = { ...card.familiarity, withheldResidual: 2 * card.familiarity.withheldResidual };

describe('a card with another domain check', () => {
  it('changes nothing but that check and the file that proves it', () => {
    const selfTest = new TextEncoder().encode('{}');
    const refitted = replaceDomain(card, section, selfTest);
    expect(refitted.familiarity.withheldResidual).toBe(2 * card.familiarity.withheldResidual);
    expect(refitted.selfTest.file).toEqual({
      path: 'self-test.json',
      bytes: 2,
      // SHA-256 of "{}".
      sha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    });
    expect({ ...refitted, familiarity: null, selfTest: null }).toEqual({
      ...card,
      familiarity: null,
      selfTest: null,
    });
  });

  it('refuses a cut-off that is none', () => {
    const wrong = { ...section, withheldResidual: Number.NaN };
    expect(() => replaceDomain(card, wrong, new Uint8Array())).toThrow(ModelCardError);
  });

  it('is written as the export writes it, to the byte', () => {
    expect(Buffer.from(encodeCard(card)).equals(bytes)).toBe(true);
  });
});
