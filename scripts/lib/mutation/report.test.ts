import { describe, expect, it } from 'vitest';
import { countChanges, renderReport, scoreOf } from './report.mjs';

const changes = (...statuses: string[]) => ({ mutants: statuses.map((status) => ({ status })) });

describe('the report on mutation testing', () => {
  it('counts each file’s changes by how they ended', () => {
    const files = {
      'src/model/b.ts': changes('Killed', 'Killed', 'Survived', 'Ignored'),
      'src/model/a.ts': changes('Timeout', 'NoCoverage'),
    };
    expect(Object.entries(countChanges({ files }))).toEqual([
      ['src/model/a.ts', { killed: 0, timeout: 1, survived: 0, noCoverage: 1, static: 0 }],
      ['src/model/b.ts', { killed: 2, timeout: 0, survived: 1, noCoverage: 0, static: 1 }],
    ]);
  });

  it('is refused where a change was not tried to its end', () => {
    expect(() => countChanges({ files: { 'src/model/a.ts': changes('RuntimeError') } })).toThrow(
      'src/model/a.ts',
    );
  });

  it('counts what no test reaches as not noticed, and static changes not at all', () => {
    expect(scoreOf({ killed: 2, timeout: 1, survived: 1, noCoverage: 1, static: 9 })).toBe(60);
  });

  it('says which file was measured on which commit, and which part was not', () => {
    const counts = { killed: 7996, timeout: 0, survived: 2004, noCoverage: 0, static: 3 };
    const text = renderReport({
      model: {
        'src/model/metrics/a.ts': { ...counts, date: '2026-01-02', commit: 'abc1234' },
        'src/model/metrics/b.ts': { ...counts, date: '2026-01-03', commit: 'def5678+' },
      },
    });
    expect(text).toContain('| **src/model/metrics** | 15992 | 0 | 4008 | 0 | 6 | 79.9 % |');
    expect(text).toContain('| a.ts | 7996 | 0 | 2004 | 0 | 3 | 79.9 % | 2026-01-02, abc1234 |');
    expect(text).toContain('2026-01-03, def5678+ |');
    expect(text).toMatch(/## src\/study\n\nNot measured\./);
  });
});
