import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../src/model/model-card.ts';
import { countKind, formatDomainReport, type Judged } from './report.ts';

const judge = (...domains: readonly Judged['domain'][]): Judged[] =>
  domains.map((domain) => ({ domain, isOffered: domain === 'withheld' }));

const CARD = {
  model: { sha256: 'abcdef0123456789' },
  familiarity: {
    withheldResidual: 2,
    rejectedDistance: 20,
    components: 200,
    quantile: 0.99,
    rejectedDeviations: 4.5,
    images: 500,
  },
} as ModelCard;

describe('the report of the domain check', () => {
  it('counts what became of each image', () => {
    expect(countKind('hands', judge('rejected', 'withheld', 'familiar', 'rejected'), 1)).toEqual({
      name: 'hands',
      images: 4,
      rejected: 2,
      withheld: 1,
      offered: 1,
      undecoded: 1,
    });
  });

  it('gives n and an interval for each kind, and says what did not decode', () => {
    const text = formatDomainReport(CARD, [countKind('hands', judge('rejected', 'withheld'), 3)]);
    // Wilson, 2 of 2: 2 / (2 + 1.96^2) = 34.2 %.
    expect(text).toContain('| hands (3 more did not decode) | 2 | 1 | 1 | 100.0 % (34.2 to 100.0) | 1 |');
    expect(text).toContain('model abcdef012345');
  });

  it('claims nothing of a kind without images', () => {
    expect(formatDomainReport(CARD, [countKind('none', [])])).toContain('| none | 0 | | | | |');
  });
});
