/**
 * Writes a `.br` and a `.gz` beside each file of a built site that gets smaller by it, so that the server sends them as they
 * are. Not part of the build itself: the offline copy's list of files is made there, and must not name them.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Formats that are compressed already. */
const COMPRESSED = /\.(?:png|woff2|avif|webp|jpe?g|br|gz)$/;
/** Below this a file fits in one packet anyway. */
const MIN_BYTES = 1024;
/** What a copy has to save to be worth its place. */
const MIN_SAVING = 0.01;
/** A twentieth less than 9 gives, for thirty times as long: for what the page starts with. */
const FIRST_QUALITY = 11;
/** For what can wait. */
const LATE_QUALITY = 9;
/** Their parts repeat at distances of whole words, over more than the block that Brotli takes by itself: half a percent less by these. */
const BINARY = /\.(?:wasm|bin)$/;
/** What the page's first film may need, though its HTML names it not: the worker, the codec that looks over each JPEG, the bar. */
const FIRST_FILM = /^(?:decode\.worker|libjpegturbowasm_decode|split-chart|BarChart|CartesianChart)-/;

const BINARY_PARAMS = {
  [constants.BROTLI_PARAM_LGBLOCK]: constants.BROTLI_MAX_INPUT_BLOCK_BITS,
  [constants.BROTLI_PARAM_NPOSTFIX]: 1,
  [constants.BROTLI_PARAM_NDIRECT]: 12,
};

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/**
 * @param {string} folder the built site
 * @returns {Promise<number>} how many files have a smaller copy
 */
export async function compressSite(folder) {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile() && !COMPRESSED.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  const counts = await Promise.all(
    paths.map((path) => {
      const name = basename(path);
      const isFirst = page.includes(name) || FIRST_FILM.test(name);
      return compressFile(path, isFirst ? FIRST_QUALITY : LATE_QUALITY);
    }),
  );
  return counts.filter(Boolean).length;
}

/**
 * @param {string} path
 * @param {number} quality of Brotli
 */
async function compressFile(path, quality) {
  const bytes = await readFile(path);
  if (bytes.length < MIN_BYTES) return false;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    ...(BINARY.test(path) ? BINARY_PARAMS : {}),
  };
  const [brotli, gzipped] = await Promise.all([toBrotli(bytes, { params }), toGzip(bytes, { level: 9 })]);
  const copies = /** @type {const} */ ([
    ['.br', brotli],
    ['.gz', gzipped],
  ]);
  const smaller = copies.filter(([, copy]) => copy.length < (1 - MIN_SAVING) * bytes.length);
  await Promise.all(smaller.map(([ending, copy]) => writeFile(path + ending, copy)));
  return smaller.length > 0;
}
