/**
 * The service worker: holds every file of a build, so that the page works without a network and asks for nothing.
 * Invariants: a version is held whole or not at all (each file is checked against the SHA-256 of its build); a new
 * version waits until the reader asks for it and no other tab is open, so that code and model never change in the
 * middle of a session; the version before is held until the new one has come up (`releases.ts`), and no longer.
 */
import { PrecacheController, type PrecacheEntry } from 'workbox-precaching';
import type { Rollback, WorkerReply, WorkerRequest } from './messages.ts';
import { openReleaseShelf } from './release-shelf.ts';
import {
  findFile,
  loadPage,
  nameRelease,
  noteStart,
  type Release,
  type ReleaseBook,
  type Start,
  takeOver,
} from './releases.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: readonly (PrecacheEntry | string)[] };
declare const __APP_VERSION__: string;

/**
 * A page on trial that is in view and has not mounted by then is loaded anew by the worker, until the tries are spent: a blank page
 * can't do it, and its reader may not think of it.
 */
const MOUNT_MS = 15_000;

const controller = new PrecacheController();
// Its own `activate` would drop the version before at once.
controller.addToCacheList([...self.__WB_MANIFEST]);
const { cacheName } = controller.strategy;
const shelf = openReleaseShelf(cacheName);
const own = describeOwn();

async function describeOwn(): Promise<Release> {
  const files = Object.fromEntries(
    [...controller.getURLsToCacheKeys()].map(([url, key]) => [
      url,
      { key, integrity: controller.getIntegrityForCacheKey(key) ?? '' },
    ]),
  );
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(files)));
  const id = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { id, version: __APP_VERSION__, files, start: 'unknown' };
}

self.addEventListener('install', (event) => {
  event.waitUntil(install(event));
});

async function install(event: ExtendableEvent): Promise<void> {
  // Told beforehand, so that the version in charge clears nothing away that is being fetched.
  await shelf.announce(await own);
  await controller.install(event);
}

self.addEventListener('activate', (event) => {
  event.waitUntil(activate());
});

async function activate(): Promise<void> {
  const [release, pages, isKept] = await Promise.all([own, listPages(), shelf.look()]);
  await shelf.change((book) => takeOver(book, release, pages, isKept));
  await shelf.withdraw(release);
  await shelf.clear();
  // The first version takes over the page that fetched it, so that its later chunks come from here as well.
  await self.clients.claim();
}

async function listPages(): Promise<string[]> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.map(({ id }) => id);
}

/** The book; a worker whose book was cleared away by the browser begins a new one. */
async function readBook(): Promise<ReleaseBook> {
  return (await shelf.read()) ?? (await activateAnew());
}

async function activateAnew(): Promise<ReleaseBook> {
  const release = await own;
  return shelf.change((book) => book ?? takeOver(null, release, [], () => false));
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  // The page's own address may carry ?backend=…; files of the build never have a query.
  const url = `${origin}${pathname}${pathname.endsWith('/') ? 'index.html' : ''}`;
  const known = shelf.peek();
  if (known !== null && findFile(known, event.clientId, url) === undefined) return;
  event.respondWith(serve(event, url));
});

async function serve(event: FetchEvent, url: string): Promise<Response> {
  const isPage = event.request.mode === 'navigate';
  const page = isPage ? event.resultingClientId : event.clientId;
  const book = isPage ? await beginPage(event, page) : await readBook();
  const file = findFile(book, page, url);
  if (file === undefined) return fetch(event.request);
  const held = await (await self.caches.open(cacheName)).match(file.key);
  return held ?? fetchChecked(url, file.integrity);
}

/** What the browser has dropped for want of space; another build's file is refused. */
function fetchChecked(url: string, integrity: string): Promise<Response> {
  return fetch(url, { integrity, credentials: 'same-origin' });
}

/** A page is loaded: what it gets is decided here. */
async function beginPage(event: FetchEvent, page: string): Promise<ReleaseBook> {
  const before = await readBook();
  if (before.phase === 'settled') return before;
  const [open, isKept] = await Promise.all([listPages(), shelf.look()]);
  const book = await shelf.change((last) => loadPage(last ?? before, page, open, isKept));
  if (book.phase === 'trial') event.waitUntil(watchMount(page, book.current.id));
  return book;
}

/** Pages that said that they are on screen; forgotten with this worker, as its timers are. */
const mounted = new Set<string>();

async function watchMount(page: string, releaseId: string): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, MOUNT_MS));
  if (mounted.has(page)) return;
  const { phase, current } = await readBook();
  // Another tab may have decided meanwhile: against the page's release, or for it, and then there is nothing else to load.
  if (phase !== 'trial' && current.id === releaseId) return;
  const client = await self.clients.get(page);
  // One that is not in view may only have been held up by the browser.
  if (!(client instanceof WindowClient) || client.visibilityState !== 'visible') return;
  // The reader's own reload does the same, where the browser refuses.
  await client.navigate(client.url).catch(() => null);
}

/** Fetches what is missing again (a browser short of space may drop files), checked like the first time; gives what is still missing. */
async function restoreMissing({ files }: Release): Promise<number> {
  const cache = await self.caches.open(cacheName);
  let missing = 0;
  const held = new Set((await cache.keys()).map((request) => request.url));
  for (const [url, { key, integrity }] of Object.entries(files)) {
    if (held.has(key)) continue;
    missing += 1;
    try {
      const response = await fetch(url, { cache: 'reload', integrity });
      if (!response.ok) continue;
      await cache.put(key, response);
      missing -= 1;
    } catch {
      // Without a network, or with another build on the host: it stays missing and the reply says so.
    }
  }
  return missing;
}

function tellRollback({ current, refused }: ReleaseBook): Rollback | null {
  return refused === null ? null : { refused: nameRelease(refused), used: nameRelease(current) };
}

async function answerCheck(scripts: readonly string[]): Promise<WorkerReply> {
  const book = await readBook();
  // A page loaded past the worker (a forced reload) is taken in as well; not one of another version, which would be
  // given this one's model and miss its own parts.
  if (!scripts.every((url) => url in book.current.files)) return { kind: 'other-version' };
  await self.clients.claim();
  return { kind: 'checked', missing: await restoreMissing(book.current), rollback: tellRollback(book) };
}

async function answerTakeOver(): Promise<WorkerReply> {
  if ((await listPages()).length > 1) return { kind: 'other-tabs-open' };
  await self.skipWaiting();
  return { kind: 'taking-over' };
}

async function answerStarted(page: string, start: Start): Promise<WorkerReply> {
  const before = await readBook();
  const isKept = await shelf.look();
  const book = await shelf.change((last) => noteStart(last ?? before, page, start, isKept));
  if (book.phase === 'settled' && before.phase !== 'settled') await shelf.clear();
  const gaveWay = book.current.id !== before.current.id;
  return gaveWay ? { kind: 'gave-way', rollback: tellRollback(book) } : { kind: 'noted' };
}

async function answer(request: WorkerRequest, page: string): Promise<WorkerReply> {
  switch (request.kind) {
    case 'check':
      return answerCheck(request.scripts);
    case 'take-over':
      return answerTakeOver();
    case 'started':
      return answerStarted(page, request.start);
    default:
      mounted.add(page);
      return { kind: 'noted' };
  }
}

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (!port || !(event.source instanceof Client)) return;
  const reply = answer(event.data as WorkerRequest, event.source.id);
  event.waitUntil(reply.then((message) => port.postMessage(message)));
});
