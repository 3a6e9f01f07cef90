/**
 * Makes one page of a build: `lungfield.html`, which needs no server and asks for nothing, and its SHA-256 beside it.
 * Invariants: program, workers, model, WebAssembly and samples lie in it as gzip in base64, whose CRC-32 tells damage; the page's
 * policy names the program by its SHA-256, and the program checks the model by its own; the same build gives the same bytes. What
 * unpacks it is `src/delivery/single-file/boot.ts`.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { transformWithOxc } from 'vite';
import { ROOT } from './paths.mjs';
import { REFERRER_POLICY, singleFilePolicy } from './security-headers.mjs';

/** Name of the page. */
export const SINGLE_FILE = 'lungfield.html';
/** The page may not be larger. */
export const MAX_BYTES = 8_000_000;

const FILE = /** @type {const} */ ('file');
const BOOT = join(ROOT, 'src', 'delivery', 'single-file', 'boot.ts');
const PUBLIC = join(ROOT, 'public');
/** One film of each class; with all four the page would be larger than it may be. */
const SAMPLES = ['synthetic-normal.png', 'synthetic-pneumonia.png'];
/** Where a gzip file says which system made it (RFC 1952 2.3.1), and the number for "unknown". */
const GZIP_SYSTEM_AT = 9;
const UNKNOWN_SYSTEM = 255;

const ADVICE =
  'It needs a browser of the last three years, with JavaScript on. If this browser is one, the file may be damaged: ' +
  'compare its SHA-256 with the one in lungfield.html.sha256.';

/** @typedef {{ role: 'program' | 'worker' | 'file', path: string, bytes: Uint8Array }} Block */
/** @typedef {Record<string, import('vite').Rolldown.OutputAsset | import('vite').Rolldown.OutputChunk>} Bundle */

/** @param {string | Uint8Array} text */
function hashSource(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** @param {Uint8Array} bytes */
function pack(bytes) {
  const packed = gzipSync(bytes, { level: 9 });
  packed[GZIP_SYSTEM_AT] = UNKNOWN_SYSTEM;
  return packed.toString('base64');
}

/**
 * Replaces what is there exactly once.
 *
 * @param {string} html
 * @param {RegExp} pattern
 * @param {string} text
 * @throws {Error} where it is not
 */
function replaceOne(html, pattern, text) {
  const found = html.match(new RegExp(pattern, 'g'))?.length ?? 0;
  if (found !== 1) throw new Error(`The built page has ${found} of ${pattern}, not one.`);
  return html.replace(pattern, () => text);
}

/** Model and samples, which lie in `public/` beside the build. @returns {Block[]} */
function readPublicFiles() {
  const paths = [
    ...readdirSync(join(PUBLIC, 'model')).map((name) => `model/${name}`),
    ...SAMPLES.map((name) => `samples/${name}`),
  ];
  const shelf = JSON.parse(readFileSync(join(PUBLIC, 'samples', 'samples.json'), 'utf8'));
  const samples = shelf.samples.filter((/** @type {{ file: string }} */ { file }) => SAMPLES.includes(file));
  const list = Buffer.from(JSON.stringify({ ...shelf, samples }));
  return [
    ...paths.map((path) => ({ role: FILE, path, bytes: readFileSync(join(PUBLIC, path)) })),
    { role: FILE, path: 'samples/samples.json', bytes: list },
  ];
}

/**
 * @param {string} path
 * @param {Bundle[string]} part
 * @returns {Block['role']}
 */
function roleOf(path, part) {
  if (part.type === 'chunk') return 'program';
  return path.endsWith('.js') ? 'worker' : FILE;
}

/**
 * What the build made, but for page, style sheet and fonts.
 *
 * @param {Bundle} bundle
 * @returns {Block[]}
 */
function readBundle(bundle) {
  return Object.entries(bundle).flatMap(([path, part]) => {
    if (/\.(?:html|css|woff2)$/.test(path)) return [];
    const bytes = Buffer.from(part.type === 'chunk' ? part.code : part.source);
    return [{ role: roleOf(path, part), path, bytes }];
  });
}

/**
 * @param {Bundle} bundle
 * @param {string} end of the name
 * @throws {Error} where there is not exactly one
 */
function readText(bundle, end) {
  const found = Object.entries(bundle).filter(([path]) => path.endsWith(end));
  const [, asset] = found[0] ?? [];
  if (found.length !== 1 || asset?.type !== 'asset') throw new Error(`The build made no single ${end}.`);
  return String(asset.source);
}

/**
 * The style sheet with its fonts in it.
 *
 * @param {Bundle} bundle
 * @throws {Error} when it names a font that the build didn't make
 */
function readStyle(bundle) {
  return readText(bundle, '.css').replace(/url\([^)]*?([^/)]+\.woff2)\)/g, (_url, name) => {
    const [, font] = Object.entries(bundle).find(([path]) => path.endsWith(`/${name}`)) ?? [];
    if (font?.type !== 'asset') throw new Error(`The build made no ${name}.`);
    return `url(data:font/woff2;base64,${Buffer.from(font.source).toString('base64')})`;
  });
}

/**
 * The page.
 *
 * @param {string} built index.html of the build
 * @param {{ style: string, boot: string, icon: string, licences: string, blocks: readonly Block[] }} parts
 */
export function composePage(built, { style, boot, icon, licences, blocks }) {
  const programs = blocks.filter(({ role }) => role === 'program').map(({ bytes }) => bytes);
  if (programs.length !== 1) throw new Error(`The build made ${programs.length} programs, not one.`);
  // `<!--` and then `<script` would keep the parser inside beyond the end.
  if (/<\/script|<!--/i.test(boot + licences) || /<\/style/i.test(style))
    throw new Error('A part would end itself.');
  const policy = singleFilePolicy({
    scripts: [boot, ...programs].map(hashSource),
    styles: [hashSource(style)],
  });
  const sorted = [...blocks].sort((a, b) => (a.path < b.path ? -1 : 1));
  const data = sorted.map(
    ({ role, path, bytes }) =>
      `<script type="application/gzip+base64" data-role="${role}" data-path="${path}">${pack(bytes)}</script>\n`,
  );
  const notices = `<script type="text/plain" id="licences">\n${licences}</script>\n`;
  const head =
    '<meta charset="utf-8" />\n' +
    `    <meta http-equiv="Content-Security-Policy" content="${policy}" />\n` +
    `    <meta name="referrer" content="${REFERRER_POLICY}" />`;
  let html = replaceOne(built, /<meta charset="utf-8" \/>/, head);
  html = replaceOne(html, /<link rel="icon"[^>]*>/, `<link rel="icon" href="${icon}" />`);
  html = replaceOne(html, /\s*<script type="module"[^>]*><\/script>/, '');
  html = replaceOne(html, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
  html = replaceOne(html, /(?<=<p id="boot-advice">)[^<]*(?=<\/p>)/, ADVICE);
  return replaceOne(html, /<\/body>/, `${notices}${data.join('')}<script>${boot}</script>\n  </body>`);
}

/**
 * Puts the whole build into one page.
 *
 * @param {() => string} renderLicences gives the licences of what is bundled; they stand in the page's source
 * @returns {import('vite').Plugin}
 * @throws {Error} when the page would be larger than it may be
 */
export function packIntoOneFile(renderLicences) {
  return {
    name: 'lungfield-single-file',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const { code: boot } = await transformWithOxc(readFileSync(BOOT, 'utf8'), BOOT);
        const icon = readFileSync(join(PUBLIC, 'icons', 'favicon.svg')).toString('base64');
        const html = composePage(readText(bundle, '.html'), {
          style: readStyle(bundle),
          boot,
          licences: renderLicences(),
          icon: `data:image/svg+xml;base64,${icon}`,
          blocks: [...readBundle(bundle), ...readPublicFiles()],
        });
        const bytes = Buffer.from(html);
        if (bytes.length > MAX_BYTES) throw new Error(`${SINGLE_FILE} would have ${bytes.length} bytes.`);
        for (const path of Object.keys(bundle)) delete bundle[path];
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        this.emitFile({ type: 'asset', fileName: SINGLE_FILE, source: bytes });
        // As `sha256sum -c` reads it.
        this.emitFile({
          type: 'asset',
          fileName: `${SINGLE_FILE}.sha256`,
          source: `${sha256}  ${SINGLE_FILE}\n`,
        });
      },
    },
  };
}
