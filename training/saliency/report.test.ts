import { describe, expect, it } from 'vitest';
import { formatSaliency, LOCKED_FILMS, type SaliencyReport } from './report.ts';

const QUANTILES = { median: 0, share95: 0, share99: 0, largest: 0 };
const REPORT: SaliencyReport = {
  runHash: 'a'.repeat(64),
  dataSha256: 'b'.repeat(64),
  gridColumns: 10,
  gridRows: 10,
  images: 200,
  maxInexactness: 1e-6,
  findings: [
    {
      name: 'share',
      n: 200,
      estimate: { value: 0.5, lower: 0.4, upper: 0.6 },
      isShare: true,
      goal: '≥ 90 %',
      isMet: false,
    },
  ],
  cells: QUANTILES,
  patches: QUANTILES,
};

describe('the saliency report', () => {
  it('says whose films they are and what read them', () => {
    expect(formatSaliency(REPORT)).toContain('out of fold');
    const locked = formatSaliency({ ...REPORT, films: LOCKED_FILMS });
    expect(locked).toContain('n = 200 radiographs of the locked tenth');
    expect(locked).not.toContain('fold');
  });

  it('says of a goal that was not met that it was not', () => {
    expect(formatSaliency(REPORT)).toContain('| share | 200 | 50.0 % (40.0 to 60.0) | ≥ 90 %: **not met** |');
  });
});
