/**
 * The film of the shown study, as large as the room allows, on black; without a study, the place to drop films.
 */
import type { Study } from '../study/study.ts';
import { FILE_INPUT_ID } from './file-buttons.tsx';
import { FileName } from './file-name.tsx';
import styles from './film.module.css';
import { formatBytes } from './format.ts';
import { HeatmapLayer } from './heatmap-layer.tsx';
import { HeatmapPanel, HeatmapSwitch, useHeatmapSwitch } from './heatmap-panel.tsx';
import { SampleOffer } from './sample-offer.tsx';
import { STRINGS } from './strings.ts';
import { shownStudyId, useApp, useAppState, useStudy } from './use-app.ts';
import { useHeatmap } from './use-heatmap.ts';
import { Viewer } from './viewer/viewer.tsx';

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
      <SampleOffer place="page" />
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
  const { samples } = useApp();
  const heatmap = useHeatmap(study);
  const switchHeatmap = useHeatmapSwitch(heatmap);
  const { state } = study;
  const film = state.kind === 'predicted' ? state.result.film : null;
  const isOver = state.kind === 'rejected' || state.kind === 'failed';
  return (
    <>
      <Viewer
        study={study}
        placeholder={
          <p className={styles.noPicture}>{isOver ? STRINGS.film.noPicture : STRINGS.film.waiting}</p>
        }
        renderOverlay={(preview, place) =>
          heatmap.view.isOn && <HeatmapLayer heatmap={heatmap} preview={preview} place={place} />
        }
        onHeatmapKey={switchHeatmap}
      />
      <div className={styles.caption}>
        <span className={styles.name}>
          <FileName name={study.name} />
        </span>
        {samples.isSample(study.id) && <span className={styles.badge}>{STRINGS.samples.badge}</span>}
        <span className={styles.facts}>
          {film === null
            ? formatBytes(study.sizeBytes)
            : STRINGS.film.facts(film.widthPx, film.heightPx, film.bitDepth, film.format)}
        </span>
        <HeatmapSwitch heatmap={heatmap} />
      </div>
      <HeatmapPanel heatmap={heatmap} />
    </>
  );
}
