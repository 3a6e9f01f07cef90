import { afterEach, describe, expect, test, vi } from 'vitest';
import { keepOwnScripts, readController } from './offline.ts';

test('only scripts of the build itself tell which version the page is', () => {
  const own = 'https://host.test/lungfield/assets/index-1.js';
  const addresses = [
    own,
    '',
    'chrome-extension://abc/content.js',
    'blob:https://host.test/lungfield/1',
    'https://cdn.test/lungfield/assets/index-1.js',
    'https://host.test.evil/lungfield/a.js',
    'https://host.test/other/a.js',
    'https://host.test/lungfield-2/a.js',
  ];
  expect(keepOwnScripts(addresses, 'https://host.test/lungfield/')).toEqual([own]);
});

describe('the worker that files come through', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test('is null, and no error, where the browser or a blocker keeps it to itself', () => {
    for (const serviceWorker of [undefined, null]) {
      vi.stubGlobal('navigator', { serviceWorker });
      expect(readController()).toBeNull();
    }
    // A sandboxed frame of Chromium's throws at the look alone.
    const sandboxed = {
      get serviceWorker(): never {
        throw new DOMException('The document is sandboxed.', 'SecurityError');
      },
    };
    vi.stubGlobal('navigator', sandboxed);
    expect(readController()).toBeNull();
  });
});
