import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { META_POLICY } from '../../scripts/lib/security-headers.mjs';

/** The module anew: it makes its policy once. */
const load = () => import('./trusted-scripts.ts');

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('document', { baseURI: 'https://host.example/x/y/index.html' });
});
afterEach(() => vi.unstubAllGlobals());

describe('trustScript', () => {
  it('gives the two addresses as text where there are no Trusted Types', async () => {
    vi.stubGlobal('trustedTypes', undefined);
    const { trustScript } = await load();
    expect(trustScript('offline-worker')).toBe('https://host.example/x/y/offline.worker.js');
    expect(trustScript('decode-worker')).toMatch(/^https:\/\/host\.example\/.*decode\.worker/);
  });

  it('makes one policy, of the name that the security policy allows, which refuses every other script', async () => {
    const createPolicy = vi.fn((_name: string, rules: { createScriptURL(input: string): string }) => rules);
    vi.stubGlobal('trustedTypes', { createPolicy });
    const { SCRIPT_POLICY, trustScript } = await load();
    expect(trustScript('offline-worker')).toBe('https://host.example/x/y/offline.worker.js');
    trustScript('decode-worker');
    expect(createPolicy).toHaveBeenCalledTimes(1);
    const [name, rules] = createPolicy.mock.calls[0];
    expect(name).toBe(SCRIPT_POLICY);
    expect(META_POLICY.split('; ')).toContain(`trusted-types ${SCRIPT_POLICY}`);
    for (const text of ['', 'https://host.example/x/y/offline.worker.js', 'data:text/javascript,1']) {
      expect(() => rules.createScriptURL(text)).toThrow('no such script');
    }
  });
});
