/** Bars with their spread, as plain SVG: no browser or canvas is needed, and it reads in both themes. */
import { scaleLinear } from 'd3-scale';

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
