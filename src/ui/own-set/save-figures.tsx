/**
 * The figures of the reader's own set as files; names only where the reader asks for them.
 */
import { useState } from 'react';
import { buildOwnSetCsv, buildOwnSetJson, type OwnSetReport } from '../../report/own-set.ts';
import button from '../button.module.css';
import { saveFile } from '../save-file.ts';
import { STRINGS } from '../strings.ts';
import { useApp } from '../use-app.ts';
import styles from './own-set.module.css';

/** Two buttons and one choice. */
export function SaveFigures({
  report,
}: {
  readonly report: Omit<OwnSetReport, 'includeNames' | 'appVersion'>;
}) {
  const { store } = useApp();
  const [includeNames, setIncludeNames] = useState(false);
  const whole = { ...report, includeNames, appVersion: __APP_VERSION__ };
  const saveCsv = (): void => {
    const csv = buildOwnSetCsv(whole, store.getState().studies);
    saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), 'lungfield-own-set.csv');
  };
  const saveJson = (): void => {
    const json = buildOwnSetJson(whole);
    saveFile(new Blob([json], { type: 'application/json' }), 'lungfield-own-set.json');
  };
  return (
    <section className={`${styles.save} ${styles.whole}`} aria-label={STRINGS.ownSet.save}>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={includeNames}
          onChange={(event) => setIncludeNames(event.target.checked)}
        />
        {STRINGS.ownSet.names}
      </label>
      <button type="button" className={button.plain} onClick={saveCsv}>
        {STRINGS.ownSet.csv}
      </button>
      <button type="button" className={button.plain} onClick={saveJson}>
        {STRINGS.ownSet.json}
      </button>
    </section>
  );
}
