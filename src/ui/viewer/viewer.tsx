/**
 * The film on screen with its tools. The preview is there first and lies under the film's full depth, in the same place: what
 * screen readers and paper get is always it.
 * Invariant: whatever is done here, the study and its number stay as they are.
 */
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import type { ViewableFilm } from '../../image/film-values.ts';
import type { Preview, Study } from '../../study/study.ts';
import { isShownInverted, windowOf } from '../../viewer/look.ts';
import { type FilmSize, matrixOf, type Placement, placeFilm } from '../../viewer/view.ts';
import { STRINGS } from '../strings.ts';
import { useApp, useAppState } from '../use-app.ts';
import { FilmCanvas } from './film-canvas.tsx';
import { FilmNotes } from './film-notes.tsx';
import { KeySheet } from './key-sheet.tsx';
import toolbarStyles from './toolbar.module.css';
import { Toolbar } from './toolbar.tsx';
import { useFilm } from './use-film.ts';
import { useFrame } from './use-frame.ts';
import { type Tool, useGestures } from './use-gestures.ts';
import { useLook } from './use-look.ts';
import styles from './viewer.module.css';
import { meaningOf } from './viewer-keys.ts';
import { WindowFields } from './window-fields.tsx';

/** What is viewed. */
export interface ViewerProps {
  readonly study: Study;
  /** What stands in the frame while there is no picture. */
  readonly placeholder: ReactNode;
  /** What is laid over the film; `style` puts anything of the preview's size on it, `share` of the frame's width is where it is seen. */
  readonly renderOverlay: (preview: Preview, place: OverlayPlace) => ReactNode;
  readonly onHeatmapKey: () => void;
}

/** Where an overlay lies. */
export interface OverlayPlace {
  /** For an element of the preview's own size. */
  readonly style: CSSProperties;
  /** Left edge and width of what is seen of the film, in CSS pixels of the frame. */
  readonly leftPx: number;
  readonly widthPx: number;
}

/** A finger that moves the film is safer than one that windows it: it could not scroll the page. */
const FIRST_TOOL: Tool = matchMedia('(pointer: coarse)').matches ? 'move' : 'window';

/** Tools, film and what stands on it. */
export function Viewer({ study, placeholder, renderOverlay, onHeatmapKey }: ViewerProps) {
  const { store } = useApp();
  const total = useAppState((state) => state.studies.length);
  const frameRef = useRef<HTMLDivElement>(null);
  const sheetRef = useRef<HTMLDialogElement>(null);
  const isSpaceHeld = useRef(false);
  const [tool, setTool] = useState(FIRST_TOOL);
  const measured = useFrame(frameRef);
  const film = useFilm(study);
  const { preview } = study;
  const viewable = film.state.kind === 'ready' ? film.state.film : null;
  const size = preview === null ? null : sizeOf(study, preview, viewable);
  const sight = size === null || measured === null ? null : { film: size, frame: measured.frame, viewable };
  const { look, perform, performFrom } = useLook(`${study.id}.${study.run}.${size?.widthPx}`, sight);
  const placement = sight === null ? null : placeFilm(sight.film, look.view, sight.frame);
  const place =
    preview === null || measured === null || placement === null
      ? null
      : placeOverlay(placement, preview, measured.frame.widthPx, measured.pixelRatio);
  const window = windowOf(look, { viewable });
  const gestures = useGestures({
    ref: frameRef,
    tool,
    isSpaceHeld: () => isSpaceHeld.current,
    pixelRatio: measured?.pixelRatio ?? 1,
    look,
    perform,
    performFrom,
  });

  const step = (by: 1 | -1): void => {
    const id = study.id + by;
    if (id >= 0 && id < total) store.dispatch({ type: 'selected', id });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isTyping = event.target instanceof HTMLInputElement;
    const isOnFilm = event.target === frameRef.current;
    if (isTyping || sheetRef.current?.open === true) return;
    if (event.key === ' ' && isOnFilm) {
      isSpaceHeld.current = true;
      event.preventDefault();
      return;
    }
    const meaning = meaningOf(event);
    if (meaning === null) return;
    event.preventDefault();
    if (meaning.kind === 'look') perform(meaning.action);
    else if (meaning.kind === 'tool') setTool(meaning.tool);
    else if (meaning.kind === 'step') step(meaning.by);
    else if (meaning.kind === 'heatmap') onHeatmapKey();
    else sheetRef.current?.showModal();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the film and of the tools inside
    <div
      className={styles.viewer}
      onKeyDown={onKeyDown}
      onKeyUp={({ key }) => {
        if (key === ' ') isSpaceHeld.current = false;
      }}
    >
      <div className={toolbarStyles.bar}>
        <Toolbar
          look={look}
          tool={tool}
          isEnabled={sight !== null}
          perform={perform}
          onTool={setTool}
          onSheet={() => sheetRef.current?.showModal()}
        />
        <WindowFields window={window} perform={perform} />
      </div>
      <section
        ref={frameRef}
        className={styles.frame}
        aria-label={STRINGS.viewer.title}
        aria-description={STRINGS.viewer.hint}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys of the film work while the focus is on it
        tabIndex={0}
        data-tool={tool}
        data-whole={look.view.scale === null}
        {...gestures}
        onBlur={() => {
          isSpaceHeld.current = false;
        }}
      >
        {preview === null ? (
          placeholder
        ) : (
          <img
            className={styles.picture}
            style={place?.style}
            data-placed={place !== null}
            data-inverted={look.isInverted}
            src={preview.url}
            width={preview.widthPx}
            height={preview.heightPx}
            alt={STRINGS.film.alt(study.id, study.name)}
            draggable={false}
          />
        )}
        <FilmCanvas
          drawn={
            viewable === null || sight === null || placement === null || window === null
              ? null
              : {
                  film: viewable,
                  scene: {
                    frame: sight.frame,
                    placement,
                    window,
                    isInverted: isShownInverted(look, viewable),
                  },
                }
          }
        />
        {preview !== null && measured !== null && placement !== null && place !== null && (
          <>
            {renderOverlay(preview, place)}
            <FilmNotes look={look} placement={placement} film={film} pixelRatio={measured.pixelRatio} />
          </>
        )}
      </section>
      <KeySheet ref={sheetRef} />
    </div>
  );
}

/** The film's size; before its full depth is there, by the study's facts, and of a study without facts the preview's. */
function sizeOf({ state }: Study, preview: Preview, viewable: ViewableFilm | null): FilmSize {
  if (viewable !== null) return viewable;
  if (state.kind !== 'predicted') return { ...preview, pixelAspect: 1 };
  const { widthPx, heightPx } = state.result.film;
  return { widthPx, heightPx, pixelAspect: (preview.heightPx / preview.widthPx) * (widthPx / heightPx) };
}

/** A custom property, so that paper can do without it; none before the frame is measured. */
function styleOf(placement: Placement, preview: Preview, pixelRatio: number): CSSProperties {
  const matrix = matrixOf(placement, preview, pixelRatio);
  return { '--place': `matrix(${matrix.join(', ')})` } as CSSProperties;
}

function placeOverlay(
  placement: Placement,
  preview: Preview,
  frameWidthPx: number,
  pixelRatio: number,
): OverlayPlace {
  const left = Math.max(0, placement.leftPx);
  const right = Math.min(frameWidthPx, placement.leftPx + placement.widthPx);
  return {
    style: styleOf(placement, preview, pixelRatio),
    leftPx: left / pixelRatio,
    widthPx: (right - left) / pixelRatio,
  };
}
