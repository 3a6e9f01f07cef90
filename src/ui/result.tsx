/**
 * What the model says of the shown study, and whether that can be trusted here.
 * Invariant: a withheld study has no number in it, neither in text nor in the chart, before the reader asked.
 */

import type { ReactNode } from 'react';
import {
  isFinished,
  isScoreShown,
  isWithheld,
  type Study,
  type StudyResult,
  withholdingsOf,
} from '../study/study.ts';
import button from './button.module.css';
import { CODE_TEXTS } from './code-texts.ts';
import { FrameChoice } from './frame-choice.tsx';
import { NoticeMark } from './notice-mark.tsx';
import { OperatingPointButton } from './operating-point/operating-point-button.tsx';
import { OwnReadPart } from './own-read/own-read.tsx';
import { OwnReadSwitch } from './own-read/own-read-switch.tsx';
import { useConcealed } from './own-read/use-concealed.ts';
import { OwnSetButton } from './own-set/own-set-button.tsx';
import { RESULT_ID, RESULT_TITLE_ID } from './reading-place.ts';
import styles from './result.module.css';
import { Score } from './score.tsx';
import { STRINGS } from './strings.ts';
import { shownStudyId, useApp, useAppState, useEngineState, useModelCard, useStudy } from './use-app.ts';

/** The result column. */
export function Result() {
  const study = useStudy(useAppState(shownStudyId));
  return (
    <section
      id={RESULT_ID}
      className={styles.result}
      aria-labelledby={RESULT_TITLE_ID}
      data-empty={study === undefined}
      data-waiting={study !== undefined && !isFinished(study)}
    >
      <div className={styles.head}>
        <h2 id={RESULT_TITLE_ID} className={styles.title} tabIndex={-1}>
          {STRINGS.result.title}
        </h2>
        <OwnReadSwitch />
      </div>
      <div className={styles.content} key={study?.id}>
        {study === undefined ? (
          <p className={styles.quiet}>{STRINGS.result.none}</p>
        ) : (
          <Content study={study} />
        )}
      </div>
      <div className={styles.foot}>
        <p className={styles.notice}>{STRINGS.result.notice}</p>
        <OperatingPointButton />
      </div>
    </section>
  );
}

function Content({ study }: { readonly study: Study }) {
  const card = useModelCard();
  const { retry } = useApp();
  const isHidden = useConcealed(study);
  const { state } = study;
  switch (state.kind) {
    case 'queued':
      return <Waiting />;
    case 'rejected':
      return (
        <Reason title={STRINGS.result.rejectedTitle} {...CODE_TEXTS.rejections[state.reason]}>
          {state.frames !== null && <FrameChoice id={study.id} frames={state.frames} />}
          <Reread study={study} />
        </Reason>
      );
    case 'failed':
      return (
        <Reason
          title={STRINGS.result.failedTitle}
          {...CODE_TEXTS.failures[state.error]}
          detail={STRINGS.result.failedStage(STRINGS.stages[state.stage])}
          isFault
        >
          <button type="button" className={button.plain} onClick={() => retry(study.id)}>
            {STRINGS.worklist.retry}
          </button>
        </Reason>
      );
    case 'predicted':
      if (card === null) return <p className={styles.quiet}>{STRINGS.worklist.noCard}</p>;
      return (
        <>
          {isWithheld(state.result) && <Withheld study={study} result={state.result} />}
          {isScoreShown(study) && <OwnReadPart study={study} />}
          {isScoreShown(study) && !isHidden && <Score study={study} result={state.result} card={card} />}
          {!isWithheld(state.result) && <Reread study={study} />}
        </>
      );
    default:
      // One text each: a mark of its own would shift when the words before it change.
      return <p className={styles.quiet}>{`${STRINGS.stages[state.kind]}…`}</p>;
  }
}

function Waiting() {
  const engine = useEngineState();
  const text = engine.kind === 'loading' ? STRINGS.result.waitingForEngine : STRINGS.result.queued;
  return <p className={styles.quiet}>{`${text}…`}</p>;
}

interface ReasonProps {
  readonly title: string;
  readonly problem: string;
  readonly action: string;
  readonly detail?: string;
  readonly isFault?: boolean;
  readonly children?: ReactNode;
}

function Reason({ title, problem, action, detail, isFault = false, children }: ReasonProps) {
  return (
    <div className={styles.reason}>
      <h3 className={styles.reasonTitle}>
        <NoticeMark isFault={isFault} />
        {title}
      </h3>
      <p className={styles.problem}>{problem}</p>
      <p className={styles.quiet}>{action}</p>
      {detail !== undefined && <p className={styles.quiet}>{detail}</p>}
      {children}
    </div>
  );
}

function Withheld({ study, result }: { readonly study: Study; readonly result: StudyResult }) {
  const { store } = useApp();
  const isRevealed = isScoreShown(study);
  const [first = 'unlike-training-data', ...others] = withholdingsOf(result);
  return (
    <Reason title={STRINGS.result.withheldTitle} {...CODE_TEXTS.withholdings[first]}>
      {others.map((code) => (
        <p key={code} className={styles.quiet}>
          {CODE_TEXTS.withholdings[code].problem} {CODE_TEXTS.withholdings[code].action}
        </p>
      ))}
      <Warnings result={isRevealed ? null : result} />
      <Reread study={study} />
      <button
        type="button"
        className={button.plain}
        onClick={() => store.dispatch({ type: 'revealed', id: study.id, isRevealed: !isRevealed })}
      >
        {isRevealed ? STRINGS.result.conceal : STRINGS.result.reveal}
      </button>
      <div className={styles.elsewhere}>
        <p className={styles.quiet}>{STRINGS.result.elsewhere}</p>
        <OwnSetButton />
      </div>
    </Reason>
  );
}

/** Offers to correct how the film lies, and to take a correction back. */
function Reread({ study }: { readonly study: Study }) {
  const { reread } = useApp();
  const { suggestion, correction } = study;
  if (suggestion === null && correction === null) return null;
  return (
    <div className={styles.reread}>
      {suggestion !== null && (
        <button type="button" className={button.plain} onClick={() => reread(study.id, 'suggested')}>
          {STRINGS.result.reread(suggestion)}
        </button>
      )}
      {correction !== null && (
        <button type="button" className={button.plain} onClick={() => reread(study.id, 'stored')}>
          {STRINGS.result.rereadAsStored}
        </button>
      )}
    </div>
  );
}

/** Warnings of a withheld study: often why it is unlike the training films. */
function Warnings({ result }: { readonly result: StudyResult | null }) {
  if (result === null) return null;
  return result.warnings.map((code) => (
    <p key={code} className={styles.quiet}>
      {CODE_TEXTS.warnings[code].problem} {CODE_TEXTS.warnings[code].action}
    </p>
  ));
}
