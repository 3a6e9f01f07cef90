/**
 * SHA-256 without the browser's own: over plain http there is no `crypto.subtle`. Loaded only then.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** In lower-case hex; computed on this thread. */
export function hashByLibrary(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
