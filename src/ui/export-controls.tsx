/**
 * Results as a CSV file, saved at once. Names and withheld scores only when the reader asks for them.
 */
import { useState } from 'react';
import type { ReportOptions } from '../report/describe.ts';
import { isFinished } from '../study/study.ts';
import button from './button.module.css';
import styles from './export-controls.module.css';
import { ConcealedNote } from './own-read/concealed-note.tsx';
import { MoreExports } from './report/more-exports.tsx';
import { saveFile } from './save-file.ts';
import { STRINGS } from './strings.ts';
import { readModelCard, useApp, useAppState } from './use-app.ts';

const FILE_NAME = 'lungfield-results.csv';
const NOTE_ID = 'export-concealed';

type CsvWriter = typeof import('../report/csv.ts');

/** What writes the file, once it is there. */
let writer: CsvWriter | null = null;

async function loadWriter(): Promise<CsvWriter> {
  writer ??= await import('../report/csv.ts');
  return writer;
}

/** Fetches what writes the file, and what reads a table of labels by the same library, before either is asked for. */
export async function preloadTables(): Promise<void> {
  await Promise.all([loadWriter(), import('../study/label-table.ts')]);
}

/** The export's button and its two choices; nothing before the first study is finished. */
export function ExportControls() {
  const { store, engine } = useApp();
  const hasResults = useAppState((state) => state.studies.some(isFinished));
  const [options, setOptions] = useState<ReportOptions>({ includeNames: false, includeWithheld: false });
  if (!hasResults) return null;
  const exportCsv = (): void => {
    const [state, card] = [store.getState(), readModelCard(engine)];
    const save = ({ buildCsv }: CsvWriter): void => {
      const csv = buildCsv(state, card, options);
      saveFile(new Blob([csv], { type: 'text/csv;charset=utf-8' }), FILE_NAME);
    };
    // Within the click where it can be: a browser may ask about a file that comes by itself.
    if (writer === null) void loadWriter().then(save);
    else save(writer);
  };
  return (
    <div className={styles.controls}>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={options.includeNames}
          onChange={(event) => setOptions({ ...options, includeNames: event.target.checked })}
        />
        {STRINGS.exporting.names}
      </label>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={options.includeWithheld}
          onChange={(event) => setOptions({ ...options, includeWithheld: event.target.checked })}
        />
        {STRINGS.exporting.withheld}
      </label>
      <ConcealedNote id={NOTE_ID} includeWithheld={options.includeWithheld} />
      <button type="button" className={button.plain} aria-describedby={NOTE_ID} onClick={exportCsv}>
        {STRINGS.exporting.button}
      </button>
      <MoreExports options={options} onChange={setOptions} />
    </div>
  );
}
