/**
 * Why there is nothing to say of the model: it is loading, or none could be verified.
 */
import { STRINGS } from './strings.ts';
import { useEngineState } from './use-app.ts';

/** One sentence. */
export function NoCard() {
  const engine = useEngineState();
  return <p>{engine.kind === 'loading' ? STRINGS.about.loading : STRINGS.about.unavailable}</p>;
}
