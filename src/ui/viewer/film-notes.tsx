/**
 * What stands on the film: how it is turned, how large it is shown, how long a centimetre is, and what is still to come.
 * Invariant: a length is shown only where the file says how large its pixels are, and with where that holds.
 */
import type { PixelSpacing } from '../../image/film-values.ts';
import { FAILURES } from '../../study/codes.ts';
import type { Look } from '../../viewer/look.ts';
import { makeScaleBar } from '../../viewer/scale-bar.ts';
import type { Placement } from '../../viewer/view.ts';
import button from '../button.module.css';
import { STRINGS } from '../strings.ts';
import { describePose } from './toolbar.tsx';
import type { Film } from './use-film.ts';
import styles from './viewer.module.css';

const MAX_BAR_PX = 160;

/** What the notes are of. */
export interface FilmNotesProps {
  readonly look: Look;
  readonly placement: Placement;
  readonly film: Film;
  /** Device pixels for one of CSS. */
  readonly pixelRatio: number;
}

/** The notes, each in its corner. */
export function FilmNotes({ look, placement, film, pixelRatio }: FilmNotesProps) {
  const spacing = film.state.kind === 'ready' ? film.state.film.spacing : null;
  const pose = describePose(look);
  return (
    <>
      <p className={styles.pose} aria-live="polite">
        {pose !== '' && <span className={styles.note}>{pose}</span>}
      </p>
      {spacing !== null && (
        <ScaleBar spacing={spacing} pxPerMm={placement.scale / pixelRatio / spacing.widthMm} />
      )}
      <p className={styles.zoom}>
        <span className={styles.note}>{STRINGS.viewer.zoom(placement.scale)}</span>
      </p>
      <FilmProgress film={film} />
    </>
  );
}

function ScaleBar({ spacing, pxPerMm }: { readonly spacing: PixelSpacing; readonly pxPerMm: number }) {
  const { lengthMm, lengthPx } = makeScaleBar(pxPerMm, MAX_BAR_PX);
  return (
    <p className={`${styles.scaleBar} ${styles.note}`} data-scale-mm={lengthMm}>
      <span className={styles.bar} style={{ width: lengthPx }} aria-hidden="true" />
      {STRINGS.viewer.scaleBar(lengthMm, spacing)}
    </p>
  );
}

function FilmProgress({ film: { state, retry } }: { readonly film: Film }) {
  return (
    <div className={styles.progress} aria-live="polite">
      {state.kind === 'loading' && <p className={styles.note}>{STRINGS.viewer.loading}</p>}
      {state.kind === 'failed' && (
        <p className={styles.note}>
          {STRINGS.viewer.previewOnly} {FAILURES[state.error].problem}{' '}
          <button type="button" className={`${button.plain} ${styles.retry}`} onClick={retry}>
            {STRINGS.viewer.tryAgain}
          </button>
        </p>
      )}
    </div>
  );
}
