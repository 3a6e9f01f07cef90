/** Where things lie; every command works from any current folder. */
import { fileURLToPath } from 'node:url';

/** Root of the checkout, with a trailing separator. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The built site. */
export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
/** Folder of the site in one file. */
export const DIST_SINGLE = fileURLToPath(new URL('../../dist-single/', import.meta.url));
