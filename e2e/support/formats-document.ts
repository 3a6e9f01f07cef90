/** Writes what was measured into docs/formats.md, between the marks of its part. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/lib/paths.mjs';

const DOCUMENT = join(ROOT, 'docs', 'formats.md');

/**
 * @param part name of the marks: `<!-- part -->` before and `<!-- /part -->` after
 * @param lines Markdown
 * @throws Error when the marks are missing
 */
export function writePart(part: string, lines: readonly string[]): void {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const text = readFileSync(DOCUMENT, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`docs/formats.md has no place for ${part}.`);
  writeFileSync(DOCUMENT, `${text.slice(0, from + begin.length)}\n${lines.join('\n')}\n${text.slice(to)}`);
}
