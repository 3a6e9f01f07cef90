/**
 * The numbers of one study: the bar with both shares, the sentence, the finding, the checks and where they come from.
 * Shown only where the study's score may be shown.
 */
import { useState } from 'react';
import { DEFAULT_THRESHOLD } from '../model/assess.ts';
import { type ModelCard, shortModelHash } from '../model/model-card.ts';
import { moveZone } from '../model/zone.ts';
import { findingOf, isWithheld, type Study, type StudyResult } from '../study/study.ts';
import { CODE_TEXTS } from './code-texts.ts';
import { Counts } from './counts.tsx';
import { FactList } from './fact-list.tsx';
import { FindingMark } from './finding-mark.tsx';
import { formatDecimal, formatDuration } from './format.ts';
import { NoticeMark, PassedMark } from './notice-mark.tsx';
import { describeFinding } from './phrases.ts';
import { isWide } from './reading-place.ts';
import styles from './score.module.css';
import { Sentence } from './sentence.tsx';
import { SplitBar } from './split-bar.tsx';
import { STRINGS } from './strings.ts';
import { ThresholdControl } from './threshold-control.tsx';
import { useAppState } from './use-app.ts';

/** What a score is shown from. */
export interface ScoreProps {
  readonly study: Study;
  readonly result: StudyResult;
  readonly card: ModelCard;
}

/** The score, from the answer to its provenance. */
export function Score({ study, result, card }: ScoreProps) {
  const threshold = useAppState((state) => state.threshold);
  const { probabilityPneumonia } = result.assessment;
  const zone = moveZone(card.zones, threshold);
  const finding = findingOf(study, threshold, card);
  return (
    <div className={styles.score}>
      <SplitBar probabilityPneumonia={probabilityPneumonia} threshold={threshold} zone={zone} size="large" />
      <p className={styles.sentence} data-sentence>
        <Sentence probabilityPneumonia={probabilityPneumonia} />
      </p>
      {finding !== null && (
        <div className={styles.finding} data-finding={finding}>
          <FindingMark finding={finding} />
          <div>
            <strong>{STRINGS.findings[finding]}</strong>
            {threshold !== DEFAULT_THRESHOLD && ` ${STRINGS.threshold.moved(threshold)}`}
            <p className={styles.quiet}>{describeFinding(finding, zone)}</p>
          </div>
        </div>
      )}
      {isWithheld(result) ? (
        <p className={styles.quiet}>
          {STRINGS.counts.unlike} {STRINGS.result.prior}
        </p>
      ) : (
        <Counts counts={card.scoreCounts} probabilityPneumonia={probabilityPneumonia} />
      )}
      <Checks result={result} />
      <ThresholdControl />
      <Details result={result} card={card} />
    </div>
  );
}

function Checks({ result }: { readonly result: StudyResult }) {
  const isFamiliar = result.assessment.domain === 'familiar';
  return (
    <div className={styles.group}>
      <h3 className={styles.heading}>{STRINGS.result.checks}</h3>
      <ul className={styles.checks}>
        <li className={styles.check}>
          {isFamiliar ? <PassedMark /> : <NoticeMark />}
          {isFamiliar ? STRINGS.result.isFamiliar : STRINGS.result.isUnfamiliar}
        </li>
        {result.filmReasons.map((code) => (
          <li key={code} className={styles.check}>
            <NoticeMark />
            {CODE_TEXTS.withholdings[code].problem}
          </li>
        ))}
        {result.warnings.length === 0 && (
          <li className={styles.check}>
            <PassedMark />
            {STRINGS.result.noWarnings}
          </li>
        )}
        {result.warnings.map((code) => (
          <li key={code} className={styles.check}>
            <NoticeMark />
            <span>
              {CODE_TEXTS.warnings[code].problem}{' '}
              <span className={styles.quiet}>{CODE_TEXTS.warnings[code].action}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Details({ result, card }: Omit<ScoreProps, 'study'>) {
  const { film } = result;
  // On a narrow screen the film lies below, and should not be pushed away.
  const [isOpen] = useState(isWide);
  const rows: readonly (readonly [string, string])[] = [
    [
      STRINGS.result.familiarity,
      STRINGS.result.familiarityNote(formatDecimal(result.assessment.familiarity, 2)),
    ],
    [STRINGS.result.film, STRINGS.film.facts(film.widthPx, film.heightPx, film.bitDepth, film.format)],
    [STRINGS.result.engine, STRINGS.engines[result.engine]],
    [STRINGS.result.time, formatDuration(result.durationMs)],
    [STRINGS.result.model, `${card.version}, ${shortModelHash(card)}`],
  ];
  return (
    <details className={styles.group} open={isOpen}>
      <summary className={styles.heading}>{STRINGS.result.details}</summary>
      <FactList className={styles.details} facts={rows} />
    </details>
  );
}
