import { describe, expect, it } from 'vitest';
import * as codes from './codes.ts';

const LISTS = { ...codes } as Record<string, unknown>;

/** Every list of codes that the module exports. */
const tables = Object.entries(LISTS).filter(
  (entry): entry is [string, Record<string, codes.CodeText>] =>
    typeof entry[1] === 'object' && entry[1] !== null && !Array.isArray(entry[1]),
);

describe('reasons', () => {
  it('are there in every list', () => {
    expect(tables.map(([name]) => name).sort()).toEqual([
      'FAILURES',
      'LOCKS',
      'REJECTIONS',
      'WARNINGS',
      'WITHHOLDINGS',
    ]);
    for (const [, table] of tables) expect(Object.keys(table)).not.toEqual([]);
  });

  it('are never the same code in two lists', () => {
    const all = tables.flatMap(([, table]) => Object.keys(table));
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(
    tables.flatMap(([name, table]) => Object.entries(table).map(([code, text]) => ({ name, code, text }))),
  )('$code says in whole sentences what is wrong and what to do', ({ code, text }) => {
    expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(text.problem).toMatch(/^[A-Z].*\.$/);
    expect(text.action).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(text).sort()).toEqual(['action', 'problem']);
    expect(text.action).not.toBe(text.problem);
  });
});
