/**
 * Which model this is: its version, hashes and licence.
 */
import { type ModelCard, shortModelHash } from '../../model/model-card.ts';
import { formatCount } from '../format.ts';
import { STRINGS } from '../strings.ts';
import styles from './about.module.css';

/** Terms and values; the values are the card's own words. */
export function Identity({ card }: { readonly card: ModelCard }) {
  const rows: readonly (readonly [string, string])[] = [
    [STRINGS.print.app, `Lungfield ${__APP_VERSION__}`],
    [STRINGS.about.version, `${card.name} ${card.version}, ${shortModelHash(card)}`],
    [STRINGS.about.parameters, formatCount(card.model.parameters)],
    [STRINGS.about.weights, card.model.weightFormat],
    [STRINGS.about.modelHash, card.model.sha256],
    [STRINGS.about.dataHash, card.data.sha256],
    [STRINGS.about.licence, card.licence],
  ];
  return (
    <dl className={styles.identity}>
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
