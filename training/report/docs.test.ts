import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { insertBlocks } from './markdown.ts';
import { renderModelCard } from './model-card-markdown.ts';
import { renderBlocks } from './model-report-blocks.ts';
import { parseImages, readReports } from './read-reports.ts';

const root = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const reports = readReports(root('public/model'), root('training/reports'));

describe('the documents on the model', () => {
  it('the card in Markdown says what its JSON says now (npm --prefix training run docs writes it)', () => {
    expect(readFileSync(root('docs/model-card.md'), 'utf8')).toBe(renderModelCard(reports.card));
  });

  it('the report has the figures of the reports as they are now (npm --prefix training run docs writes them)', () => {
    const report = readFileSync(root('docs/model-report.md'), 'utf8');
    expect(report).toBe(insertBlocks(report, renderBlocks(reports)));
  });

  it('the report’s wrong calls are those of the card’s confusion matrix', () => {
    const { confusion } = reports.card.performance.lockedTenth;
    const wrong = reports.lockedTenth.filter((image) => image.probability >= 0.5 !== (image.label === 1));
    expect(wrong).toHaveLength(confusion.falseNegative + confusion.falsePositive);
    const { failures } = renderBlocks(reports);
    for (const image of wrong) expect(failures).toContain(image.path);
  });

  it('figures of another model or run than the card’s are marked as such', () => {
    const other = { ...reports, runHash: 'f'.repeat(64), audit: { ...AUDIT, runHash: 'e'.repeat(64) } };
    expect(renderBlocks(other).stress).toContain('not on this release');
    expect(renderBlocks({ ...other, audit: { ...AUDIT, runHash: other.runHash } }).stress).not.toContain(
      'not on this',
    );
    expect(renderBlocks({ ...other, audit: null }).stress).toBe('Not measured for this release.');
  });
});

const FULL = { value: 0.5, lower: 0.4, upper: 0.6 };
const ROW = {
  name: 'untouched',
  images: 10,
  accuracy: FULL,
  sensitivity: FULL,
  specificity: FULL,
  auroc: FULL,
  flips: FULL,
  flipsByClass: { normal: FULL, pneumonia: FULL },
  meanShift: { normal: FULL, pneumonia: FULL },
  brier: FULL,
  ece: FULL,
  coverage: { normal: FULL, pneumonia: FULL },
  indeterminate: FULL,
};
const AUDIT = {
  runHash: '',
  dataSha256: '',
  modelSha256: null,
  parts: [{ title: 'Out of fold', description: '', rows: [ROW] }],
  originals: null,
};

describe('the block on robustness', () => {
  it('has the marker regions where they were measured, with their goal', () => {
    const swapped = { ...ROW, name: 'swapped', flipGoal: 0.01 };
    const { stress } = renderBlocks({ ...reports, audit: { ...AUDIT, markers: [swapped] } });
    expect(stress).toContain('Marker regions');
    expect(stress).toMatch(/\| swapped \| 10 \|.*\| at most 1\.0 %: not reached \|/);
    expect(renderBlocks({ ...reports, audit: AUDIT }).stress).not.toContain('Marker regions');
  });
});

describe('a text with blocks', () => {
  const text = 'Before.\n<!-- one:begin -->\nold\n<!-- one:end -->\nAfter.';

  it('keeps what is written by hand and takes the new figures, again and again', () => {
    const once = insertBlocks(text, { one: 'new' });
    expect(once).toBe('Before.\n<!-- one:begin -->\n\nnew\n\n<!-- one:end -->\nAfter.');
    expect(insertBlocks(once, { one: 'new' })).toBe(once);
  });

  it('is refused when a block has no figures, or figures have no block', () => {
    expect(() => insertBlocks(text, {})).toThrow('one');
    expect(() => insertBlocks(text, { one: 'a', two: 'b' })).toThrow('two');
  });
});

describe('a report’s CSV', () => {
  it('is refused when it has other columns or a line is none', () => {
    const head = 'path,label,patient,subgroup,fold,raw_logit,probability_pneumonia';
    expect(parseImages(`${head}\r\na.jpeg,1,p,virus,,2,0.9\r\n`)).toEqual([
      { path: 'a.jpeg', label: 1, subgroup: 'virus', probability: 0.9 },
    ]);
    expect(() => parseImages('path,label\r\na,1')).toThrow('columns');
    expect(() => parseImages(`${head}\r\n"a,b",1,p,virus,,2,0.9`)).toThrow('No image');
  });
});
