import { describe, expect, test } from 'vitest';
import { countNoun, isolateLtr, isolateName, isolateRtl } from './ar-text.ts';

const FILES = { one: 'ملف واحد', two: 'ملفان', few: 'ملفات', many: 'ملفًا', other: 'ملف' };

describe('counts in Arabic', () => {
  test.each([
    [0, '0 ملف'],
    [1, 'ملف واحد'],
    [2, 'ملفان'],
    [3, '3 ملفات'],
    [10, '10 ملفات'],
    [11, '11 ملفًا'],
    [99, '99 ملفًا'],
    [100, '100 ملف'],
    [102, '102 ملف'],
    [103, '103 ملفات'],
  ])('%i files take the form that the number asks for', (count, text) => {
    expect(countNoun(count, String(count), FILES)).toBe(text);
  });
});

test('an isolated figure, label or name stands unchanged between the marks of its direction', () => {
  expect(isolateLtr('0.19 %')).toBe('\u20660.19 %\u2069');
  expect(isolateRtl('العتبة')).toBe('\u2067العتبة\u2069');
  expect(isolateName('film.png')).toBe('\u2068film.png\u2069');
});
