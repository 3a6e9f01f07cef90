/**
 * The heatmap on the film. The canvas has the preview's own size and is laid out by the preview's own rules, so that it
 * lies on the picture whatever its shape: the network sees the whole upright film squashed to a square, and the map is
 * stretched over the whole film again.
 */
import { useEffect, useRef } from 'react';
import type { Preview } from '../study/study.ts';
import { describePeak, paintHeat, SCALE_END } from './heat-scale.ts';
import styles from './heatmap.module.css';
import { STRINGS } from './strings.ts';
import type { Heatmap } from './use-heatmap.ts';

/** What the layer shows, and on which picture. */
export interface HeatmapLayerProps {
  readonly heatmap: Pick<Heatmap, 'view' | 'grid'>;
  readonly preview: Preview;
  /** The class of the picture under it, which places and sizes both. */
  readonly pictureClass: string;
}

/** Nothing while there is no map to show. */
export function HeatmapLayer({ heatmap, preview, pictureClass }: HeatmapLayerProps) {
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
  return (
    <canvas
      ref={ref}
      className={`${pictureClass} ${styles.layer}`}
      width={widthPx}
      height={heightPx}
      style={{ opacity: view.opacity }}
      role="img"
      aria-label={STRINGS.heatmap.alt(view.className, view.source, describePeak(grid))}
      data-heatmap={view.source}
    />
  );
}
