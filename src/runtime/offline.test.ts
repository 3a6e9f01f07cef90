import { expect, test } from 'vitest';
import { keepOwnScripts } from './offline.ts';

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
