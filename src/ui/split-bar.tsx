/**
 * The place of the split's chart: a box of fixed size that holds its room until recharts is there and the page has time for it, so
 * that nothing jumps and no click waits, with both shares as its text alternative.
 */
import { lazy, Suspense } from 'react';
import type { Zone } from '../model/zone.ts';
import { formatShares, toPercent } from './format.ts';
import styles from './split-bar.module.css';
import { STRINGS } from './strings.ts';
import { useTurn } from './turns.ts';

/** What a split bar shows. */
export interface SplitBarProps {
  /** In [0, 1]. */
  readonly probabilityPneumonia: number;
  /** On the probability of pneumonia, in (0, 1). */
  readonly threshold: number;
  /** The indeterminate zone at this threshold, as probabilities. */
  readonly zone: Zone;
  readonly size: 'small' | 'large';
}

const SplitChart = lazy(() => import('./split-chart.tsx'));

/** Fetches the chart's code before the first result needs it. */
export async function preloadSplitChart(): Promise<void> {
  await import('./split-chart.tsx');
}

/** The bar; the small one is hidden from screen readers, since its card's sentence says the same. */
export function SplitBar(props: SplitBarProps) {
  const { probabilityPneumonia, size, zone } = props;
  const shares = formatShares(probabilityPneumonia);
  const hasTurn = useTurn();
  // recharts draws in layers that are portals, and Chromium takes an SVG element on which React listens for focus for a
  // stop of the tab key (recharts/recharts#7799 took away the tabindex that had kept them out).
  const chart = (
    <div className={styles.chart} inert>
      <Suspense fallback={null}>{hasTurn && <SplitChart {...props} />}</Suspense>
    </div>
  );
  if (size === 'small') {
    return (
      <div className={styles.small} aria-hidden="true" data-chart="split">
        {chart}
      </div>
    );
  }
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.shares}>
        <span className={styles.share}>
          <span className={`${styles.swatch} ${styles.pneumonia}`} />
          {STRINGS.result.pneumonia} <strong dir="ltr">{shares.pneumonia} %</strong>
        </span>
        <span className={styles.share}>
          <span className={`${styles.swatch} ${styles.normal}`} />
          {STRINGS.result.normal} <strong dir="ltr">{shares.normal} %</strong>
        </span>
      </figcaption>
      <div
        className={styles.large}
        role="img"
        aria-label={STRINGS.result.chart(shares.pneumonia, shares.normal, props.threshold)}
        data-chart="split"
      >
        {chart}
      </div>
      {zone.lower < zone.upper && (
        <p className={styles.zone}>
          <span className={`${styles.strip} ${styles.indeterminate}`} />
          {STRINGS.result.zone(toPercent(zone.lower), toPercent(zone.upper))}
        </p>
      )}
    </figure>
  );
}
