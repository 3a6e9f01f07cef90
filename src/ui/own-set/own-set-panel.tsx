/**
 * The reader's own set: local validation, which every guideline asks for before use.
 * Invariant: every labelled film is counted or named among those left out.
 */
import { useState } from 'react';
import { measureCalls } from '../../model/metrics/validation.ts';
import type { Estimate, ModelCard } from '../../model/model-card.ts';
import type { LeftOut } from '../../study/own-set.ts';
import { ConfusionTable } from '../charts/confusion-table.tsx';
import { LISTED_THRESHOLDS, type RatesRow, RatesTable } from '../charts/rates-table.tsx';
import { RocChart } from '../charts/roc-chart.tsx';
import { NoCard } from '../no-card.tsx';
import { formatEstimate, formatEstimatePercent } from '../phrases.ts';
import { STRINGS } from '../strings.ts';
import { ThresholdControl } from '../threshold-control.tsx';
import { useAppState, useModelCard } from '../use-app.ts';
import { ErrorList } from './error-list.tsx';
import styles from './own-set.module.css';
import { SaveFigures } from './save-figures.tsx';
import { type MeasuredOwnSet, useOwnSet } from './use-own-set.ts';

/** The dialog's content. */
export default function OwnSetPanel() {
  const card = useModelCard();
  const [includeWithheld, setIncludeWithheld] = useState(false);
  const measured = useOwnSet(includeWithheld);
  const { normal, pneumonia } = measured.set.byClass;
  if (card === null) return <NoCard />;
  if (normal + pneumonia === 0) return <HowTo />;
  return (
    <div className={styles.panel}>
      <Counts measured={measured} includeWithheld={includeWithheld} onChoose={setIncludeWithheld} />
      <Figures measured={measured} />
      <Roc measured={measured} />
      <ErrorList set={measured.set} />
      <Save measured={measured} card={card} includeWithheld={includeWithheld} />
    </div>
  );
}

function HowTo() {
  const skippedRows = useAppState((state) => state.skippedLabelRows);
  return (
    <div className={styles.column}>
      <p className={styles.lead}>{STRINGS.ownSet.none}</p>
      <ul className={styles.how}>
        {STRINGS.ownSet.how.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
      {skippedRows > 0 && <p>{STRINGS.ownSet.skippedRows(skippedRows)}</p>}
      <p className={styles.quiet}>{STRINGS.ownSet.why}</p>
    </div>
  );
}

interface CountsProps {
  readonly measured: MeasuredOwnSet;
  readonly includeWithheld: boolean;
  readonly onChoose: (includeWithheld: boolean) => void;
}

const REASONS: readonly LeftOut[] = ['withheld', 'unread', 'rejected', 'failed', 'unfinished'];

function Counts({ measured: { set }, includeWithheld, onChoose }: CountsProps) {
  const skippedRows = useAppState((state) => state.skippedLabelRows);
  const { counted, leftOut, byClass } = set;
  const withheld = counted.filter((entry) => entry.isWithheld).length;
  return (
    <div className={`${styles.column} ${styles.whole}`}>
      <p className={styles.lead}>
        {STRINGS.ownSet.labelled(byClass.normal, byClass.pneumonia)} {STRINGS.ownSet.counted(counted.length)}{' '}
        {REASONS.filter((reason) => leftOut[reason] > 0)
          .map((reason) => STRINGS.ownSet.leftOut[reason](leftOut[reason]))
          .join(' ')}{' '}
        {withheld > 0 && STRINGS.ownSet.withheldIncluded(withheld)}
      </p>
      {skippedRows > 0 && <p>{STRINGS.ownSet.skippedRows(skippedRows)}</p>}
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={includeWithheld}
          onChange={(event) => onChoose(event.target.checked)}
        />
        {STRINGS.ownSet.includeWithheld}
      </label>
      <p className={styles.quiet}>
        {STRINGS.ownSet.patients} {STRINGS.result.notice}
      </p>
    </div>
  );
}

function showShare(estimate: Estimate | null): string {
  return estimate === null ? STRINGS.ownSet.noFilms : formatEstimatePercent(estimate);
}

function describeAuroc({ auroc, curve, set }: MeasuredOwnSet): string {
  if (set.leftOut.unfinished > 0) return STRINGS.ownSet.waits;
  if (auroc === null || curve.length === 0) return STRINGS.ownSet.oneClass;
  return auroc === 'measuring' ? STRINGS.ownSet.measuring : formatEstimate(auroc);
}

function Figures({ measured }: { readonly measured: MeasuredOwnSet }) {
  const threshold = useAppState((state) => state.threshold);
  const { calls, auroc } = measured;
  const rows: readonly (readonly [string, string])[] = [
    [STRINGS.ownSet.accuracy, showShare(calls.accuracy)],
    [STRINGS.ownSet.sensitivity, showShare(calls.sensitivity)],
    [STRINGS.ownSet.specificity, showShare(calls.specificity)],
    [STRINGS.ownSet.auroc, describeAuroc(measured)],
  ];
  return (
    <section className={styles.column} aria-label={STRINGS.ownSet.figures}>
      <ThresholdControl />
      <h3 className={styles.heading}>{STRINGS.ownSet.figures}</h3>
      <dl className={styles.figures}>
        {rows.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {auroc !== null && auroc !== 'measuring' && auroc.lower === auroc.upper && (
        <p>{STRINGS.ownSet.apart}</p>
      )}
      <p className={styles.quiet}>{STRINGS.ownSet.method}</p>
      <ConfusionTable confusion={calls.confusion} caption={STRINGS.charts.confusion(threshold)} />
    </section>
  );
}

/** The rates at a few thresholds; the set has both classes. */
function listRates({ probabilities, labels }: MeasuredOwnSet): RatesRow[] {
  return LISTED_THRESHOLDS.flatMap((threshold) => {
    const { sensitivity, specificity } = measureCalls(probabilities, labels, threshold);
    return sensitivity === null || specificity === null ? [] : [{ threshold, sensitivity, specificity }];
  });
}

function Roc({ measured }: { readonly measured: MeasuredOwnSet }) {
  const threshold = useAppState((state) => state.threshold);
  const { sensitivity, specificity, confusion } = measured.calls;
  if (sensitivity === null || specificity === null) return null;
  return (
    <div className={styles.column}>
      <RocChart
        curve={measured.curve}
        pneumonia={confusion.truePositive + confusion.falseNegative}
        threshold={threshold}
        rates={{ sensitivity, specificity }}
      />
      <RatesTable rows={listRates(measured)} caption={STRINGS.charts.intervals} />
    </div>
  );
}

interface SaveProps {
  readonly measured: MeasuredOwnSet;
  readonly card: ModelCard;
  readonly includeWithheld: boolean;
}

function Save({ measured, card, includeWithheld }: SaveProps) {
  const threshold = useAppState((state) => state.threshold);
  const { set, calls, auroc, curve } = measured;
  // A file without the interval would look as if there were none.
  if (auroc === 'measuring') return null;
  return <SaveFigures report={{ set, calls, auroc, curve, threshold, card, includeWithheld }} />;
}
