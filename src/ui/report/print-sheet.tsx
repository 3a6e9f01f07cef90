/**
 * One study on one sheet of paper, in place of the page: picture, result, checks, and by what it was made.
 * Invariants: it is there only while the page is printed; names and withheld scores are on it only where they were asked
 * for; without a result there is no sheet, and the page itself is printed.
 */
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { ModelCard } from '../../model/model-card.ts';
import {
  NOTICE,
  type Report,
  type ReportedRun,
  type ReportedScores,
  type ReportedStudy,
  type ReportOptions,
} from '../../report/describe.ts';
import { type CodeText, FAILURES, REJECTIONS, WARNINGS, WITHHOLDINGS } from '../../study/codes.ts';
import type { Preview } from '../../study/study.ts';
import { Counts } from '../counts.tsx';
import { FindingMark } from '../finding-mark.tsx';
import { formatDecimal, formatDuration, formatShares, formatUtc, toPercent } from '../format.ts';
import { paintHeat, SCALE_END, SCALE_GRADIENT } from '../heat-scale.ts';
import { NoticeMark, PassedMark } from '../notice-mark.tsx';
import { describeFinding } from '../phrases.ts';
import { Sentence } from '../sentence.tsx';
import { STRINGS } from '../strings.ts';
import { useApp } from '../use-app.ts';
import { PrintBar } from './print-bar.tsx';
import styles from './print-sheet.module.css';
import { readShownHeatmap, type ShownHeatmap } from './shown-heatmap.ts';
import { useCurrentReport } from './use-report.ts';

const REASONS: Readonly<Record<ReportedStudy['reasons'][number], CodeText>> = {
  ...REJECTIONS,
  ...FAILURES,
  ...WITHHOLDINGS,
};

/** The sheet; nothing where the film on screen has no result. */
export function PrintSheet({ options }: { readonly options: ReportOptions }) {
  const { store } = useApp();
  const readReport = useCurrentReport(options);
  // As it is when the printing begins.
  const [{ report, card, shown }] = useState(readReport);
  if (shown === null || shown.run === null) return null;
  const { preview, isPictureless } = store.getState().studies[shown.index];
  return createPortal(
    <article className={styles.sheet} data-print-sheet>
      <header className={styles.head}>
        <strong>{STRINGS.print.title}</strong>
        <strong>{NOTICE}</strong>
      </header>
      <Pictures
        preview={preview}
        isPictureless={isPictureless}
        heatmap={shown.scores === null ? null : readShownHeatmap(shown.index)}
      />
      <Result study={shown} report={report} card={card} />
      <Checks study={shown} run={shown.run} />
      <Facts study={shown} run={shown.run} report={report} />
    </article>,
    document.body,
  );
}

interface PicturesProps {
  readonly preview: Preview | null;
  readonly isPictureless: boolean;
  readonly heatmap: ShownHeatmap | null;
}

function Pictures({ preview, isPictureless, heatmap }: PicturesProps) {
  if (preview === null) return <p>{isPictureless ? STRINGS.film.noPicture : STRINGS.film.waiting}</p>;
  return (
    <div className={styles.pictures}>
      <figure className={styles.picture}>
        <img src={preview.url} width={preview.widthPx} height={preview.heightPx} alt={STRINGS.print.film} />
        <figcaption>{STRINGS.print.film}</figcaption>
      </figure>
      {heatmap !== null && (
        <figure className={styles.picture}>
          <div className={styles.stack}>
            <img
              src={preview.url}
              width={preview.widthPx}
              height={preview.heightPx}
              alt={STRINGS.print.heatmap}
            />
            <HeatLayer heatmap={heatmap} preview={preview} />
          </div>
          <Legend heatmap={heatmap} />
        </figure>
      )}
    </div>
  );
}

function HeatLayer({ heatmap, preview }: { readonly heatmap: ShownHeatmap; readonly preview: Preview }) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { grid, source, opacity } = heatmap;
  const { widthPx, heightPx } = preview;
  // Before the browser looks: paper is not drawn twice.
  useLayoutEffect(() => {
    const pixels = new ImageData(paintHeat(grid, SCALE_END[source], widthPx, heightPx), widthPx, heightPx);
    ref.current?.getContext('2d')?.putImageData(pixels, 0, 0);
  }, [grid, source, widthPx, heightPx]);
  return <canvas ref={ref} width={widthPx} height={heightPx} style={{ opacity }} />;
}

function Legend({ heatmap: { source, className } }: { readonly heatmap: ShownHeatmap }) {
  const end = SCALE_END[source];
  return (
    <figcaption>
      {STRINGS.heatmap.sources[source]}: {STRINGS.heatmap.unit[source](className)}
      <span className={styles.scale} style={{ background: SCALE_GRADIENT }} />
      <span className={styles.ticks}>
        <span>0</span>
        <span>{end / 2}</span>
        <span>{STRINGS.heatmap.orMore(end)}</span>
      </span>
      <strong>{STRINGS.heatmap.warning}</strong> {STRINGS.heatmap.dark(className)}
    </figcaption>
  );
}

interface ResultProps {
  readonly study: ReportedStudy;
  readonly report: Report;
  readonly card: ModelCard | null;
}

function Result({ study, report, card }: ResultProps) {
  const { reasons, scores } = study;
  return (
    <section className={styles.group}>
      {reasons.length > 0 && (
        <div>
          <h2>{STRINGS.result.withheldTitle}</h2>
          {reasons.map((code) => (
            <p key={code}>{REASONS[code].problem}</p>
          ))}
          {scores !== null && <p>{STRINGS.print.included}</p>}
        </div>
      )}
      {scores !== null && (
        <Scores scores={scores} report={report}>
          {card !== null && reasons.length === 0 && (
            <Counts counts={card.scoreCounts} probabilityPneumonia={scores.probabilityPneumonia} />
          )}
          {reasons.length > 0 && <p>{STRINGS.counts.unlike}</p>}
        </Scores>
      )}
    </section>
  );
}

interface ScoresProps {
  readonly scores: ReportedScores;
  readonly report: Report;
  readonly children: ReactNode;
}

function Scores({ scores, report, children }: ScoresProps) {
  const { probabilityPneumonia, finding } = scores;
  const { threshold, zone } = report;
  const shares = formatShares(probabilityPneumonia);
  return (
    <>
      <p className={styles.sentence}>
        <Sentence probabilityPneumonia={probabilityPneumonia} />
      </p>
      <p className={styles.quiet}>{STRINGS.result.prior}</p>
      <p className={styles.shares}>
        <span>
          {STRINGS.result.pneumonia} {shares.pneumonia} %
        </span>
        <span>
          {STRINGS.result.normal} {shares.normal} %
        </span>
      </p>
      {zone !== null && (
        <>
          <PrintBar probabilityPneumonia={probabilityPneumonia} threshold={threshold} zone={zone} />
          {zone.lower < zone.upper && (
            <p className={styles.quiet}>
              {STRINGS.result.zone(toPercent(zone.lower), toPercent(zone.upper))}
            </p>
          )}
          {finding !== null && (
            <p className={styles.finding}>
              <FindingMark finding={finding} />
              <strong>{STRINGS.findings[finding]}</strong> {describeFinding(finding, zone)}
            </p>
          )}
        </>
      )}
      {children}
    </>
  );
}

function Checks({ study, run }: { readonly study: ReportedStudy; readonly run: ReportedRun }) {
  const isUnlike = study.reasons.includes('unlike-training-data');
  return (
    <section className={styles.group}>
      <h2>{STRINGS.result.checks}</h2>
      <ul>
        <li className={styles.check}>
          {isUnlike ? <NoticeMark /> : <PassedMark />}
          {isUnlike ? STRINGS.result.isUnfamiliar : STRINGS.result.isFamiliar}
        </li>
        {run.warnings.length === 0 && (
          <li className={styles.check}>
            <PassedMark />
            {STRINGS.result.noWarnings}
          </li>
        )}
        {run.warnings.map((code) => (
          <li key={code} className={styles.check}>
            <NoticeMark />
            {WARNINGS[code].problem}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FactsProps {
  readonly study: ReportedStudy;
  readonly run: ReportedRun;
  readonly report: Report;
}

function Facts({ study, run, report }: FactsProps) {
  const { model, appVersion, createdAt, threshold } = report;
  const { film, engine, durationMs } = run;
  const rows: readonly (readonly [string, string])[] = [
    ...(study.file === null ? [] : [[STRINGS.print.file, study.file] as const]),
    [STRINGS.print.indexLabel, String(study.index)],
    [STRINGS.result.film, STRINGS.film.facts(film.widthPx, film.heightPx, film.bitDepth, film.format)],
    ...(study.correction === null
      ? []
      : [[STRINGS.print.correction, STRINGS.print.corrected(study.correction)] as const]),
    [STRINGS.print.thresholdLabel, STRINGS.print.thresholdOf(threshold)],
    ...(study.scores === null
      ? []
      : [
          [
            STRINGS.result.familiarity,
            STRINGS.result.familiarityNote(formatDecimal(study.scores.familiarity, 2)),
          ] as const,
        ]),
    [STRINGS.result.engine, `${STRINGS.engines[engine]}, ${formatDuration(durationMs)}`],
    [STRINGS.result.model, model === null ? '' : `${model.name} ${model.version}, ${model.shortHash}`],
    [STRINGS.print.modelHash, model?.sha256 ?? ''],
    [STRINGS.print.app, `Lungfield ${appVersion}`],
    [STRINGS.print.made, formatUtc(createdAt)],
  ];
  return (
    <dl className={styles.facts}>
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
