import { describe, expect, it } from 'vitest';
import { explainNodeVersion } from './node-version.mjs';

describe('an unfit Node is refused in words, before anything is installed', () => {
  it.each(['20.19.0', '20.20.2', '21.0.0', '22.12.0', '24.9.1'])('takes %s', (version) => {
    expect(explainNodeVersion(version)).toBeNull();
  });
  it.each(['18.20.0', '20.18.9', '25.0.0', '26.1.0'])(
    'refuses %s and names both ends of the range',
    (version) => {
      expect(explainNodeVersion(version)).toMatch(/20\.19 or newer, below 25/);
      expect(explainNodeVersion(version)).toContain(version);
    },
  );
});
