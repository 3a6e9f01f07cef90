/**
 * What a score like the shown one meant on held-out films, in counts out of 100.
 * Invariant: no count without its interval; where the interval is wide, it is what the sentence says.
 */
import { binOfScore, type ScoreCounts } from '../model/score-bins.ts';
import styles from './counts.module.css';
import { toCounts } from './format.ts';
import { formatScoreRange } from './phrases.ts';
import { STRINGS } from './strings.ts';

/** What the counts are read from. */
export interface CountsProps {
  readonly counts: ScoreCounts;
  /** In [0, 1]. */
  readonly probabilityPneumonia: number;
}

/** From this width on, in films of 100, a single number would say more than is known. */
const WIDE_INTERVAL = 20;

/** Two sentences: the counts, and what they were counted on. */
export function Counts({ counts, probabilityPneumonia }: CountsProps) {
  const bin = binOfScore(counts, probabilityPneumonia);
  const { value, lower, upper } = toCounts(bin.share);
  const isWide = upper - lower > WIDE_INTERVAL;
  const sayCounts = isWide ? STRINGS.counts.wide : STRINGS.counts.plain;
  return (
    <div className={styles.counts} data-counts>
      <p>{sayCounts(value, lower, upper)}</p>
      <p className={styles.quiet}>
        {isWide && `${STRINGS.counts.few} `}
        {STRINGS.counts.source(bin.normal + bin.pneumonia, formatScoreRange(bin))}
      </p>
    </div>
  );
}
