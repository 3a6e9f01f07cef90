import { describe, expect, it } from 'vitest';
import { meaningOf } from './viewer-keys.ts';

const press = (key: string, held: Partial<Parameters<typeof meaningOf>[0]> = {}) =>
  meaningOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('a key on the film', () => {
  it.each([
    ['f', { type: 'fit' }],
    ['F', { type: 'fit' }],
    ['1', { type: 'actual-size' }],
    ['i', { type: 'invert' }],
    ['r', { type: 'turn', direction: 'right' }],
    ['l', { type: 'turn', direction: 'left' }],
    ['m', { type: 'mirror' }],
    ['0', { type: 'reset' }],
  ])('%s does %o', (key, action) => {
    expect(press(key)).toEqual({ kind: 'look', action });
  });

  it('moves the view with the arrows, and the window with Shift', () => {
    expect(press('ArrowRight')).toEqual({ kind: 'look', action: { type: 'pan', by: { x: -60, y: -0 } } });
    expect(press('ArrowUp', { shiftKey: true })).toEqual({
      kind: 'look',
      action: { type: 'drag-window', by: { x: 0, y: -15 } },
    });
  });

  it('doubles in two steps', () => {
    const meaning = press('+', { shiftKey: true });
    expect(meaning).toMatchObject({ kind: 'look', action: { type: 'zoom' } });
    if (meaning?.kind === 'look' && meaning.action.type === 'zoom') {
      expect(meaning.action.factor ** 2).toBeCloseTo(2, 12);
    }
  });

  it.each(['ctrlKey', 'metaKey', 'altKey'])('leaves %s to the browser', (held) => {
    expect(press('r', { [held]: true })).toBeNull();
  });

  it.each(['Tab', 'Enter', 'x', 'toString'])('%s is none', (key) => {
    expect(press(key)).toBeNull();
  });
});
