/** What the domain check did, kind by kind, as Markdown; each share with n and a 95 % interval (Wilson). */
import type { Domain } from '../../src/model/familiarity.ts';
import { wilson } from '../../src/model/metrics/wilson.ts';
import type { ModelCard } from '../../src/model/model-card.ts';
import { formatPercent } from '../report/markdown.ts';

/** What became of one image. */
export interface Judged {
  readonly domain: Domain;
  /** Whether the page offers to turn or invert it. */
  readonly isOffered: boolean;
}

/** Images of one kind. */
export interface KindRow {
  readonly name: string;
  /** Judged. */
  readonly images: number;
  readonly rejected: number;
  readonly withheld: number;
  /** Offered to be turned or inverted, whether rejected or withheld. */
  readonly offered: number;
  /** Files that gave no pixels; not among `images`. */
  readonly undecoded: number;
}

/** Counts what became of the images of one kind. */
export function countKind(name: string, judged: readonly Judged[], undecoded = 0): KindRow {
  const count = (wanted: Domain) => judged.filter(({ domain }) => domain === wanted).length;
  return {
    name,
    images: judged.length,
    rejected: count('rejected'),
    withheld: count('withheld'),
    offered: judged.filter(({ isOffered }) => isOffered).length,
    undecoded,
  };
}

/** The report. */
export function formatDomainReport(card: ModelCard, rows: readonly KindRow[]): string {
  const { familiarity, model } = card;
  return [
    `## Domain check of model ${model.sha256.slice(0, 12)}`,
    '',
    `Withheld: residual of the profile above ${familiarity.withheldResidual.toPrecision(4)} ` +
      `(${familiarity.components} components; ${100 * familiarity.quantile} % of the locked tenth, n = ${familiarity.images}, lie within). ` +
      `Rejected: distance of the embedding above ${familiarity.rejectedDistance.toPrecision(4)} ` +
      `(${familiarity.rejectedDeviations} deviations of the logarithm). The model's check alone: what the page refuses before ` +
      '(colour, size, one single grey, what the file says of itself) is not counted here. Offered: to be turned or inverted, ' +
      'where the domain check takes the corrected copy for a chest.',
    '',
    '| Images | n | Rejected | Withheld | Rejected or withheld (95 % interval) | Offered |',
    '|---|---|---|---|---|---|',
    ...rows.map(formatRow),
    '',
  ].join('\n');
}

function formatRow({ name, images, rejected, withheld, offered, undecoded }: KindRow): string {
  const note = undecoded > 0 ? ` (${undecoded} more did not decode)` : '';
  if (images === 0) return `| ${name}${note} | 0 | | | | |`;
  const share = formatPercent(wilson(rejected + withheld, images));
  return `| ${name}${note} | ${images} | ${rejected} | ${withheld} | ${share} | ${offered} |`;
}
