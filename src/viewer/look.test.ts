import { describe, expect, it } from 'vitest';
import type { ViewableFilm } from '../image/film-values.ts';
import { act, FIRST_LOOK, type Look, type LookAction, type Sight, windowOf } from './look.ts';

const VIEWABLE: ViewableFilm = {
  widthPx: 100,
  heightPx: 100,
  levels: [],
  lowSample: 0,
  highSample: 1000,
  slope: 1,
  intercept: 0,
  window: { center: 500, width: 400, shape: 'linear' },
  isInverted: false,
  pixelAspect: 1,
  spacing: null,
};
const SIGHT: Sight = { film: VIEWABLE, frame: { widthPx: 200, heightPx: 200 }, viewable: VIEWABLE };

const doAll = (actions: readonly LookAction[], sight = SIGHT): Look =>
  actions.reduce((look, action) => act(look, sight, action), FIRST_LOOK);

describe('what a reader does to a film', () => {
  it('can all be taken back at once', () => {
    const actions: LookAction[] = [
      { type: 'zoom', factor: 4 },
      { type: 'pan', by: { x: 5, y: 5 } },
      { type: 'turn', direction: 'left' },
      { type: 'mirror' },
      { type: 'invert' },
      { type: 'set-window', center: 1 },
    ];
    expect(doAll(actions)).not.toEqual(FIRST_LOOK);
    expect(doAll([...actions, { type: 'reset' }])).toEqual(FIRST_LOOK);
  });

  it('enlarges about the middle where no place is given, and fits again', () => {
    expect(doAll([{ type: 'zoom', factor: 4 }]).view).toEqual({ ...FIRST_LOOK.view, scale: 8 });
    expect(doAll([{ type: 'zoom', factor: 4 }, { type: 'fit' }])).toEqual(FIRST_LOOK);
    expect(doAll([{ type: 'actual-size' }]).view.scale).toBe(1);
  });

  it('begins at the window in which the film was read', () => {
    expect(windowOf(FIRST_LOOK, SIGHT)).toEqual(VIEWABLE.window);
    // 150 px double the width.
    expect(doAll([{ type: 'drag-window', by: { x: 150, y: 0 } }]).window).toMatchObject({
      center: 500,
      width: 800,
    });
    expect(doAll([{ type: 'set-window', width: 10 }]).window).toMatchObject({ center: 500, width: 10 });
    expect(doAll([{ type: 'set-window', center: 10 }]).window).toMatchObject({ center: 10, width: 400 });
  });

  it('darkens downwards, inverted too', () => {
    const down: LookAction = { type: 'drag-window', by: { x: 0, y: 100 } };
    expect(doAll([down]).window?.center).toBe(600);
    expect(doAll([{ type: 'invert' }, down]).window?.center).toBe(400);
    const negative = { ...SIGHT, viewable: { ...VIEWABLE, isInverted: true } };
    expect(doAll([down], negative).window?.center).toBe(400);
  });

  it('changes no window of a preview, which has none', () => {
    const sight = { ...SIGHT, viewable: null };
    expect(doAll([{ type: 'drag-window', by: { x: 9, y: 9 } }], sight)).toEqual(FIRST_LOOK);
    expect(windowOf(FIRST_LOOK, sight)).toBeNull();
  });
});
