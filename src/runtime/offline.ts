/**
 * Registers the service worker and tells whether the page holds everything that it could ever need.
 * Invariants: "ready" is said only after the worker in charge of this page has counted every file of its build, and after
 * the browser's own look for a newer version, so that no request follows; a newer version is offered, never swapped in.
 */
import type { Rollback } from '../service-worker/messages.ts';
import { ask } from './ask-worker.ts';
import { waitForRest } from './rest.ts';
import { type PageStart, reportStart } from './start-report.ts';
import { trustScript } from './trusted-scripts.ts';

/** What the page knows of its offline copy. */
export interface OfflineStatus {
  /**
   * `preparing` until everything is held; `unavailable` where the browser can't, or could not fetch it all; `single-file` where the
   * page itself holds everything, and no service worker is needed.
   */
  readonly state: 'preparing' | 'ready' | 'unavailable' | 'single-file';
  /** A newer version is held and waits for `applyUpdate`. */
  readonly hasUpdate: boolean;
  /** A newer version did not start here, and the one before is used in its place; null where that isn't so. */
  readonly rollback: ShownRollback | null;
}

/** As the worker tells it. */
export interface ShownRollback extends Rollback {
  /** This page is of the version before; else it is the one that did not start, and a reload brings the one before. */
  readonly isInUse: boolean;
}

/** What became of the reader's wish for the newer version. */
export type UpdateAnswer = 'reloading' | 'other-tabs-open' | 'films-open';

/** The offline copy, as the page sees it. */
export interface Offline {
  /** The same object until something changes. */
  getStatus(): OfflineStatus;
  /** @returns a function that ends the subscription */
  subscribe(listener: () => void): () => void;
  /**
   * Puts the waiting version in charge and reloads the page; the reader must have asked for it.
   * With films open, or another tab, it does nothing: that session would meet files, and a model, of another build.
   */
  applyUpdate(): Promise<UpdateAnswer>;
}

/**
 * Chromium looks for a newer worker by itself: a second after the page has fetched and computed nothing for half a second
 * (its `HintToUpdateServiceWorker`). No event tells when it has; "ready" waits for twice as long a rest.
 */
const REST_MS = 3_000;

/** What the copy has to heed in the page. */
export interface OfflineOptions {
  /** What must not have to share the network with it. */
  readonly goesFirst: Promise<void>;
  /** Whether the page holds films, which an update would end, or read by another model. */
  readonly hasFilms: () => boolean;
  /** How the page comes up, from which the worker knows whether a new version is any good. */
  readonly start: PageStart;
}

/**
 * Starts to fetch the offline copy once the page itself has loaded. Call once. Never throws: what fails shows in the
 * status.
 */
export function startOffline({ goesFirst, hasFilms, start }: OfflineOptions): Offline {
  let status: OfflineStatus = { state: 'preparing', hasUpdate: false, rollback: null };
  let registration: ServiceWorkerRegistration | null = null;
  const listeners = new Set<() => void>();
  const update = (change: Partial<OfflineStatus>): void => {
    status = { ...status, ...change };
    for (const listener of listeners) listener();
  };

  const report = async (worker: ServiceWorker | null): Promise<void> => {
    if (worker === null) return;
    const reply = await reportStart((request) => ask(worker, request), start);
    if (reply.kind !== 'gave-way') return;
    // With films open the reader decides when.
    if (!hasFilms()) location.reload();
    else if (reply.rollback !== null) update({ rollback: { ...reply.rollback, isInUse: false } });
  };
  const controller = readController();
  // A page that came past the worker, or before it, has none yet; without an answer nothing is judged.
  report(controller).catch(() => undefined);

  const prepare = async (): Promise<void> => {
    await waitForLoad();
    await goesFirst;
    registration = await register();
    watchForUpdate(registration, () => update({ hasUpdate: true }));
    const worker = await waitForActivation(registration);
    const addresses = Array.from(document.scripts, ({ src }) => src);
    const scripts = keepOwnScripts(addresses, new URL('.', document.baseURI).href);
    const reply = await ask(worker, { kind: 'check', scripts });
    if (reply.kind === 'checked' && reply.rollback !== null)
      update({ rollback: { ...reply.rollback, isInUse: true } });
    if (reply.kind !== 'checked' || reply.missing > 0) throw new Error('Some files could not be held.');
    await waitForController();
    // The first page of a browser tells now; an engine that is stuck holds back no offline copy.
    if (controller === null) report(readController()).catch(() => undefined);
    // Without a network there is nothing newer to find.
    await registration.update().catch(() => undefined);
    await waitForRest(REST_MS);
    update({ state: 'ready' });
  };
  prepare().catch(() => update({ state: 'unavailable' }));

  return {
    getStatus: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async applyUpdate() {
      if (hasFilms()) return 'films-open';
      const waiting = registration?.waiting;
      if (waiting) {
        const changed = nextControllerChange();
        const reply = await ask(waiting, { kind: 'take-over' });
        if (reply.kind === 'other-tabs-open') return 'other-tabs-open';
        await changed;
      }
      location.reload();
      return 'reloading';
    },
  };
}

/**
 * The scripts of the page's own build: an extension or a proxy may have put others beside them.
 *
 * @param addresses absolute; empty for a script without an address
 * @param baseUrl absolute, ending in a slash
 */
export function keepOwnScripts(addresses: readonly string[], baseUrl: string): string[] {
  return addresses.filter((address) => address.startsWith(baseUrl));
}

async function waitForLoad(): Promise<void> {
  if (document.readyState === 'complete') return;
  await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }));
}

/** The worker that this page's files come through. Null where service workers are missing or blocked as well. */
export function readController(): ServiceWorker | null {
  try {
    return navigator.serviceWorker?.controller ?? null;
  } catch {
    return null;
  }
}

/** @throws Error where service workers are missing, blocked or (development) not built */
async function register(): Promise<ServiceWorkerRegistration> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) throw new Error('No service worker here.');
  // A blocker may replace the call by one that gives nothing.
  const registration: ServiceWorkerRegistration | undefined = await navigator.serviceWorker.register(
    trustScript('offline-worker'),
    { updateViaCache: 'none' },
  );
  if (!registration) throw new Error('The registration was blocked.');
  return registration;
}

/** Calls back when a newer version than the one in charge is held and waits. */
function watchForUpdate(registration: ServiceWorkerRegistration, onUpdate: () => void): void {
  if (registration.waiting && registration.active) onUpdate();
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && registration.active) onUpdate();
    });
  });
}

/**
 * Waits until a version is in charge.
 *
 * @throws Error when the first version could not be installed: a file was missing, altered, or there was no space
 */
async function waitForActivation(registration: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  if (!worker) throw new Error('The worker is gone.');
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('The worker could not be installed.'));
    };
    worker.addEventListener('statechange', look);
    look();
  });
  return worker;
}

function nextControllerChange(): Promise<unknown> {
  return new Promise((resolve) =>
    navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
  );
}

async function waitForController(): Promise<void> {
  const changed = nextControllerChange();
  if (!navigator.serviceWorker.controller) await changed;
}
