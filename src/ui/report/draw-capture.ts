/**
 * Draws the picture of a DICOM capture: the film, the same film under its heatmap, and below them the heatmap's scale and
 * all that must not get lost on the way. Light on black, as in a viewer.
 * Invariant: everything that a reader needs in order not to mistake the picture is in its pixels.
 */
import type { PreviewImage } from '../../image/preview.ts';
import type { Grid } from '../../model/saliency.ts';
import { NOTICE } from '../../report/describe.ts';
import type { CapturedPicture } from '../../report/dicom/capture.ts';
import { paintHeat, SCALE_END } from '../heat-scale.ts';
import { STRINGS } from '../strings.ts';
import type { ShownHeatmap } from './shown-heatmap.ts';
import { wrapText } from './wrap-text.ts';

/** A film is drawn at least this wide, so that there is room for words below. */
const MIN_FILM_WIDTH_PX = 640;
const MARGIN_PX = 24;
const FONT_PX = 22;
const LINE_PX = 32;
const SCALE_HEIGHT_PX = 16;
const FONT_FAMILY = '"Inter Variable", system-ui, sans-serif';

/** What is drawn. */
export interface CaptureContent {
  readonly film: PreviewImage;
  readonly heatmap: Omit<ShownHeatmap, 'studyId'>;
  /** Below the pictures, the notice first by itself. */
  readonly lines: readonly string[];
}

type Context = OffscreenCanvasRenderingContext2D;

function createContext(widthPx: number, heightPx: number): Context {
  const context = new OffscreenCanvas(widthPx, heightPx).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('There is no canvas to draw on.');
  return context;
}

function setFont(context: Context, weight: number): void {
  context.font = `${weight} ${FONT_PX}px ${FONT_FAMILY}`;
  context.fillStyle = '#f0f0f0';
  context.textBaseline = 'top';
}

/** A grid as a picture of its own. */
function paintGrid(grid: Grid, end: number, widthPx: number, heightPx: number): OffscreenCanvas {
  const context = createContext(widthPx, heightPx);
  context.putImageData(new ImageData(paintHeat(grid, end, widthPx, heightPx), widthPx, heightPx), 0, 0);
  return context.canvas;
}

/**
 * Draws it.
 *
 * @throws Error where the film's picture can't be decoded or there is no canvas
 */
export async function drawCapture({ film, heatmap, lines }: CaptureContent): Promise<CapturedPicture> {
  const bitmap = await createImageBitmap(film.blob);
  const scale = Math.max(1, MIN_FILM_WIDTH_PX / film.widthPx);
  const filmWidthPx = Math.round(film.widthPx * scale);
  const filmHeightPx = Math.round(film.heightPx * scale);
  const widthPx = 2 * (filmWidthPx + MARGIN_PX) + MARGIN_PX + (MARGIN_PX % 2);
  const textWidthPx = widthPx - 2 * MARGIN_PX;

  const ruler = createContext(1, 1);
  setFont(ruler, 400);
  const wrapped = lines.flatMap((line) =>
    wrapText(line, textWidthPx, (text) => ruler.measureText(text).width),
  );
  const scaleTopPx = filmHeightPx + 2 * MARGIN_PX + LINE_PX;
  const textTopPx = scaleTopPx + SCALE_HEIGHT_PX + LINE_PX + MARGIN_PX;
  const heightPx = textTopPx + (wrapped.length + 1) * LINE_PX + MARGIN_PX;

  const context = createContext(widthPx, heightPx);
  context.fillStyle = '#000000';
  context.fillRect(0, 0, widthPx, heightPx);
  const end = SCALE_END[heatmap.source];
  for (const leftPx of [MARGIN_PX, filmWidthPx + 2 * MARGIN_PX]) {
    context.drawImage(bitmap, leftPx, MARGIN_PX, filmWidthPx, filmHeightPx);
  }
  bitmap.close();
  context.globalAlpha = heatmap.opacity;
  const layer = paintGrid(heatmap.grid, end, filmWidthPx, filmHeightPx);
  context.drawImage(layer, filmWidthPx + 2 * MARGIN_PX, MARGIN_PX);
  context.globalAlpha = 1;

  drawScale(context, heatmap, {
    leftPx: filmWidthPx + 2 * MARGIN_PX,
    topPx: scaleTopPx,
    widthPx: filmWidthPx,
  });
  setFont(context, 700);
  context.fillText(NOTICE, MARGIN_PX, textTopPx);
  setFont(context, 400);
  for (const [index, line] of wrapped.entries()) {
    context.fillText(line, MARGIN_PX, textTopPx + (index + 1) * LINE_PX);
  }
  return {
    widthPx,
    heightPx,
    pixels: context.getImageData(0, 0, widthPx, heightPx).data,
    description: lines.join(' '),
    compressionRatio: (film.widthPx * film.heightPx) / film.blob.size,
  };
}

interface ScalePlace {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
}

/** The legend under the second picture: unit, colours, and the values at both ends and in the middle. */
function drawScale(
  context: Context,
  { source, className }: Pick<ShownHeatmap, 'source' | 'className'>,
  { leftPx, topPx, widthPx }: ScalePlace,
): void {
  const end = SCALE_END[source];
  const values = Float32Array.from({ length: widthPx }, (_, x) => (x / (widthPx - 1)) * end);
  const ramp = paintGrid({ columns: widthPx, rows: 1, offset: 0, values }, end, widthPx, 1);
  context.drawImage(ramp, leftPx, topPx, widthPx, SCALE_HEIGHT_PX);
  setFont(context, 400);
  context.fillText(STRINGS.heatmap.unit[source](className), leftPx, topPx - LINE_PX);
  const ticks = ['0', String(end / 2), STRINGS.heatmap.orMore(end)];
  for (const [index, tick] of ticks.entries()) {
    context.textAlign = (['left', 'center', 'right'] as const)[index] ?? 'left';
    context.fillText(tick, leftPx + (index / 2) * widthPx, topPx + SCALE_HEIGHT_PX + 4);
  }
  context.textAlign = 'left';
}
