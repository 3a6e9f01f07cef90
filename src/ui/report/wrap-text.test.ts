import { describe, expect, it } from 'vitest';
import { wrapText } from './wrap-text.ts';

/** Every letter as wide as any other. */
const wrap = (text: string, width: number): string[] => wrapText(text, width, (line) => line.length);

describe('a text on a canvas', () => {
  it.each([
    ['one line', 8, ['one line']],
    ['one line', 7, ['one', 'line']],
    ['a bc def ghij', 6, ['a bc', 'def', 'ghij']],
    ['a/very/long.png is cut', 6, ['a/very', '/long.', 'png is', 'cut']],
    ['', 5, []],
    ['肺炎', 1, ['肺', '炎']],
  ])('%j in a width of %d', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });
});
