/**
 * Which model this is: its version, hashes and licence, and how fast it was found to be here.
 */
import { type ModelCard, shortModelHash } from '../../model/model-card.ts';
import { ENGINE_NAMES } from '../../runtime/engine-name.ts';
import type { EngineState } from '../../runtime/engine-state.ts';
import { FactList } from '../fact-list.tsx';
import { formatCount, formatDecimal } from '../format.ts';
import { STRINGS } from '../strings.ts';
import { useEngineState } from '../use-app.ts';
import styles from './about.module.css';

/** What the speed test found, the engine in use first; empty where there was nothing to compare. */
function listSpeeds(state: EngineState): string {
  if (state.kind !== 'ready') return '';
  const { medianMs = {} } = state.selection ?? {};
  return [...ENGINE_NAMES]
    .sort((a, b) => Number(b === state.engine) - Number(a === state.engine))
    .flatMap((name) => {
      const ms = medianMs[name];
      return ms === undefined ? [] : [`${STRINGS.engines[name]} ${formatDecimal(ms, 1)} ms`];
    })
    .join(', ');
}

/** Terms and values; the values are the card's own words. */
export function Identity({ card }: { readonly card: ModelCard }) {
  const speeds = listSpeeds(useEngineState());
  const rows: readonly (readonly [string, string])[] = [
    [STRINGS.print.app, `Lungfield ${__APP_VERSION__}`],
    [STRINGS.about.version, `${card.name} ${card.version}, ${shortModelHash(card)}`],
    [STRINGS.about.parameters, formatCount(card.model.parameters)],
    [STRINGS.about.weights, card.model.weightFormat],
    ...(speeds === '' ? [] : [[STRINGS.result.engine, STRINGS.about.speed(speeds)] as const]),
    [STRINGS.about.modelHash, card.model.sha256],
    [STRINGS.about.dataHash, card.data.sha256],
    [STRINGS.about.licence, card.licence],
  ];
  return <FactList className={styles.identity} facts={rows} />;
}
