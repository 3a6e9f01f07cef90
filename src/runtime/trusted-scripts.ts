/**
 * The scripts that the page starts beside its own: the decoding worker and the service worker, by name.
 * Invariant: where the browser has Trusted Types, this is the one policy that the page's security policy allows, and it
 * knows these two addresses alone, so that no text of a file or of an address can ever become a script.
 */
// oxlint-disable-next-line import/default -- Vite gives the address of the built worker
import decodeWorkerUrl from '../image/decode.worker.ts?worker&url';

/** Name of the one policy; `scripts/lib/security-headers.mjs` allows no other. */
export const SCRIPT_POLICY = 'lungfield';

/** A script that may be started. */
export type ScriptName = 'decode-worker' | 'offline-worker';

/** The part of Trusted Types that is used; TypeScript's DOM library has none of it yet. */
interface TrustedTypePolicy {
  createScriptURL(input: string): { toString(): string };
}
interface TrustedTypePolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(input: string): string }): TrustedTypePolicy;
}

/**
 * @returns the script's absolute address
 * @throws Error when the name is not one of the two
 */
function addressOf(name: string): string {
  if (name === 'decode-worker') return new URL(decodeWorkerUrl, document.baseURI).href;
  // Beside index.html: its place decides what it may serve.
  if (name === 'offline-worker') return new URL('offline.worker.js', document.baseURI).href;
  throw new Error('The page has no such script.');
}

let policy: TrustedTypePolicy | null = null;

/**
 * The address of a script in the form that `new Worker` and `serviceWorker.register` take: a TrustedScriptURL where the
 * browser knows such, else a string.
 */
export function trustScript(name: ScriptName): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypePolicyFactory };
  if (trustedTypes === undefined) return addressOf(name);
  policy ??= trustedTypes.createPolicy(SCRIPT_POLICY, { createScriptURL: addressOf });
  // The DOM's types still say string; a string is what Trusted Types refuse.
  return policy.createScriptURL(name) as string;
}
