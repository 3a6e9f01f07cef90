/** The card of a model whose domain check is made anew. Pure. */
import { type ModelCard, parseModelCard } from '../../src/model/model-card.ts';
import { describeFile } from './model-hash.ts';

/**
 * The card of the same model with another domain check: nothing but the two sections changes.
 *
 * @param selfTest bytes of `self-test.json`
 * @throws ModelCardError when the result is no card
 */
export function replaceDomain(
  card: ModelCard,
  section: ModelCard['familiarity'],
  selfTest: Uint8Array,
): ModelCard {
  return parseModelCard({
    ...card,
    familiarity: section,
    selfTest: { ...card.selfTest, file: describeFile('self-test.json', selfTest) },
  });
}

/** The card as a file. */
export function encodeCard(card: ModelCard): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(card, null, 2)}\n`);
}
