/**
 * The operating point: what the present threshold bought on the locked tenth, and what that means at a prevalence of the
 * reader's. The threshold is the page's own: moved here, it is moved everywhere.
 * Invariant: no figure without its counts or its interval.
 */
import { countsAt, predictiveValues, type Rates, ratesOf } from '../../model/metrics/operating-point.ts';
import type { Estimate, ModelCard } from '../../model/model-card.ts';
import { DEFAULT_PREVALENCE } from '../../study/reducer.ts';
import { ConfusionTable } from '../charts/confusion-table.tsx';
import { LISTED_THRESHOLDS, RatesTable } from '../charts/rates-table.tsx';
import { ReliabilityChart } from '../charts/reliability-chart.tsx';
import { RocChart } from '../charts/roc-chart.tsx';
import { formatDecimal, toPercent } from '../format.ts';
import { NoCard } from '../no-card.tsx';
import { formatEstimate, formatEstimatePercent } from '../phrases.ts';
import { SliderField } from '../slider-field.tsx';
import { STRINGS } from '../strings.ts';
import { ThresholdControl } from '../threshold-control.tsx';
import { useApp, useAppState, useModelCard } from '../use-app.ts';
import styles from './operating-point.module.css';

/** The dialog's content. */
export default function OperatingPointPanel() {
  const card = useModelCard();
  return card === null ? <NoCard /> : <Panel card={card} />;
}

function Panel({ card }: { readonly card: ModelCard }) {
  const threshold = useAppState((state) => state.threshold);
  const report = card.performance.lockedTenth;
  const measured = { curve: card.operatingCurve, report };
  const counts = countsAt(measured, threshold);
  const rates = ratesOf(counts.confusion);
  return (
    <div className={styles.panel}>
      <p className={styles.intro}>
        {STRINGS.operatingPoint.measured(report.images, report.normal, report.pneumonia)}{' '}
        {STRINGS.operatingPoint.auroc(formatEstimate(report.auroc))} {STRINGS.result.notice}
      </p>
      <div className={styles.column}>
        <ThresholdControl />
        <Prevalence />
        <RatesList rates={rates} counts={counts.confusion} />
        <p className={styles.quiet}>
          {counts.uncertainFilms === 0
            ? STRINGS.operatingPoint.exact
            : STRINGS.operatingPoint.between(
                threshold,
                formatDecimal(counts.threshold, 4),
                counts.uncertainFilms,
              )}{' '}
          {STRINGS.operatingPoint.zone}
        </p>
        <ConfusionTable confusion={counts.confusion} caption={STRINGS.charts.confusion(threshold)} />
      </div>
      <div className={styles.column}>
        <RocChart
          curve={card.operatingCurve}
          pneumonia={report.pneumonia}
          threshold={threshold}
          rates={rates}
        />
        <RatesTable
          caption={STRINGS.operatingPoint.rowsNote}
          rows={LISTED_THRESHOLDS.map((listed) => ({
            threshold: listed,
            ...ratesOf(countsAt(measured, listed).confusion),
          }))}
        />
      </div>
      <div className={styles.column}>
        <ReliabilityChart bins={card.reliability} />
      </div>
    </div>
  );
}

function Prevalence() {
  const { store } = useApp();
  const prevalence = useAppState((state) => state.prevalence);
  return (
    <SliderField
      label={STRINGS.operatingPoint.prevalence}
      note={STRINGS.operatingPoint.prevalenceNote}
      resetLabel={STRINGS.operatingPoint.prevalenceReset}
      // In percent, whole tenths: a share such as 0.07 would come back as 7.000000000000001.
      value={Math.round(1000 * prevalence) / 10}
      defaultValue={100 * DEFAULT_PREVALENCE}
      min={0.1}
      max={99.9}
      step={0.1}
      digits={1}
      onChange={(percent) => store.dispatch({ type: 'prevalence-set', prevalence: percent / 100 })}
    />
  );
}

interface RatesListProps {
  readonly rates: Rates;
  readonly counts: Parameters<typeof ratesOf>[0];
}

function RatesList({ rates, counts }: RatesListProps) {
  const prevalence = useAppState((state) => state.prevalence);
  const { truePositive, falseNegative, trueNegative, falsePositive } = counts;
  const values = predictiveValues(counts, prevalence);
  const at = STRINGS.operatingPoint.atPrevalence(toPercent(prevalence));
  const rows: readonly (readonly [string, Estimate | null, string])[] = [
    [
      STRINGS.operatingPoint.sensitivity,
      rates.sensitivity,
      STRINGS.operatingPoint.of(truePositive, truePositive + falseNegative),
    ],
    [
      STRINGS.operatingPoint.specificity,
      rates.specificity,
      STRINGS.operatingPoint.of(trueNegative, trueNegative + falsePositive),
    ],
    [STRINGS.operatingPoint.positive, values.positive, at],
    [STRINGS.operatingPoint.negative, values.negative, at],
  ];
  return (
    <section aria-label={STRINGS.operatingPoint.rates}>
      <h3 className={styles.heading}>{STRINGS.operatingPoint.rates}</h3>
      <dl className={styles.rates}>
        {rows.map(([term, estimate, detail]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              {estimate === null ? STRINGS.operatingPoint.noCall : formatEstimatePercent(estimate)}
              <span className={styles.quiet}>{detail}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
