/**
 * Results as a CSV file, saved at once. Names and withheld scores only when the reader asks for them.
 */
import { useState } from 'react';
import { buildCsv } from '../report/csv.ts';
import { isFinished } from '../study/study.ts';
import button from './button.module.css';
import styles from './export-controls.module.css';
import { saveFile } from './save-file.ts';
import { STRINGS } from './strings.ts';
import { readModelCard, useApp, useAppState } from './use-app.ts';

const FILE_NAME = 'lungfield-results.csv';

/** The export's button and its two choices; nothing before the first study is finished. */
export function ExportControls() {
  const { store, engine } = useApp();
  const hasResults = useAppState((state) => state.studies.some(isFinished));
  const [includeNames, setIncludeNames] = useState(false);
  const [includeWithheld, setIncludeWithheld] = useState(false);
  if (!hasResults) return null;
  const exportCsv = (): void => {
    const csv = buildCsv(store.getState(), readModelCard(engine), {
      includeNames,
      includeWithheld,
    });
    saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), FILE_NAME);
  };
  return (
    <div className={styles.controls}>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={includeNames}
          onChange={(event) => setIncludeNames(event.target.checked)}
        />
        {STRINGS.exporting.names}
      </label>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={includeWithheld}
          onChange={(event) => setIncludeWithheld(event.target.checked)}
        />
        {STRINGS.exporting.withheld}
      </label>
      <button type="button" className={button.plain} onClick={exportCsv}>
        {STRINGS.exporting.button}
      </button>
    </div>
  );
}
