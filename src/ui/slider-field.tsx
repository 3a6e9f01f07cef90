/**
 * A number that the reader sets: a slider and, for an exact value, a field, with a way back.
 * Invariant: the field keeps what is being typed; only a usable value leaves it.
 */
import { type ChangeEvent, useId, useState } from 'react';
import button from './button.module.css';
import styles from './slider-field.module.css';
import { STRINGS } from './strings.ts';

/** What is set, and how. */
export interface SliderFieldProps {
  readonly label: string;
  readonly note: string;
  readonly resetLabel: string;
  readonly value: number;
  readonly defaultValue: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** Decimals of the field. */
  readonly digits: number;
  /** Given values from `min` to `max` alone. */
  readonly onChange: (value: number) => void;
}

/** Slider, field and the way back. */
export function SliderField(props: SliderFieldProps) {
  const { label, note, value, defaultValue, min, max, step } = props;
  const sliderId = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const set = (next: number): void => {
    if (next >= min && next <= max) props.onChange(next);
  };
  const onType = (event: ChangeEvent<HTMLInputElement>): void => {
    setDraft(event.target.value);
    set(event.target.valueAsNumber);
  };
  return (
    <div className={styles.control}>
      <label className={styles.label} htmlFor={sliderId}>
        {label}
      </label>
      <button
        type="button"
        className={`${button.quiet} ${styles.reset}`}
        disabled={value === defaultValue}
        onClick={() => set(defaultValue)}
      >
        {props.resetLabel}
      </button>
      <input
        id={sliderId}
        className={styles.slider}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        onChange={(event) => set(event.target.valueAsNumber)}
      />
      <input
        className={styles.field}
        type="number"
        aria-label={STRINGS.threshold.exact(label)}
        min={min}
        max={max}
        step={step}
        value={draft ?? value.toFixed(props.digits)}
        onChange={onType}
        onBlur={() => setDraft(null)}
      />
      <p className={styles.note}>{note}</p>
    </div>
  );
}
