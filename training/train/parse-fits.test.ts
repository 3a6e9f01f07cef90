import { describe, expect, it } from 'vitest';
import { CommandError } from '../run/command-error.ts';
import { listFits, parseFits } from './parse-fits.ts';

const USAGE = expect.objectContaining({ code: 'usage' });

describe('listFits', () => {
  it('names the final fit and every fold, as parseFits reads them', () => {
    const fits = listFits({ folds: 3 });
    expect(fits).toEqual(['final', 'fold-1', 'fold-2', 'fold-3']);
    expect(parseFits(fits.join(), { folds: 3 })).toEqual(['final', 0, 1, 2]);
  });

  it('leaves out a final fit that waits for the folds', () => {
    expect(listFits({ folds: 2, distillation: { share: 0.5 } })).toEqual(['fold-1', 'fold-2']);
  });
});

describe('parseFits', () => {
  it('reads folds and the final fit in the order given, each once, whatever the blanks', () => {
    expect(parseFits('fold-3', { folds: 3 })).toEqual([2]);
    expect(parseFits(' final, fold-1 ,fold-2,fold-1', { folds: 3 })).toEqual(['final', 0, 1]);
  });

  it.each(['fold-4', 'fold-0', 'fold-01', 'Final', 'fold-1,', '1'])(
    'refuses "%s" of three folds, and names those that there are',
    (text) => {
      const parse = () => parseFits(text, { folds: 3 });
      expect(parse).toThrow(CommandError);
      expect(parse).toThrow(USAGE);
      expect(parse).toThrow(/There is no fit "[^ ,]*"\. Known: fold-1, fold-2, fold-3, final\./);
    },
  );

  it('refuses the final fit of a recipe that distils, and lets its folds be', () => {
    const config = { folds: 3, distillation: { share: 0.5 } };
    expect(() => parseFits('fold-1,final', config)).toThrow(USAGE);
    expect(() => parseFits('fold-1,final', config)).toThrow(/waits for all folds/);
    expect(parseFits('fold-1,fold-2', config)).toEqual([0, 1]);
  });
});
