/** Bars with their spread, and lines, as plain SVG: no browser or canvas is needed, and it reads in both themes. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { line } from 'd3-shape';

const ROW_PX = 24;
const LABEL_PX = 380;
const BAR_PX = 380;

/** @typedef {{ readonly label: string, readonly median: number, readonly low: number, readonly high: number }} Bar */

/** @param {string} text */
const escapeText = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/**
 * @param {string} title
 * @param {readonly Bar[]} bars
 * @returns {string}
 */
export function drawBars(title, bars) {
  const x = scaleLinear([0, Math.max(...bars.map(({ high }) => high))], [0, BAR_PX]).nice();
  const height = ROW_PX * (bars.length + 2);
  const rows = bars.map(({ label, median, low, high }, at) => {
    const top = ROW_PX * (at + 1.5);
    return [
      `<text x="${LABEL_PX - 8}" y="${top + 12}" text-anchor="end">${escapeText(label)}</text>`,
      `<rect x="${LABEL_PX}" y="${top}" width="${x(median).toFixed(1)}" height="16" fill="#4a90d9"/>`,
      `<path d="M${(LABEL_PX + x(low)).toFixed(1)} ${top + 8}H${(LABEL_PX + x(high)).toFixed(1)}" stroke="#bd7100" stroke-width="3"/>`,
      `<text x="${(LABEL_PX + x(Math.max(median, high)) + 6).toFixed(1)}" y="${top + 12}">${median.toFixed(1)}</text>`,
    ].join('');
  });
  const width = LABEL_PX + BAR_PX + 60;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img"><title>${escapeText(title)}</title><rect width="${width}" height="${height}" fill="#ffffff"/><text x="12" y="20" font-size="14">${escapeText(title)}</text>${rows.join('')}</svg>\n`;
}

const PLOT = { leftPx: 70, topPx: 44, widthPx: 560, heightPx: 300 };
/** Told apart by brightness too. */
const COLOURS = ['#1b4f8a', '#bd7100', '#4a90d9', '#7a3e9d', '#2e7d4f', '#b3261e', '#555555'];

/** @param {number} value */
const isPowerOfTen = (value) => Math.abs(Math.log10(value) % 1) < 1e-9;

/** @typedef {{ readonly label: string, readonly points: readonly (readonly [x: number, y: number])[] }} Series */

/**
 * Lines over two logarithmic axes: what grows in proportion is a straight line upwards at one slope.
 *
 * @param {string} title
 * @param {{ x: string, y: string }} labels of the axes
 * @param {readonly Series[]} series points above zero; others have no place on such an axis and are left out
 * @returns {string}
 */
export function drawLines(title, labels, series) {
  const shown = series.map(({ label, points }) => ({
    label,
    points: points.filter(([a, b]) => a > 0 && b > 0),
  }));
  const all = shown.flatMap(({ points }) => points);
  const { leftPx, topPx, widthPx, heightPx } = PLOT;
  const range = (/** @type {0 | 1} */ side) => {
    const values = all.map((point) => point[side]);
    return [Math.min(...values), Math.max(...values)];
  };
  const x = scaleLog(range(0), [leftPx, leftPx + widthPx]).nice();
  const y = scaleLog(range(1), [topPx + heightPx, topPx]).nice();
  const bottom = topPx + heightPx;
  const grid = [
    ...x.ticks().map((tick) => {
      const at = x(tick).toFixed(1);
      const text = isPowerOfTen(tick)
        ? `<text x="${at}" y="${bottom + 18}" text-anchor="middle">${tick}</text>`
        : '';
      return `<path d="M${at} ${topPx}V${bottom}" stroke="${isPowerOfTen(tick) ? '#bbbbbb' : '#eeeeee'}"/>${text}`;
    }),
    ...y.ticks().map((tick) => {
      const at = y(tick).toFixed(1);
      const text = isPowerOfTen(tick)
        ? `<text x="${leftPx - 8}" y="${Number(at) + 4}" text-anchor="end">${tick}</text>`
        : '';
      return `<path d="M${leftPx} ${at}H${leftPx + widthPx}" stroke="${isPowerOfTen(tick) ? '#bbbbbb' : '#eeeeee'}"/>${text}`;
    }),
  ];
  const draw = line()
    .x(([value]) => x(value))
    .y(([, value]) => y(value));
  const lines = shown.map(({ label, points }, at) => {
    const colour = COLOURS[at % COLOURS.length];
    const top = topPx + 14 + 20 * at;
    return [
      `<path d="${draw(points.map(([a, b]) => [a, b]))}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...points.map(
        ([a, b]) => `<circle cx="${x(a).toFixed(1)}" cy="${y(b).toFixed(1)}" r="3" fill="${colour}"/>`,
      ),
      `<path d="M${leftPx + widthPx + 16} ${top - 4}h20" stroke="${colour}" stroke-width="2"/>`,
      `<text x="${leftPx + widthPx + 42}" y="${top}">${escapeText(label)}</text>`,
    ].join('');
  });
  const [width, height] = [leftPx + widthPx + 230, bottom + 56];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12" role="img"><title>${escapeText(title)}</title><rect width="${width}" height="${height}" fill="#ffffff"/><text x="12" y="22" font-size="14">${escapeText(title)}</text>${grid.join('')}${lines.join('')}<text x="${leftPx + widthPx / 2}" y="${bottom + 40}" text-anchor="middle">${escapeText(labels.x)}</text><text x="${leftPx}" y="${topPx - 6}">${escapeText(labels.y)}</text></svg>\n`;
}
