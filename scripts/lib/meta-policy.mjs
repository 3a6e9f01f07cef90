/**
 * The page's policy in the built page itself, for hosts that send no headers.
 * Invariant: it stands before anything that it governs.
 */
import { META_POLICY, REFERRER_POLICY } from './security-headers.mjs';

/**
 * Writes the policy into the built page.
 *
 * @returns {import('vite').Plugin}
 */
export function addMetaPolicy() {
  return {
    name: 'lungfield-meta-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: META_POLICY },
        injectTo: 'head-prepend',
      },
      {
        tag: 'meta',
        attrs: { name: 'referrer', content: REFERRER_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}
