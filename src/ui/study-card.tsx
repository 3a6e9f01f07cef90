/**
 * One study in the worklist: picture, name, and the sentence with its bar or what is wrong and what to do.
 * Invariants: a withheld study shows no number before the reader asked for it; the whole card is one target, a retry
 * button apart; whatever comes of a file, its card keeps its height (a long reason apart), so that the list stands still
 * while the batch runs.
 */
import { type ReactNode, useId } from 'react';
import { DEFAULT_THRESHOLD } from '../model/assess.ts';
import type { ModelCard } from '../model/model-card.ts';
import { moveZone } from '../model/zone.ts';
import {
  findingOf,
  isFinished,
  isScoreShown,
  type Study,
  statusOf,
  wasDecoded,
  withholdingsOf,
} from '../study/study.ts';
import { CODE_TEXTS } from './code-texts.ts';
import { FileName, WholeName } from './file-name.tsx';
import { FindingMark } from './finding-mark.tsx';
import { NoPictureMark, NoticeMark } from './notice-mark.tsx';
import { useConcealed } from './own-read/use-concealed.ts';
import { Sentence } from './sentence.tsx';
import { SplitBar } from './split-bar.tsx';
import { STRINGS } from './strings.ts';
import styles from './study-card.module.css';
import { useApp, useAppState, useModelCard } from './use-app.ts';
import { usePreview } from './use-preview.ts';

/** What the list says to one card. */
export interface StudyCardProps {
  readonly study: Study;
  /** Its film and result are on screen. */
  readonly isShown: boolean;
  /** It is the list's one stop of the tab key. */
  readonly isTabStop: boolean;
  readonly onSelect: (id: number) => void;
  readonly onFocus: (id: number) => void;
}

/** The content of one list item. */
export function StudyCard({ study, isShown, isTabStop, onSelect, onFocus }: StudyCardProps) {
  const { retry, samples } = useApp();
  const detailId = useId();
  usePreview(study);
  const tabIndex = isTabStop ? 0 : -1;
  return (
    <div className={styles.card} data-shown={isShown}>
      <span className={styles.thumbnail}>
        {study.preview !== null && <img src={study.preview.url} alt="" decoding="async" />}
        {study.preview === null && isFinished(study) && !wasDecoded(study) && <NoPictureMark />}
      </span>
      <div className={styles.body}>
        <button
          type="button"
          className={styles.name}
          // The name's two parts would be read with a gap between them.
          aria-label={study.name}
          aria-current={isShown}
          aria-describedby={detailId}
          tabIndex={tabIndex}
          data-card-button
          onClick={() => onSelect(study.id)}
          onFocus={() => onFocus(study.id)}
        >
          <FileName name={study.name} />
          <WholeName name={study.name} className={styles.whole ?? ''} />
        </button>
        <div id={detailId} className={styles.detail}>
          <CardDetail study={study} isSample={samples.isSample(study.id)} />
        </div>
        {study.state.kind === 'failed' && (
          <button
            type="button"
            className={styles.retry}
            aria-label={STRINGS.worklist.retryNamed(study.name)}
            tabIndex={tabIndex}
            onClick={() => retry(study.id)}
          >
            {STRINGS.worklist.retry}
          </button>
        )}
      </div>
    </div>
  );
}

/** The lines under the name. */
function CardDetail({ study, isSample }: { readonly study: Study; readonly isSample: boolean }) {
  const card = useModelCard();
  const isHidden = useConcealed(study);
  const { state } = study;
  const badge = isSample && <Badge text={STRINGS.samples.badge} />;
  switch (state.kind) {
    case 'queued':
      return <Quiet text={STRINGS.worklist.queued} badge={badge} />;
    case 'rejected':
      return (
        <Problem title={STRINGS.worklist.unread} text={CODE_TEXTS.rejections[state.reason]} badge={badge} />
      );
    case 'failed':
      return (
        <Problem
          title={STRINGS.worklist.failed}
          text={CODE_TEXTS.failures[state.error]}
          badge={badge}
          isFault
        />
      );
    case 'predicted':
      if (card === null) return <Quiet text={STRINGS.worklist.noCard} badge={badge} />;
      if (!isScoreShown(study)) {
        const [reason = 'unlike-training-data'] = withholdingsOf(state.result);
        return (
          <Problem
            title={STRINGS.worklist.withheldTitle}
            text={STRINGS.worklist.withheld[reason]}
            badge={badge}
          />
        );
      }
      if (isHidden) return <Quiet text={STRINGS.ownRead.card} badge={badge} />;
      return (
        <Score
          study={study}
          probabilityPneumonia={state.result.assessment.probabilityPneumonia}
          card={card}
          badge={badge}
        />
      );
    default:
      return <Quiet text={`${STRINGS.stages[state.kind]}…`} badge={badge} />;
  }
}

function Badge({ text }: { readonly text: string }) {
  return <span className={styles.badge}>{text}</span>;
}

function Quiet({ text, badge }: { readonly text: string; readonly badge: ReactNode }) {
  return (
    <p className={styles.first}>
      <span className={styles.quiet}>{text}</span>
      {badge}
    </p>
  );
}

interface ProblemProps {
  readonly title: string;
  readonly text: { readonly problem: string; readonly action: string };
  readonly badge: ReactNode;
  readonly isFault?: boolean;
}

function Problem({ title, text, badge, isFault = false }: ProblemProps) {
  return (
    <p className={styles.problem}>
      <NoticeMark isFault={isFault} />
      <strong>{title}</strong> {badge} {text.problem} <span className={styles.quiet}>{text.action}</span>
    </p>
  );
}

interface ScoreProps {
  readonly study: Study;
  readonly probabilityPneumonia: number;
  readonly card: ModelCard;
  readonly badge: ReactNode;
}

function Score({ study, probabilityPneumonia, card, badge }: ScoreProps) {
  const threshold = useAppState((state) => state.threshold);
  const finding = findingOf(study, threshold, card);
  return (
    <>
      {finding !== null && (
        <p className={styles.first} data-finding={finding}>
          <FindingMark finding={finding} />
          {STRINGS.findings[finding]}
          {threshold !== DEFAULT_THRESHOLD && <Badge text={STRINGS.threshold.movedBadge(threshold)} />}
          {study.read !== null && <Badge text={STRINGS.ownRead.badge(study.read.className)} />}
          {statusOf(study) === 'withheld' && <Badge text={STRINGS.worklist.revealed} />}
          {badge}
        </p>
      )}
      <p className={styles.sentence}>
        <Sentence probabilityPneumonia={probabilityPneumonia} />
      </p>
      <SplitBar
        probabilityPneumonia={probabilityPneumonia}
        threshold={threshold}
        zone={moveZone(card.zones, threshold)}
        size="small"
      />
    </>
  );
}
