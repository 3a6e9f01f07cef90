/** Mean class activation maps side by side, on one scale: what speaks for pneumonia and what against it. */
import { scaleLinear } from 'd3-scale';
import type { MeanMap } from '../audit/class-maps.ts';
import { CLASS_COLORS, drawing, element, INK, label, type Svg } from './svg.ts';

const COLUMNS = 4;
const MAP_PX = 150;
const GAP_PX = 24;
const TOP_PX = 56;
const CAPTION_PX = 44;
/** Up to this many cells a side their numbers are written in. */
const MAX_NUMBERED = 7;

/**
 * Plots maps in rows of four.
 *
 * @param maps at least one; all in the same unit
 * @returns an SVG document
 * @throws RangeError without a map
 */
export function plotClassMaps(maps: readonly MeanMap[], options: { readonly title: string }): Svg {
  if (maps.length === 0) throw new RangeError('There is no map to plot.');
  const limit = Math.max(...maps.flatMap(({ values }) => values.map(Math.abs)));
  const color = scaleLinear<string>()
    .domain([-limit, 0, limit])
    .range([CLASS_COLORS.normal, '#ffffff', CLASS_COLORS.pneumonia]);
  const parts = maps.flatMap((map, index) => {
    const left = 16 + (index % COLUMNS) * (MAP_PX + GAP_PX);
    const top = TOP_PX + Math.floor(index / COLUMNS) * (MAP_PX + CAPTION_PX + GAP_PX);
    return drawMap(map, left, top, color);
  });
  const rows = Math.ceil(maps.length / COLUMNS);
  const size = {
    widthPx: 32 + COLUMNS * MAP_PX + (COLUMNS - 1) * GAP_PX,
    heightPx: TOP_PX + rows * (MAP_PX + CAPTION_PX) + (rows - 1) * GAP_PX + 8,
  };
  const description =
    `Contribution of each cell to the calibrated logit, from ${(-limit).toFixed(2)} (against pneumonia) to ${limit.toFixed(2)} (for it). ` +
    maps.map(({ kind, images }) => `${kind}, n = ${images}`).join('; ');
  return drawing(size, options.title, description, parts);
}

function drawMap(map: MeanMap, left: number, top: number, color: (value: number) => string): Svg[] {
  const { heightCells, widthCells, values } = map;
  const [width, height] = [MAP_PX / widthCells, MAP_PX / heightCells];
  const cells = values.flatMap((value, cell) => {
    const x = left + (cell % widthCells) * width;
    const y = top + Math.floor(cell / widthCells) * height;
    const square = element('rect', { x, y, width, height, fill: color(value) });
    if (Math.max(widthCells, heightCells) > MAX_NUMBERED) return [square];
    // Minus nothing is nothing.
    const text = value.toFixed(1).replace(/^-0\.0$/, '0.0');
    const number = label(text, x + width / 2, y + height / 2 + 4, {
      'text-anchor': 'middle',
      'font-size': 10,
    });
    return [square, number];
  });
  const frame = { x: left, y: top, width: MAP_PX, height: MAP_PX, fill: 'none', stroke: INK.axis };
  return [
    ...cells,
    element('rect', frame),
    label(map.kind, left, top + MAP_PX + 17, { 'font-size': 11 }),
    label(`n = ${map.images}`, left, top + MAP_PX + 33, { 'font-size': 11, fill: INK.muted }),
  ];
}
