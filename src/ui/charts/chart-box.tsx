/**
 * Room for one chart: its title, a picture for those who see it and a sentence for those who don't.
 */
import type { ReactNode } from 'react';
import styles from './charts.module.css';

/** What is drawn, and what it says. */
export interface ChartBoxProps {
  readonly title: string;
  /** What the chart shows, in one sentence. */
  readonly alternative: string;
  readonly name: string;
  readonly children: ReactNode;
}

/** The chart itself takes no focus: its numbers stand in a table beside it. */
export function ChartBox({ title, alternative, name, children }: ChartBoxProps) {
  return (
    <figure className={styles.figure}>
      <figcaption>{title}</figcaption>
      <div className={styles.chart} role="img" aria-label={alternative} data-chart={name}>
        {/* As the split chart: recharts leaves stops of the tab key in its layers. */}
        <div className={styles.drawing} inert>
          {children}
        </div>
      </div>
    </figure>
  );
}
