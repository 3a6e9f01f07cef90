/**
 * The page's security policy, written once: `npm start` sends it as headers, the build writes it into index.html as well,
 * so that a static host that sets no headers gets it too.
 * Invariant: nothing may be loaded from, or sent to, another origin; no code is generated but WebAssembly.
 */

/** Directives that work both as a header and in a <meta> tag. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** Content-Security-Policy for a <meta> tag (`frame-ancestors` is an error there). */
export const META_POLICY = POLICY.join('; ');

/** Headers of every answer. @type {Readonly<Record<string, string>>} */
export const SECURITY_HEADERS = Object.freeze({
  'Content-Security-Policy': [...POLICY, "frame-ancestors 'none'"].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=(), display-capture=()',
});
