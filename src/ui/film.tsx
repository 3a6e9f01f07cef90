/**
 * The film of the shown study, as large as the room allows, on black; without a study, the place to drop films.
 */
import { useState } from 'react';
import type { Study } from '../study/study.ts';
import { FILE_INPUT_ID } from './file-buttons.tsx';
import styles from './film.module.css';
import { FilmSide } from './film-side.tsx';
import { SampleOffer } from './sample-offer.tsx';
import { STRINGS } from './strings.ts';
import { shownStudyId, useAppState, useStudy } from './use-app.ts';
import { useWantedFilms } from './viewer/use-film.ts';
import type { LinkedView } from './viewer/use-look.ts';
import type { Comparison } from './viewer/viewer.tsx';

/** The middle of the page. */
export function Film() {
  const study = useStudy(useAppState(shownStudyId));
  return (
    <section className={styles.film} aria-labelledby="film-title">
      <h2 id="film-title" className={styles.title}>
        {STRINGS.film.title}
      </h2>
      {study === undefined ? <EmptyPage /> : <FilmOfStudy study={study} />}
    </section>
  );
}

function EmptyPage() {
  return (
    <div className={styles.empty}>
      <label className={styles.drop} htmlFor={FILE_INPUT_ID}>
        <DropMark />
        <span className={styles.lead}>{STRINGS.empty.title}</span>
        <span className={styles.purpose}>{STRINGS.empty.purpose}</span>
        <span className={styles.formats}>{STRINGS.empty.formats}</span>
      </label>
      <div className={styles.samples}>
        <SampleOffer place="page" />
      </div>
    </div>
  );
}

function DropMark() {
  return (
    <svg className={styles.mark} viewBox="0 0 48 48" aria-hidden="true">
      <path
        d="M24 8v22m-9-9 9 9 9-9M8 34v6h32v-6"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

function FilmOfStudy({ study }: { readonly study: Study }) {
  const { comparison, compared } = useComparison(study.id);
  useWantedFilms(study, compared);
  return (
    <div className={styles.pair}>
      <FilmSide
        study={study}
        isCompared={false}
        comparison={comparison}
        remark={comparison.isOn && compared === undefined ? STRINGS.viewer.chooseOther : ''}
      />
      {compared !== undefined && (
        <FilmSide
          study={compared}
          isCompared
          comparison={comparison}
          remark={STRINGS.viewer.comparedWith(compared.name)}
        />
      )}
    </div>
  );
}

/** The film that was on screen when the reader began to compare stays beside those that are chosen after it. */
function useComparison(shownId: number): {
  readonly comparison: Comparison;
  readonly compared: Study | undefined;
} {
  const [pinnedId, setPinnedId] = useState<number | null>(null);
  const [last, setLast] = useState<LinkedView | null>(null);
  const compared = useStudy(pinnedId === shownId ? null : pinnedId);
  return {
    compared,
    comparison: {
      isOn: pinnedId !== null,
      link: compared === undefined ? null : { last, publish: setLast },
      onSwitch: () => {
        setPinnedId(pinnedId === null ? shownId : null);
        setLast(null);
      },
    },
  };
}
