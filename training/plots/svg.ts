/**
 * SVG as text: elements, escaping, and the style that all plots share. No DOM, so that a plot can be made and tested in Node.
 * Invariant: a plot needs nothing from outside (no font file, no style sheet) and reads well on white paper.
 */

/** One piece of SVG text, already escaped. */
export type Svg = string;

/** Colours of series in order (Okabe and Ito 2008: safe for colour blindness, legible on white). */
export const SERIES_COLORS = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#a07000',
  '#3a3a3a',
  '#56b4e9',
  '#e69f00',
] as const;

/** The two classes differ in lightness as well as in hue. */
export const CLASS_COLORS = { normal: '#0072b2', pneumonia: '#d55e00' } as const;

/** Ink, from text to grid. */
export const INK = { text: '#1f1f1f', muted: '#595959', axis: '#595959', grid: '#e4e4e4' } as const;

/** Text size of labels, pixels. */
export const FONT_SIZE_PX = 13;

/** The colour of the series with that number; they repeat after eight. */
export function seriesColor(index: number): string {
  return SERIES_COLORS[index % SERIES_COLORS.length];
}

/** Escapes text for use between tags and in attributes. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/**
 * An element. Numbers are rounded to hundredths of a pixel, which keeps files small and diffs quiet.
 *
 * @param children already escaped
 * @throws RangeError when a number is not finite: a plot with a hole in it must not be written
 */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: Svg | readonly Svg[] = [],
): Svg {
  const text = Object.entries(attributes)
    .map(([key, value]) => {
      if (typeof value === 'number' && !Number.isFinite(value))
        throw new RangeError(`${name} ${key} is ${value}.`);
      return ` ${key}="${typeof value === 'number' ? Math.round(value * 100) / 100 : escapeText(value)}"`;
    })
    .join('');
  const content = typeof children === 'string' ? children : children.join('');
  return content === '' ? `<${name}${text}/>` : `<${name}${text}>${content}</${name}>`;
}

/** A line of text; attributes may set `text-anchor`, `fill`, `font-size`, `transform`. */
export function label(
  text: string,
  x: number,
  y: number,
  attributes: Readonly<Record<string, string | number>> = {},
): Svg {
  return element('text', { x, y, fill: INK.text, ...attributes }, escapeText(text));
}

/** The whole plot: white ground, a title, and a text for readers who don't see it. */
export function drawing(
  size: { readonly widthPx: number; readonly heightPx: number },
  title: string,
  description: string,
  children: readonly Svg[],
): Svg {
  const { widthPx, heightPx } = size;
  return `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width: widthPx,
      height: heightPx,
      viewBox: `0 0 ${widthPx} ${heightPx}`,
      role: 'img',
      'font-family': 'Inter, Helvetica, Arial, sans-serif',
      'font-size': FONT_SIZE_PX,
    },
    [
      element('title', {}, escapeText(title)),
      element('desc', {}, escapeText(description)),
      element('rect', { width: widthPx, height: heightPx, fill: '#ffffff' }),
      label(title, 16, 26, { 'font-size': 16, 'font-weight': 600 }),
      ...children,
    ],
  )}\n`;
}
