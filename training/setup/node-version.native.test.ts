/** Which versions of Node training accepts, and what it says to the others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refuseNodeVersion } from './node-version.mjs';

void test('Node 20.19 to 24 are accepted', () => {
  for (const version of ['20.19.0', '20.20.2', '22.11.0', '23.1.0', '24.21.0']) {
    assert.equal(refuseNodeVersion(version), null, version);
  }
});

void test('other versions are refused with the allowed ones', () => {
  for (const version of ['18.20.4', '20.18.9', '25.0.0', '26.1.0']) {
    assert.match(refuseNodeVersion(version) ?? '', /Node 20\.19 up to 24.*Node 20, 22 or 24/, version);
  }
});
