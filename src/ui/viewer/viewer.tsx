/**
 * The film on screen with its tools. The preview is there first and lies under the film's full depth, in the same place: what
 * screen readers and paper get is always it.
 * Invariant: whatever is done here, the study and its number stay as they are.
 */
import { type ReactNode, useRef, useState } from 'react';
import type { Preview, Study } from '../../study/study.ts';
import { STRINGS } from '../strings.ts';
import { usePreview } from '../use-preview.ts';
import { FilmCanvas } from './film-canvas.tsx';
import { FilmNotes } from './film-notes.tsx';
import type { OverlayPlace } from './film-place.ts';
import { KeySheet } from './key-sheet.tsx';
import toolbarStyles from './toolbar.module.css';
import { Toolbar } from './toolbar.tsx';
import { useFilmKeys } from './use-film-keys.ts';
import { type Tool, useGestures } from './use-gestures.ts';
import type { ViewLink } from './use-look.ts';
import { useSight } from './use-sight.ts';
import styles from './viewer.module.css';
import { WindowFields } from './window-fields.tsx';

/** What is viewed. */
export interface ViewerProps {
  readonly study: Study;
  /** Whether it is the one that the film on screen is compared with. */
  readonly isCompared: boolean;
  readonly comparison: Comparison;
  /** What else is said on the film; empty for nothing. */
  readonly remark: string;
  /** What stands in the frame while there is no picture. */
  readonly placeholder: ReactNode;
  /** What is laid over the film, such as a heatmap. */
  readonly renderOverlay?: (preview: Preview, place: OverlayPlace) => ReactNode;
  readonly onHeatmapKey?: () => void;
}

/** How films are compared. */
export interface Comparison {
  readonly isOn: boolean;
  readonly link: ViewLink | null;
  readonly onSwitch: () => void;
}

const NOTHING = (): void => undefined;

/** A finger that moves the film is safer than one that windows it: it could not scroll the page. */
const FIRST_TOOL: Tool = matchMedia('(pointer: coarse)').matches ? 'move' : 'window';

/** Tools, film and what stands on it. */
export function Viewer(props: ViewerProps) {
  const { study, isCompared, comparison, remark, placeholder, renderOverlay, onHeatmapKey = NOTHING } = props;
  const { preview } = study;
  usePreview(study);
  const frameRef = useRef<HTMLElement>(null);
  const sheetRef = useRef<HTMLDialogElement>(null);
  const [tool, setTool] = useState(FIRST_TOOL);
  const { film, window, layout, drawn, look, perform, performFrom } = useSight(
    study,
    frameRef,
    comparison.link,
  );
  const openSheet = (): void => sheetRef.current?.showModal();
  const { handlers, isSpaceHeld } = useFilmKeys({
    frameRef,
    perform,
    onTool: setTool,
    onHeatmap: onHeatmapKey,
    onCompare: comparison.onSwitch,
    onSheet: openSheet,
  });
  const pixelRatio = layout?.measured.pixelRatio ?? 1;
  const gestures = useGestures({ ref: frameRef, tool, isSpaceHeld, pixelRatio, look, perform, performFrom });
  return (
    <div className={styles.viewer} {...handlers}>
      <div className={toolbarStyles.room}>
        <div className={toolbarStyles.bar}>
          <Toolbar
            look={look}
            tool={tool}
            isEnabled={layout !== null}
            perform={perform}
            onTool={setTool}
            onSheet={openSheet}
            isComparing={comparison.isOn}
            onCompare={comparison.onSwitch}
          />
          <WindowFields window={window} perform={perform} />
        </div>
      </div>
      <section
        ref={frameRef}
        className={styles.frame}
        aria-label={isCompared ? STRINGS.viewer.comparedTitle : STRINGS.viewer.title}
        aria-description={STRINGS.viewer.hint}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the film work while the focus is on it
        tabIndex={0}
        data-tool={tool}
        data-whole={look.view.scale === null}
        {...gestures}
      >
        {preview === null ? (
          placeholder
        ) : (
          <img
            className={styles.picture}
            style={layout?.place.style}
            data-placed={layout !== null}
            data-inverted={look.isInverted}
            src={preview.url}
            width={preview.widthPx}
            height={preview.heightPx}
            alt={STRINGS.film.alt(study.id, study.name)}
            draggable={false}
          />
        )}
        <FilmCanvas drawn={drawn} />
        {preview !== null && layout !== null && (
          <>
            {renderOverlay?.(preview, layout.place)}
            <FilmNotes
              remark={remark}
              look={look}
              placement={layout.placement}
              film={film}
              pixelRatio={pixelRatio}
            />
          </>
        )}
      </section>
      <KeySheet ref={sheetRef} />
    </div>
  );
}
