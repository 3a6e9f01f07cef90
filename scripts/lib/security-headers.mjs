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
  // One policy: src/runtime/trusted-scripts.ts, for the decoding worker and the service worker.
  "require-trusted-types-for 'script'",
  'trusted-types lungfield',
];

/** Content-Security-Policy for a <meta> tag (`frame-ancestors` is an error there). */
export const META_POLICY = POLICY.join('; ');

/**
 * Content-Security-Policy of `lungfield.html`, for its <meta> tag: nothing may be loaded at all, but from the page's own memory.
 *
 * @param {{ scripts: readonly string[], styles: readonly string[] }} hashes hash sources of the inline parts
 */
export function singleFilePolicy({ scripts, styles }) {
  return [
    "default-src 'none'",
    `script-src ${scripts.join(' ')} 'wasm-unsafe-eval'`,
    `style-src ${styles.join(' ')}`,
    'img-src blob: data:',
    'font-src data:',
    'connect-src blob:',
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lungfield',
  ].join('; ');
}

/** Of links that lead out of the page: nobody learns where it is held. For header and <meta name="referrer">. */
export const REFERRER_POLICY = 'no-referrer';

/**
 * Every feature that Chromium 156 lets a page turn off, but `cross-origin-isolated`: that one is no reach into the reader's
 * computer, and is what COOP and COEP are sent for. A browser that doesn't know a name skips it.
 */
const FEATURES_OFF = [
  'accelerometer aria-notify autoplay browsing-topics camera captured-surface-control',
  'ch-device-memory ch-downlink ch-dpr ch-ect ch-prefers-color-scheme ch-prefers-reduced-motion',
  'ch-prefers-reduced-transparency ch-rtt ch-save-data ch-ua ch-ua-arch ch-ua-bitness ch-ua-form-factors',
  'ch-ua-full-version ch-ua-full-version-list ch-ua-high-entropy-values ch-ua-mobile ch-ua-model ch-ua-platform',
  'ch-ua-platform-version ch-ua-wow64 ch-viewport-height ch-viewport-width ch-width clipboard-read clipboard-write',
  'compute-pressure deferred-fetch deferred-fetch-minimal digital-credentials-create digital-credentials-get',
  'display-capture encrypted-media fullscreen gamepad geolocation gyroscope hid identity-credentials-get',
  'idle-detection interest-cohort keyboard-map language-detector language-model local-fonts local-network',
  'local-network-access loopback-network magnetometer media-playback-while-not-visible microphone midi',
  'on-device-speech-recognition otp-credentials payment picture-in-picture private-state-token-issuance',
  'private-state-token-redemption publickey-credentials-create publickey-credentials-get screen-wake-lock serial',
  'speaker-selection storage-access summarizer sync-xhr translator unload usb window-management xr-spatial-tracking',
].flatMap((line) => line.split(' '));

/**
 * Headers of every answer, but for what only a document reads (`DOCUMENT_HEADER`) in folders that hold none.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const SECURITY_HEADERS = Object.freeze({
  'Content-Security-Policy': [...POLICY, "frame-ancestors 'none'"].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': REFERRER_POLICY,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': FEATURES_OFF.map((name) => `${name}=()`).join(', '),
});

/**
 * A browser reads it with a document alone, a worker has its page's: 1.7 kB that each script and each file of the model need not
 * carry.
 */
export const DOCUMENT_HEADER = 'Permissions-Policy';
