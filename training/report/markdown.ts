/** Small parts of Markdown documents: figures, tables, and the blocks of a text that a command fills in. */
import type { Estimate } from '../../src/model/model-card.ts';

/** `97.0 % (95.1 to 98.1)`. */
export function formatPercent({ value, lower, upper }: Estimate): string {
  return `${toPercent(value)} % (${toPercent(lower)} to ${toPercent(upper)})`;
}

/** A share of one as percent, one decimal, without the sign. */
export function toPercent(share: number): string {
  return (100 * share).toFixed(1);
}

/** A figure with its interval: `0.9955 (0.9918 to 0.9983)`. */
export function formatFigure({ value, lower, upper }: Estimate, digits = 4): string {
  return `${value.toFixed(digits)} (${lower.toFixed(digits)} to ${upper.toFixed(digits)})`;
}

/** A table; cells hold no bar and no line break. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  return [formatRow(head), `|${'---|'.repeat(head.length)}`, ...rows.map(formatRow)].join('\n');
}

function formatRow(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

/**
 * Puts blocks between their marks (`<!-- NAME:begin -->`, `<!-- NAME:end -->`); the text between the blocks stays.
 *
 * @throws Error when a block's marks are not there, each once and in order, or the text has a mark without a block
 */
export function insertBlocks(text: string, blocks: Readonly<Record<string, string>>): string {
  const marked = [...text.matchAll(/<!-- ([a-z-]+):begin -->/g)].map((match) => match[1]);
  const names = Object.keys(blocks);
  if (marked.toSorted().join() !== names.toSorted().join()) {
    throw new Error(
      `The text has the blocks ${marked.join(', ')}; there are figures for ${names.join(', ')}.`,
    );
  }
  return names.reduce((current, name) => {
    const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
    const [from, to] = [current.indexOf(begin), current.indexOf(end)];
    if (to < from) throw new Error(`The block ${name} has lost its end.`);
    return `${current.slice(0, from + begin.length)}\n\n${blocks[name].trim()}\n\n${current.slice(to)}`;
  }, text);
}

/** What stands where a command was not run. */
export const NOT_MEASURED = 'Not measured for this release.';

/** A warning where figures are of another model or run than the card's. */
export function noteOther(measured: string, current: string): string {
  return measured === current
    ? ''
    : `\n\nMeasured on an earlier one (\`${measured.slice(0, 12)}\`), not on this release.`;
}
