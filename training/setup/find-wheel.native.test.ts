/** Reading a package index, for machines that have one configured but no pip. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findWheelUrl, WHEEL } from './find-wheel.ts';

const PAGE_URL = 'http://index.example/simple/tensorflow-cpu/';

void test('the wheel is found among the others, relative to its page and without its hash', () => {
  const page = `
    <a href="../../files/${WHEEL.file.replace('2.15.1', '2.15.0')}#sha256=00">older</a>
    <a href="../../files/${WHEEL.file}#sha256=11" data-requires-python="&gt;=3.9">it</a>`;
  assert.equal(findWheelUrl(page, PAGE_URL), `http://index.example/files/${WHEEL.file}`);
});

void test('an address with a signature and escapes is kept as it is', () => {
  const page = `<a href="http://files.example/a/${WHEEL.file}?key=1&amp;until=2#sha256=11">it</a>`;
  assert.equal(findWheelUrl(page, PAGE_URL), `http://files.example/a/${WHEEL.file}?key=1&until=2`);
});

void test('a page that does not list the wheel gives none', () => {
  assert.equal(findWheelUrl('<a href="other.whl">other</a>', PAGE_URL), null);
});
