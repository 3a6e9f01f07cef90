/**
 * The reader's decision threshold: a slider and, for an exact value, a number field. Both move every finding at once.
 * Invariant: the field keeps what is being typed; only a usable value leaves it.
 */
import { type ChangeEvent, useState } from 'react';
import { DEFAULT_THRESHOLD } from '../model/assess.ts';
import button from './button.module.css';
import { STRINGS } from './strings.ts';
import styles from './threshold-control.module.css';
import { useApp, useAppState } from './use-app.ts';

const MIN = 0.01;
const MAX = 0.99;
const STEP = 0.01;

/** Slider, field and a way back to one half. */
export function ThresholdControl() {
  const { store } = useApp();
  const threshold = useAppState((state) => state.threshold);
  const [draft, setDraft] = useState<string | null>(null);
  const set = (value: number): void => {
    if (value >= MIN && value <= MAX) store.dispatch({ type: 'threshold-set', threshold: value });
  };
  const onType = (event: ChangeEvent<HTMLInputElement>): void => {
    setDraft(event.target.value);
    set(event.target.valueAsNumber);
  };
  return (
    <div className={styles.control}>
      <label className={styles.label} htmlFor="threshold">
        {STRINGS.threshold.label}
      </label>
      <button
        type="button"
        className={`${button.quiet} ${styles.reset}`}
        disabled={threshold === DEFAULT_THRESHOLD}
        onClick={() => set(DEFAULT_THRESHOLD)}
      >
        {STRINGS.threshold.reset}
      </button>
      <input
        id="threshold"
        className={styles.slider}
        type="range"
        min={MIN}
        max={MAX}
        step={STEP}
        value={threshold}
        onChange={(event) => set(event.target.valueAsNumber)}
      />
      <input
        className={styles.field}
        type="number"
        aria-label={STRINGS.threshold.exact}
        min={MIN}
        max={MAX}
        step={STEP}
        value={draft ?? threshold.toFixed(2)}
        onChange={onType}
        onBlur={() => setDraft(null)}
      />
      <p className={styles.note}>{STRINGS.threshold.note}</p>
    </div>
  );
}
