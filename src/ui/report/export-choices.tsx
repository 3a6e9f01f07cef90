/**
 * What the reader lets out by the exports of the dialog.
 */
import type { ReportOptions } from '../../report/describe.ts';
import { STRINGS } from '../strings.ts';
import styles from './more-exports.module.css';

/** What is included, and how to change it. */
export interface ExportChoicesProps {
  readonly options: ReportOptions;
  readonly onChange: (options: ReportOptions) => void;

  readonly includeIdentity: boolean;
  readonly onIdentity: (includeIdentity: boolean) => void;
}

/** Three boxes; the first two are those beside the CSV. */
export function ExportChoices({ options, onChange, includeIdentity, onIdentity }: ExportChoicesProps) {
  const { includeNames, includeWithheld } = options;
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.heading}>{STRINGS.exporting.include}</legend>
      <Choice
        label={STRINGS.exporting.withNames}
        isOn={includeNames}
        onChange={(isOn) => onChange({ ...options, includeNames: isOn })}
      />
      <Choice
        label={STRINGS.exporting.withWithheld}
        isOn={includeWithheld}
        onChange={(isOn) => onChange({ ...options, includeWithheld: isOn })}
      />
      <Choice label={STRINGS.exporting.withIdentity} isOn={includeIdentity} onChange={onIdentity} />
      <p className={styles.quiet}>{STRINGS.exporting.identityNote}</p>
    </fieldset>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

function Choice({ label, isOn, onChange }: ChoiceProps) {
  return (
    <label className={styles.choice}>
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}
