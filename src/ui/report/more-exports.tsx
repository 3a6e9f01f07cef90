/**
 * The exports beside the CSV: a dialog with what is included, the files of all films, and those of the film on screen.
 * Invariant: whose a film is stays out unless its own box is ticked; every box is the reader's and off at first.
 */
import { useRef, useState } from 'react';
import { DecodeError, DecodeFailure } from '../../image/decode-error.ts';
import type { ReportOptions } from '../../report/describe.ts';
import { FAILURES, REJECTIONS } from '../../study/codes.ts';
import button from '../button.module.css';
import { Dialog } from '../dialog.tsx';
import { ConcealedNote } from '../own-read/concealed-note.tsx';
import { saveFile } from '../save-file.ts';
import { STRINGS } from '../strings.ts';
import { shownStudyId, useApp, useAppState, useStudy } from '../use-app.ts';
import { ExportChoices } from './export-choices.tsx';
import { loadExports } from './late-exports.ts';
import type { ExportedFile, ExportRequest } from './make-exports.ts';
import styles from './more-exports.module.css';
import { PrintSheet } from './print-sheet.tsx';
import { usePrinting } from './use-printing.ts';
import { useCurrentReport } from './use-report.ts';

/** What is included, and how to change it. */
export interface MoreExportsProps {
  readonly options: ReportOptions;
  readonly onChange: (options: ReportOptions) => void;
}

type Task =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly text: string }
  | { readonly kind: 'saved'; readonly name: string }
  | { readonly kind: 'failed'; readonly reason: string };

/** Makes one file with the formats, once these are loaded. */
type Make = (formats: typeof import('./make-exports.ts'), request: ExportRequest) => Promise<ExportedFile>;

/** The button, its dialog, and the sheet that is printed. */
export function MoreExports({ options, onChange }: MoreExportsProps) {
  const dialogRef = useRef<HTMLDialogElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const { isPrinting, print } = usePrinting();
  const open = (): void => {
    setIsOpen(true);
    dialogRef.current?.showModal();
  };
  return (
    <>
      <button type="button" className={button.plain} onClick={open}>
        {STRINGS.exporting.more}
      </button>
      <Dialog ref={dialogRef} title={STRINGS.exporting.more} width="narrow" onClose={() => setIsOpen(false)}>
        {isOpen && (
          <Exports
            options={options}
            onChange={onChange}
            onPrint={() => {
              dialogRef.current?.close();
              void print();
            }}
          />
        )}
      </Dialog>
      {isPrinting && <PrintSheet options={options} />}
    </>
  );
}

interface ExportsProps extends MoreExportsProps {
  readonly onPrint: () => void;
}

function Exports({ options, onChange, onPrint }: ExportsProps) {
  const { files } = useApp();
  const readReport = useCurrentReport(options);
  const [includeIdentity, setIncludeIdentity] = useState(false);
  const [task, setTask] = useState<Task>({ kind: 'idle' });
  const isBusy = task.kind === 'busy';

  const run = async (make: Make): Promise<void> => {
    setTask({ kind: 'busy', text: STRINGS.exporting.making });
    try {
      const { report } = readReport();
      const file = await make(await loadExports(), { report, files, includeIdentity });
      saveFile(file.blob, file.name);
      setTask({ kind: 'saved', name: file.name });
    } catch (error) {
      setTask({ kind: 'failed', reason: explain(error) });
    }
  };
  return (
    <div className={styles.exports}>
      <p className={styles.quiet}>{STRINGS.exporting.notice}</p>
      <ExportChoices
        options={options}
        onChange={onChange}
        includeIdentity={includeIdentity}
        onIdentity={setIncludeIdentity}
      />
      <section className={styles.group} aria-labelledby="exports-all">
        <h3 id="exports-all" className={styles.heading}>
          {STRINGS.exporting.all}
        </h3>
        <ConcealedNote includeWithheld={options.includeWithheld} />
        <Format
          text={STRINGS.exporting.json}
          isDisabled={isBusy}
          onMake={() => void run(async ({ makeJson }, { report }) => makeJson(report))}
        />
        <Format
          text={STRINGS.exporting.fhir}
          isDisabled={isBusy}
          onMake={() =>
            void run(({ makeFhir }, request) =>
              makeFhir(request, (done, total) =>
                setTask({ kind: 'busy', text: STRINGS.exporting.reading(done, total) }),
              ),
            )
          }
        />
      </section>
      <OneFilm options={options} isBusy={isBusy} run={run} onPrint={onPrint} />
      <Outcome task={task} />
    </div>
  );
}

/** Why an export came to nothing, without a word of the file's own. */
function explain(error: unknown): string {
  if (error instanceof DecodeFailure) return FAILURES[error.code].problem;
  if (error instanceof DecodeError) return REJECTIONS[error.code].problem;
  return '';
}

interface OneFilmProps {
  readonly options: ReportOptions;
  readonly isBusy: boolean;
  readonly run: (make: Make) => Promise<void>;
  readonly onPrint: () => void;
}

/** What can be made of the film on screen; a reason in place of what can't. */
function OneFilm({ options, isBusy, run, onPrint }: OneFilmProps) {
  // Only to render again when the film or its result changes; what is exported is described when a button is pressed.
  const study = useStudy(useAppState(shownStudyId));
  const readReport = useCurrentReport(options);
  const shown = study === undefined ? null : readReport().shown;
  const hasResult = shown?.run != null;
  const scores = shown?.scores ?? null;
  const { report, capture, print } = STRINGS.exporting;
  return (
    <section className={styles.group} aria-labelledby="exports-one">
      <h3 id="exports-one" className={styles.heading}>
        {STRINGS.exporting.one}
      </h3>
      {!hasResult && <p className={styles.quiet}>{STRINGS.exporting.noResult}</p>}
      {hasResult && (
        <>
          <Format
            text={report}
            isDisabled={isBusy}
            onMake={() =>
              void run(({ makeStructuredReport }, request) => makeStructuredReport(request, shown))
            }
          />
          {scores === null ? (
            <p className={styles.quiet}>{STRINGS.exporting.noHeatmap}</p>
          ) : (
            <Format
              text={capture}
              isDisabled={isBusy}
              onMake={() => void run(({ makeCapture }, request) => makeCapture(request, shown, scores))}
            />
          )}
          <Format text={print} isDisabled={isBusy} onMake={onPrint} />
        </>
      )}
    </section>
  );
}

interface FormatProps {
  readonly text: { readonly button: string; readonly about: string };
  readonly isDisabled: boolean;
  readonly onMake: () => void;
}

function Format({ text, isDisabled, onMake }: FormatProps) {
  const id = `export-${text.button.replaceAll(' ', '-')}`;
  return (
    <div className={styles.format}>
      <button
        type="button"
        className={button.plain}
        // Not `disabled`, which would take the focus away from who pressed it.
        aria-disabled={isDisabled}
        aria-describedby={id}
        onClick={isDisabled ? undefined : onMake}
      >
        {text.button}
      </button>
      <p id={id} className={styles.quiet}>
        {text.about}
      </p>
    </div>
  );
}

function Outcome({ task }: { readonly task: Task }) {
  return (
    <>
      <p className={styles.outcome} aria-live="polite">
        {task.kind === 'busy' && task.text}
        {task.kind === 'saved' && STRINGS.exporting.saved(task.name)}
      </p>
      {task.kind === 'failed' && (
        <p className={styles.outcome} role="alert">
          {STRINGS.exporting.failed} {task.reason}
        </p>
      )}
    </>
  );
}
