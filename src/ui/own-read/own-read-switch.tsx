/**
 * Turns own-read-first on and off; off at the start of every page.
 */
import button from '../button.module.css';
import { STRINGS } from '../strings.ts';
import { useApp, useAppState } from '../use-app.ts';
import styles from './own-read.module.css';

/** A button that stays pressed while the mode is on. */
export function OwnReadSwitch() {
  const { store } = useApp();
  const isOn = useAppState((state) => state.isReadFirst);
  return (
    <button
      type="button"
      className={`${button.plain} ${styles.switch}`}
      aria-pressed={isOn}
      title={STRINGS.ownRead.switchHint}
      onClick={() => store.dispatch({ type: 'read-first-set', isOn: !isOn })}
    >
      {STRINGS.ownRead.switch}
    </button>
  );
}
