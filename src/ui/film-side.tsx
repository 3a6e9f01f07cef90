/**
 * One film with what belongs to it alone: its viewer, its caption and its heatmap. Two of them stand side by side while films are
 * compared.
 * Invariant: a heatmap is switched on for one film, and shows nothing of another.
 */
import type { Study } from '../study/study.ts';
import { FileName } from './file-name.tsx';
import styles from './film-side.module.css';
import { formatBytes } from './format.ts';
import { HeatmapLayer } from './heatmap-layer.tsx';
import { HeatmapPanel, HeatmapSwitch, useHeatmapSwitch } from './heatmap-panel.tsx';
import { STRINGS } from './strings.ts';
import { useApp } from './use-app.ts';
import { useHeatmap } from './use-heatmap.ts';
import { type Comparison, Viewer } from './viewer/viewer.tsx';

/** Whose side it is. */
export interface FilmSideProps {
  readonly study: Study;
  /** Whether it is the one that the film on screen is compared with. */
  readonly isCompared: boolean;
  readonly comparison: Comparison;
  /** What else is said on the film; empty for nothing. */
  readonly remark: string;
}

/** Viewer, heatmap's panel and caption. */
export function FilmSide({ study, isCompared, comparison, remark }: FilmSideProps) {
  const heatmap = useHeatmap(study, !isCompared);
  const switchHeatmap = useHeatmapSwitch(heatmap);
  const comparedName = isCompared ? study.name : null;
  return (
    <div className={styles.side}>
      <Viewer
        study={study}
        isCompared={isCompared}
        comparison={comparison}
        remark={remark}
        placeholder={<NoPicture study={study} />}
        renderOverlay={(preview, place) =>
          heatmap.view.isOn && <HeatmapLayer heatmap={heatmap} preview={preview} place={place} />
        }
        onHeatmapKey={switchHeatmap}
      />
      <div className={styles.caption}>
        <Facts study={study} />
        <HeatmapSwitch heatmap={heatmap} comparedName={comparedName} />
      </div>
      <div className={styles.panel}>
        <HeatmapPanel heatmap={heatmap} comparedName={comparedName} />
      </div>
    </div>
  );
}

function Facts({ study }: { readonly study: Study }) {
  const { samples } = useApp();
  const { state } = study;
  const film = state.kind === 'predicted' ? state.result.film : null;
  return (
    <>
      <span className={styles.name}>
        <FileName name={study.name} />
      </span>
      {samples.isSample(study.id) && <span className={styles.badge}>{STRINGS.samples.badge}</span>}
      <span className={styles.facts}>
        {film === null
          ? formatBytes(study.sizeBytes)
          : STRINGS.film.facts(film.widthPx, film.heightPx, film.bitDepth, film.format)}
      </span>
    </>
  );
}

function NoPicture({ study: { state, isPictureless } }: { readonly study: Study }) {
  const isOver = state.kind === 'rejected' || state.kind === 'failed' || isPictureless;
  return <p className={styles.noPicture}>{isOver ? STRINGS.film.noPicture : STRINGS.film.waiting}</p>;
}
