/**
 * The model card: what the model is for, what it was measured to do, and what it is not known to do.
 * Invariant: every figure is the card's own, at the card's own threshold, whatever the reader has set.
 */
import { ratesOf } from '../../model/metrics/operating-point.ts';
import type { MetricReport, ModelCard } from '../../model/model-card.ts';
import { ConfusionTable } from '../charts/confusion-table.tsx';
import { ReliabilityChart } from '../charts/reliability-chart.tsx';
import { RocChart } from '../charts/roc-chart.tsx';
import { CountsTable } from '../counts-table.tsx';
import { formatSignificant, toPercent } from '../format.ts';
import { NoCard } from '../no-card.tsx';
import { PerformanceTable } from '../performance-table.tsx';
import { STRINGS } from '../strings.ts';
import { useModelCard } from '../use-app.ts';
import styles from './about.module.css';
import { Identity } from './identity.tsx';

/** The dialog's content. */
export default function AboutPanel() {
  const card = useModelCard();
  return card === null ? <NoCard /> : <CardFacts card={card} />;
}

function CardFacts({ card }: { readonly card: ModelCard }) {
  return (
    <div className={styles.panel}>
      <p>{STRINGS.result.notice}</p>
      <h3>{STRINGS.about.intendedUse}</h3>
      <p lang="en" dir="ltr">
        {card.intendedUse}
      </p>
      <h3>{STRINGS.about.limits}</h3>
      <ul className={styles.limits} lang="en" dir="ltr">
        {card.limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
      <h3>{STRINGS.about.performance}</h3>
      <PerformanceTable performance={card.performance} />
      <div className={styles.pair}>
        <Confusion name={STRINGS.about.outOfFold} report={card.performance.outOfFold} />
        <Confusion name={STRINGS.about.lockedTenth} report={card.performance.lockedTenth} />
      </div>
      <h3>{STRINGS.about.plots}</h3>
      <Plots card={card} />
      <h3>{STRINGS.about.howToRead}</h3>
      <HowToRead card={card} />
      <h3>{STRINGS.about.data}</h3>
      <p lang="en" dir="ltr">
        {card.data.name}
      </p>
      <p>{STRINGS.about.dataImages(card.data.images, card.data.patients)}</p>
      <p lang="en" dir="ltr">
        {card.data.licence}
      </p>
      <h3>{STRINGS.about.cite}</h3>
      <dl className={styles.cite}>
        <dt>{STRINGS.about.citeModel}</dt>
        <dd lang="en" dir="ltr">
          {card.citation}
        </dd>
        <dt>{STRINGS.about.citeData}</dt>
        <dd lang="en" dir="ltr">
          {card.data.citation}
        </dd>
      </dl>
      <h3>{STRINGS.about.identity}</h3>
      <Identity card={card} />
    </div>
  );
}

function Confusion({ name, report }: { readonly name: string; readonly report: MetricReport }) {
  return (
    <div className={styles.column}>
      <ConfusionTable
        confusion={report.confusion}
        caption={`${name}. ${STRINGS.charts.confusion(report.threshold)}`}
      />
    </div>
  );
}

function Plots({ card }: { readonly card: ModelCard }) {
  const { confusion, pneumonia, threshold } = card.performance.lockedTenth;
  return (
    <div className={styles.pair}>
      <div className={styles.column}>
        <RocChart
          curve={card.operatingCurve}
          pneumonia={pneumonia}
          threshold={threshold}
          rates={ratesOf(confusion)}
        />
      </div>
      <div className={styles.column}>
        <ReliabilityChart bins={card.reliability} />
      </div>
    </div>
  );
}

function HowToRead({ card }: { readonly card: ModelCard }) {
  const { zones, familiarity, calibration, exportDrift } = card;
  return (
    <>
      <p>{STRINGS.about.calibration(calibration.images)}</p>
      <p>
        {zones.lower < zones.upper
          ? STRINGS.about.zone(
              toPercent(zones.lower),
              toPercent(zones.upper),
              toPercent(zones.coverage),
              zones.images,
            )
          : STRINGS.about.noZone}
      </p>
      <CountsTable counts={card.scoreCounts} />
      <p>{STRINGS.about.domain(toPercent(familiarity.quantile), familiarity.images)}</p>
      <p>
        {STRINGS.about.drift(
          exportDrift.images,
          formatSignificant(exportDrift.maxAbsoluteLogit, 2),
          exportDrift.labelFlips,
        )}
      </p>
    </>
  );
}
