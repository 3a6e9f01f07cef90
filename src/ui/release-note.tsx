/**
 * Which page and which model this is: what a reader needs to tell two copies apart.
 */
import { shortModelHash } from '../model/model-card.ts';
import { STRINGS } from './strings.ts';
import { useModelCard } from './use-app.ts';

/** The page alone until a model was verified. */
export function ReleaseNote() {
  const card = useModelCard();
  return (
    <>
      <bdi>Lungfield {__APP_VERSION__}</bdi>
      {card !== null && <> · {STRINGS.exporting.model(card.version, shortModelHash(card))}</>}
    </>
  );
}
