import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ModelCardError, parseModelCard, shortModelHash } from './model-card.ts';

/** The shipped card, fresh each time. */
const readCard = () =>
  JSON.parse(readFileSync(new URL('../../public/model/model-card.json', import.meta.url), 'utf8'));

describe('the model card', () => {
  it('that is shipped is valid, and nothing of it is lost', () => {
    const card = readCard();
    expect(parseModelCard(card)).toEqual(card);
  });

  it('names its model by the first twelve digits of the hash', () => {
    const card = parseModelCard(readCard());
    expect(shortModelHash(card)).toHaveLength(12);
    expect(card.model.sha256.startsWith(shortModelHash(card))).toBe(true);
  });

  it.each([
    ['schemaVersion', { schemaVersion: 2 }],
    ['calibration.scale', { calibration: { ...readCard().calibration, scale: 0 } }],
    ['zones.upper', { zones: { ...readCard().zones, upper: 1.01 } }],
    ['zones.lower', { zones: { ...readCard().zones, lower: -0.01 } }],
    ['familiarity.images', { familiarity: { ...readCard().familiarity, images: 1.5 } }],
    ['model.sha256', { model: { ...readCard().model, sha256: 'ABC' } }],
    ['operatingCurve', { operatingCurve: [readCard().operatingCurve[0]] }],
  ])('is refused by the name of the field that does not fit: %s', (field, change) => {
    const parse = () => parseModelCard({ ...readCard(), ...change });
    expect(parse).toThrow(ModelCardError);
    expect(parse).toThrow(`The model card's ${field} is wrong`);
  });

  it.each([null, 7, 'card'])('is refused where it is none: %s', (json) => {
    expect(() => parseModelCard(json)).toThrow("The model card's root is wrong");
  });

  it('may have a zone of no width, but none that is upside down', () => {
    const card = readCard();
    const zones = { ...card.zones, lower: 0.5, upper: 0.5 };
    expect(parseModelCard({ ...card, zones }).zones).toEqual(zones);
    expect(() => parseModelCard({ ...card, zones: { ...zones, lower: 0.51 } })).toThrow('zone');
  });

  it('is refused where its counts are of another set than its report', () => {
    const card = readCard();
    const scoreCounts = { ...card.scoreCounts, normal: card.scoreCounts.normal + 1 };
    expect(() => parseModelCard({ ...card, scoreCounts })).toThrow(
      'contradicts itself: its counts are of another set',
    );
  });
});
