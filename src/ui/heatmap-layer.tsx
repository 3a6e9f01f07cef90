/**
 * The heatmap on the film. The canvas has the preview's own size and is laid on the film as the preview is, so that it
 * lies on the picture whatever its shape and however it is zoomed or turned: the network sees the whole upright film squashed
 * to a square, and the map is stretched over the whole film again. A wipe leaves the film's left part free of it.
 */
import { type CSSProperties, type PointerEvent, useEffect, useRef } from 'react';
import type { Preview } from '../study/study.ts';
import { describePeak, paintHeat, SCALE_END } from './heat-scale.ts';
import styles from './heatmap.module.css';
import { STRINGS } from './strings.ts';
import type { Heatmap } from './use-heatmap.ts';
import type { OverlayPlace } from './viewer/film-place.ts';

/** What the layer shows, and on which picture. */
export interface HeatmapLayerProps {
  readonly heatmap: Pick<Heatmap, 'view' | 'grid' | 'change'>;
  readonly preview: Preview;
  readonly place: OverlayPlace;
}

/** Nothing while there is no map to show. */
export function HeatmapLayer({ heatmap, preview, place }: HeatmapLayerProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const { grid, view } = heatmap;
  const { widthPx, heightPx } = preview;
  const end = SCALE_END[view.source];
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    if (grid === null || !context) return;
    context.putImageData(new ImageData(paintHeat(grid, end, widthPx, heightPx), widthPx, heightPx), 0, 0);
  }, [grid, end, widthPx, heightPx]);
  if (grid === null) return null;
  const edgePx = place.leftPx + view.wipe * place.widthPx;
  return (
    <>
      <div className={styles.wiped} style={{ '--edge': `${edgePx}px` } as CSSProperties}>
        <canvas
          ref={ref}
          className={styles.layer}
          width={widthPx}
          height={heightPx}
          style={{ ...place.style, opacity: view.opacity }}
          role="img"
          aria-label={STRINGS.heatmap.alt(view.className, view.source, describePeak(grid))}
          data-heatmap={view.source}
        />
      </div>
      <WipeHandle heatmap={heatmap} place={place} edgePx={edgePx} />
    </>
  );
}

interface WipeHandleProps extends Pick<HeatmapLayerProps, 'heatmap' | 'place'> {
  readonly edgePx: number;
}

/** The line between film and heatmap, for a hand; the keyboard has the slider under the film. */
function WipeHandle({ heatmap: { change }, place, edgePx }: WipeHandleProps) {
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const handle = event.currentTarget;
    const frame = handle.parentElement;
    if (!handle.hasPointerCapture(event.pointerId) || frame === null) return;
    const share = (event.clientX - frame.getBoundingClientRect().left - place.leftPx) / place.widthPx;
    change({ wipe: Math.min(1, Math.max(0, share)) });
  };
  return (
    <div
      className={styles.wipe}
      style={{ transform: `translateX(${edgePx}px)` }}
      aria-hidden="true"
      data-wipe
      onPointerDown={(event) => {
        // The drag is the handle's, not the film's.
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={onPointerMove}
    />
  );
}
