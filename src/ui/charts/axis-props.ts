/**
 * How the axes of a square chart look, so that all of them are read alike.
 */

const TICKS = [0, 25, 50, 75, 100];

/** Both axes run from 0 to 100 %. */
export const PERCENT_AXIS = {
  type: 'number',
  domain: [0, 100],
  ticks: TICKS,
  interval: 0,
  tick: { fill: 'var(--muted)', fontSize: 11 },
  stroke: 'var(--control-line)',
  allowDataOverflow: true,
} as const;

/** Room for the first and last tick's text. */
export const MARGIN = { top: 8, right: 16, bottom: 18, left: 8 };

/** The chart fills its box; it has no keys, since its numbers stand in a table. */
export const FILL = {
  responsive: true,
  accessibilityLayer: false,
  style: { width: '100%', height: '100%' },
} as const;

/** The name of the horizontal axis. */
export function labelBelow(value: string) {
  return { value, position: 'insideBottom', offset: -12, fill: 'var(--text)', fontSize: 12 } as const;
}

/** The name of the vertical axis. */
export function labelBeside(value: string) {
  return {
    value,
    angle: -90,
    position: 'insideLeft',
    offset: 4,
    fill: 'var(--text)',
    fontSize: 12,
    style: { textAnchor: 'middle' },
  } as const;
}
