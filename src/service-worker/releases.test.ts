import { array, assert, constant, constantFrom, nat, oneof, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findFile,
  loadPage,
  MAX_TRIES,
  nameRelease,
  noteStart,
  openBook,
  type Release,
  type ReleaseBook,
  type Start,
  takeOver,
} from './releases.ts';

const PAGE = 'https://host.test/index.html';
const release = (id: string, start: Start = 'unknown'): Release => ({
  id,
  version: '1.0.0',
  files: {
    [PAGE]: { key: `${PAGE}?v=${id}`, integrity: `sha256-${id}` },
    [`https://host.test/assets/${id}.js`]: { key: `https://host.test/assets/${id}.js`, integrity: '' },
    'https://host.test/assets/font.woff2': { key: 'https://host.test/assets/font.woff2', integrity: '' },
  },
  start,
});
const whole = () => true;
const gone = () => false;

/** The second version on trial over a first one that last came up so. */
const onTrial = (start: Start = 'verified'): ReleaseBook =>
  takeOver(openBook(release('one', start)), release('two'), [], whole);

/** Pages loaded one after the other, each alone, none of which tells anything. */
const load = (book: ReleaseBook, count: number): ReleaseBook =>
  Array.from({ length: count }, (_, index) => `load-${index}`).reduce(
    (last, page) => loadPage(last, page, [page], whole),
    book,
  );

describe('a version that takes over', () => {
  test('is the only one where there was none before, and where the one before is not whole any more', () => {
    expect(takeOver(null, release('one'), [], whole)).toEqual(openBook(release('one')));
    const book = takeOver(openBook(release('one')), release('two'), [], gone);
    expect(book).toEqual(openBook(release('two')));
  });

  test('is on trial over the one before, and stays when its page came up with a verified engine', () => {
    const book = onTrial();
    expect(book).toMatchObject({ phase: 'trial', current: { id: 'two' }, other: { id: 'one' } });
    const loaded = load(book, 1);
    expect(loaded.current.id).toBe('two');
    expect(noteStart(loaded, 'load-0', 'verified', whole)).toEqual(openBook(release('two', 'verified')));
  });

  test('that comes while another is on trial is tried over the last good one', () => {
    const book = takeOver(onTrial(), release('three'), [], whole);
    expect(book).toMatchObject({ phase: 'trial', current: { id: 'three' }, other: { id: 'one' } });
  });

  test('that is the one kept ends the trial: the host went back itself', () => {
    expect(takeOver(onTrial(), release('one'), [], whole)).toMatchObject({
      phase: 'settled',
      current: { id: 'one' },
      other: null,
    });
  });

  test('is not tried anew where only the worker is another', () => {
    const book = load(onTrial(), 2);
    expect(takeOver(book, release('two'), [], whole)).toMatchObject({ phase: 'trial', tries: 2 });
    const settled = openBook(release('one', 'verified'));
    expect(takeOver(settled, release('one'), [], whole)).toEqual(settled);
  });
});

describe('a version that does not start', () => {
  test(`gives way at the load after ${MAX_TRIES} of which none came up`, () => {
    const tried = load(onTrial(), MAX_TRIES);
    expect(tried.current.id).toBe('two');
    const back = load(tried, 1);
    expect(back).toMatchObject({
      phase: 'back',
      current: { id: 'one' },
      refused: { id: 'two', reason: 'silent' },
    });
    const settled = noteStart(back, 'load-0', 'verified', whole);
    expect(settled).toMatchObject({ phase: 'settled', current: { id: 'one' }, other: null });
    expect(settled.refused?.id).toBe('two');
    expect(load(settled, 10)).toBe(settled);
  });

  test.each(['verified', 'unknown'] as const)(
    'gives way as soon as it locks, where the one before was %s',
    (start) => {
      const back = noteStart(load(onTrial(start), 1), 'load-0', 'locked', whole);
      expect(back).toMatchObject({
        phase: 'back',
        current: { id: 'one' },
        refused: { id: 'two', reason: 'locked' },
      });
    },
  );

  test('stays where the one before is not whole any more', () => {
    expect(loadPage(load(onTrial(), MAX_TRIES), 'next', ['next'], gone)).toMatchObject({
      phase: 'settled',
      current: { id: 'two' },
    });
    expect(noteStart(load(onTrial(), 1), 'load-0', 'locked', gone).current.id).toBe('two');
  });

  test('is followed by the next one over the one that is used', () => {
    const back = load(onTrial(), MAX_TRIES + 1);
    for (const book of [back, noteStart(back, 'load-0', 'verified', whole)]) {
      expect(takeOver(book, release('three'), [], whole)).toMatchObject({
        phase: 'trial',
        current: { id: 'three' },
        other: { id: 'one' },
        refused: null,
      });
    }
  });
});

describe('a machine without an engine', () => {
  test('is not the new version’s fault, where the one before locked as well', () => {
    const book = noteStart(load(onTrial('locked'), 1), 'load-0', 'locked', whole);
    expect(book).toEqual(openBook(release('two', 'locked')));
  });

  test('found out only after going back: the new version is used again, and that is the end of it', () => {
    const back = noteStart(load(onTrial(), 1), 'load-0', 'locked', whole);
    const again = noteStart(load(back, 1), 'load-0', 'locked', whole);
    expect(again).toEqual(openBook(release('two', 'locked')));
    expect(noteStart(again, 'next', 'locked', whole)).toBe(again);
  });

  test('does not bring back a version whose page never came up', () => {
    const back = load(onTrial(), MAX_TRIES + 1);
    const book = noteStart(back, 'load-0', 'locked', whole);
    expect(book).toMatchObject({ phase: 'settled', current: { id: 'one' }, refused: { id: 'two' } });
  });

  test('a forced engine that cannot run says nothing: the try does not count', () => {
    let book = onTrial();
    for (let index = 0; index < 3 * MAX_TRIES; index += 1) {
      book = noteStart(loadPage(book, `${index}`, [`${index}`], whole), `${index}`, 'unknown', whole);
    }
    expect(book).toMatchObject({ phase: 'trial', current: { id: 'two' }, tries: 0 });
  });
});

describe('two tabs', () => {
  test('each gets the files of the version that it came from', () => {
    const first = loadPage(onTrial(), 'young', ['young'], whole);
    const spent = { ...first, tries: MAX_TRIES };
    const book = loadPage(spent, 'old', ['young', 'old'], whole);
    expect(findFile(book, 'young', PAGE)?.integrity).toBe('sha256-two');
    expect(findFile(book, 'old', PAGE)?.integrity).toBe('sha256-one');
    // A decoding worker has an id of its own, and asks for names that one version alone has.
    expect(findFile(book, 'worker', 'https://host.test/assets/two.js')).toBeDefined();
    expect(findFile(book, 'worker', 'https://host.test/elsewhere.js')).toBeUndefined();
  });

  test('a tab of the version before, which takes the new one over, keeps its own', () => {
    const book = takeOver(openBook(release('one', 'verified')), release('two'), ['open'], whole);
    expect(findFile(book, 'open', PAGE)?.integrity).toBe('sha256-one');
    expect(findFile(book, '', PAGE)?.integrity).toBe('sha256-two');
  });

  test('a tab of the other version has no word on the one in use', () => {
    const book = takeOver(openBook(release('one', 'verified')), release('two'), ['open'], whole);
    expect(noteStart(book, 'open', 'verified', whole)).toBe(book);
    expect(noteStart(book, 'open', 'locked', whole)).toBe(book);
  });
});

test('whatever pages do, nothing goes to and fro: one version a take-over back, and forward again once at most', () => {
  const step = oneof(
    record({ kind: constant('load' as const), page: nat(3) }),
    record({
      kind: constant('start' as const),
      page: nat(3),
      start: constantFrom<Start>('verified', 'locked', 'unknown'),
    }),
  );
  assert(
    property(constantFrom<Start>('verified', 'locked', 'unknown'), array(step), (before, steps) => {
      let book = onTrial(before);
      const served = [book.current.id];
      for (const each of steps) {
        const page = `${each.page}`;
        book =
          each.kind === 'load'
            ? loadPage(book, page, ['0', '1', '2', '3'], whole)
            : noteStart(book, page, each.start, whole);
        if (served.at(-1) !== book.current.id) served.push(book.current.id);
        expect(book.tries).toBeLessThanOrEqual(MAX_TRIES);
        expect(book.phase === 'settled').toBe(book.other === null);
      }
      expect(['two', 'two,one', 'two,one,two']).toContain(served.join());
      if (served.length === 3) expect(book).toMatchObject({ phase: 'settled', refused: null });
    }),
  );
});

test('two builds of one version have two names', () => {
  expect(nameRelease({ id: 'abcdef123456', version: '1.0.0' })).toBe('1.0.0 (abcdef)');
});
