/**
 * The build as a server sends it: file by file, held offline by the service worker.
 */
import { readController, startOffline } from '../../runtime/offline.ts';
import { trustScript } from '../../runtime/trusted-scripts.ts';
import type { Delivery } from '../delivery.ts';
import { readFile } from './files.ts';

/** The build that this page came from. */
export const DELIVERY: Delivery = {
  baseUrl: new URL('.', document.baseURI).href,
  readFile,
  readHeldFile,
  isAtHand: () => readController() !== null,
  fetchAhead,
  createDecodeWorker: () => new Worker(trustScript('decode-worker'), { type: 'module' }),
  startOffline,
};

/** The offline copy is read directly: once the page is offline-ready it makes no request at all. */
async function readHeldFile(url: string): Promise<Response> {
  const held = 'caches' in globalThis ? await caches.match(url, { ignoreSearch: true }) : undefined;
  return held ?? readFile(url);
}

/** By the links that `scripts/lib/preload-links.mjs` leaves in the page; without a build there are none. */
function fetchAhead(): void {
  const template = document.querySelector<HTMLTemplateElement>('template#fetched-ahead');
  if (template !== null) document.head.append(template.content);
}
