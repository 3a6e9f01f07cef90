/**
 * The window in numbers, in the film's own values. Invariant: a field keeps what is being typed; only a number leaves it.
 */
import { useState } from 'react';
import type { VoiWindow } from '../../image/voi-window.ts';
import type { LookAction } from '../../viewer/look.ts';
import { STRINGS } from '../strings.ts';
import styles from './toolbar.module.css';

/** The window that is shown, and how to change it. */
export interface WindowFieldsProps {
  /** null while there is none: the fields stay where they are. */
  readonly window: VoiWindow | null;
  readonly perform: (action: LookAction) => void;
}

/** Center and width. */
export function WindowFields({ window, perform }: WindowFieldsProps) {
  const decimals = window === null || window.width >= 100 ? 0 : window.width >= 10 ? 1 : 2;
  return (
    <div className={styles.fields}>
      <NumberField
        label={STRINGS.viewer.center}
        sign="C"
        text={window?.center.toFixed(decimals) ?? ''}
        isEnabled={window !== null}
        onNumber={(center) => perform({ type: 'set-window', center })}
      />
      <NumberField
        label={STRINGS.viewer.width}
        sign="W"
        text={window?.width.toFixed(decimals) ?? ''}
        isEnabled={window !== null}
        onNumber={(width) => perform({ type: 'set-window', width })}
      />
    </div>
  );
}

interface NumberFieldProps {
  readonly label: string;
  /** In place of the label where room is short: the letters that every viewer burns into the film's corner. */
  readonly sign: string;
  readonly text: string;
  readonly isEnabled: boolean;
  readonly onNumber: (value: number) => void;
}

function NumberField({ label, sign, text, isEnabled, onNumber }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <label className={styles.field} title={label}>
      <span className={styles.label}>{label}</span>
      <span className={styles.sign} aria-hidden="true">
        {sign}
      </span>
      <input
        type="number"
        step="any"
        value={draft ?? text}
        disabled={!isEnabled}
        onChange={({ target }) => {
          setDraft(target.value);
          if (Number.isFinite(target.valueAsNumber)) onNumber(target.valueAsNumber);
        }}
        onBlur={() => setDraft(null)}
      />
    </label>
  );
}
