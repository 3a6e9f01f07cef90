/**
 * The service worker: holds every file of one build, so that the page works without a network and asks for nothing.
 * Invariants: a version is held whole or not at all (each file is checked against the SHA-256 of its build); a new
 * version waits until the reader asks for it and no other tab is open, so that code and model never change in the
 * middle of a session.
 */
import { PrecacheController, type PrecacheEntry, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import type { WorkerReply, WorkerRequest } from './messages.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: readonly (PrecacheEntry | string)[] };

const controller = new PrecacheController();
controller.precache([...self.__WB_MANIFEST]);
registerRoute(
  new PrecacheRoute(controller, {
    directoryIndex: 'index.html',
    cleanURLs: false,
    // The page's own address may carry ?backend=…; files of the build never have a query.
    ignoreURLParametersMatching: [/./],
  }),
);

self.addEventListener('activate', (event) => {
  // The first version takes over the page that fetched it, so that its later chunks come from here as well.
  event.waitUntil(self.clients.claim());
});

/** Addresses of files that are no longer held (a browser short of space may drop them). */
async function listMissing(): Promise<string[]> {
  const cache = await self.caches.open(controller.strategy.cacheName);
  const held = new Set((await cache.keys()).map((request) => request.url));
  return [...controller.getURLsToCacheKeys()].flatMap(([url, key]) => (held.has(key) ? [] : [url]));
}

/** Fetches what is missing again, checked like the first time; gives what is still missing. */
async function restoreMissing(): Promise<string[]> {
  const cache = await self.caches.open(controller.strategy.cacheName);
  for (const url of await listMissing()) {
    const key = controller.getCacheKeyForURL(url) ?? url;
    const integrity = controller.getIntegrityForCacheKey(key) ?? '';
    try {
      const response = await fetch(url, { cache: 'reload', integrity });
      if (response.ok) await cache.put(key, response);
    } catch {
      // Without a network, or with another build on the host: it stays missing and the reply says so.
    }
  }
  return listMissing();
}

function isOfThisBuild(scripts: readonly string[]): boolean {
  const held = controller.getURLsToCacheKeys();
  return scripts.every((url) => held.has(url));
}

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  if (request.kind === 'check') {
    // A page loaded past the worker (a forced reload) is taken in as well; not one of another version, which would be
    // given this one's model and miss its own parts.
    if (!isOfThisBuild(request.scripts)) return { kind: 'other-version' };
    await self.clients.claim();
    return { kind: 'checked', missing: (await restoreMissing()).length };
  }
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (tabs.length > 1) return { kind: 'other-tabs-open' };
  await self.skipWaiting();
  return { kind: 'taking-over' };
}

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  if (!port) return;
  event.waitUntil(answer(event.data as WorkerRequest).then((reply) => port.postMessage(reply)));
});
