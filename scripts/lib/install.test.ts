import { describe, expect, it } from 'vitest';
import { listMissingPackages } from './install.mjs';

const machine = { os: 'linux', cpu: 'x64', libc: 'glibc' };
const lock = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/native-mac': { version: '1.0.0', optional: true, os: ['darwin'] },
    'node_modules/native-musl': { version: '1.0.0', optional: true, os: ['linux'], libc: ['musl'] },
    'node_modules/native-here': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/not-windows': { version: '1.0.0', os: ['!win32'] },
    // Needed by native-mac alone, so npm leaves it out here.
    'node_modules/of-native-mac': { version: '1.0.0', optional: true },
  },
};
const complete = {
  packages: {
    'node_modules/a': { version: '1.0.0' },
    'node_modules/native-here': { version: '1.0.0' },
    'node_modules/not-windows': { version: '1.0.0' },
  },
};

describe('npm start installs exactly when something is missing', () => {
  it('is content when all that belongs on this machine is there', () => {
    expect(listMissingPackages(lock, complete, machine)).toEqual([]);
  });

  it('misses everything on a fresh clone', () => {
    expect(listMissingPackages(lock, {}, machine)).toEqual([
      'node_modules/a',
      'node_modules/native-here',
      'node_modules/not-windows',
    ]);
  });

  it('notices another version', () => {
    const older = { packages: { ...complete.packages, 'node_modules/a': { version: '0.9.0' } } };
    expect(listMissingPackages(lock, older, machine)).toEqual(['node_modules/a']);
  });

  it('notices a folder that was copied from another kind of machine', () => {
    expect(listMissingPackages(lock, complete, { os: 'darwin', cpu: 'arm64', libc: null })).toEqual([
      'node_modules/native-mac',
    ]);
  });
});
