/**
 * The worker itself, started once a release in a stand-in of the browser's worker scope: what it holds, what it gives to whom, and what
 * it says. In a real browser: e2e/offline.spec.ts.
 */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WorkerReply, WorkerRequest } from './messages.ts';

const SCOPE = 'https://host.test/lungfield/';

/** Files of a build, by path; names in `assets/` carry a hash of their content. */
type Build = Readonly<Record<string, string>>;
const buildOf = (mark: string): Build => ({
  'index.html': `page ${mark}`,
  [`assets/index-${mark}.js`]: `script ${mark}`,
  'assets/font.woff2': 'font',
  'model/model.bin': `model ${mark}`,
});

class FakeClient {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}
class FakeWindow extends FakeClient {
  readonly url = SCOPE;
  visibilityState = 'visible';
  readonly navigated: string[] = [];
  async navigate(url: string): Promise<null> {
    this.navigated.push(url);
    return null;
  }
}

type Handler = (event: object) => void;
interface Worker {
  readonly handlers: ReadonlyMap<string, Handler>;
}

let network: Build;
let stores: Map<string, Map<string, Response>>;
let windows: FakeWindow[];
let skips: number;

const urlOf = (key: string | Request): string => (typeof key === 'string' ? key : key.url);
const integrityOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

async function fetchFile(key: string | Request, options: RequestInit = {}): Promise<Response> {
  const text = network[urlOf(key).slice(SCOPE.length).replace(/\?.*$/, '')];
  if (text === undefined) return new Response('', { status: 404 });
  const integrity = typeof key === 'string' ? (options.integrity ?? '') : key.integrity;
  if (integrity !== '' && integrity !== integrityOf(text)) throw new TypeError('Integrity');
  return new Response(text);
}

const openCache = async (name: string) => {
  const entries = stores.get(name) ?? new Map<string, Response>();
  stores.set(name, entries);
  return {
    keys: async () => [...entries.keys()].map((url) => ({ url })),
    match: async (key: string | Request) => entries.get(urlOf(key))?.clone(),
    put: async (key: string | Request, response: Response) => void entries.set(urlOf(key), response),
    delete: async (key: string | Request) => entries.delete(urlOf(key)),
  };
};

/** A worker of a build, as its script is first run. */
async function openWorker(build: Build, version = '1.0.0'): Promise<Worker> {
  vi.resetModules();
  const handlers = new Map<string, Handler>();
  vi.stubGlobal('__APP_VERSION__', version);
  vi.stubGlobal('self', {
    __WB_MANIFEST: Object.entries(build).map(([url, text]) => ({
      url,
      revision: url.startsWith('assets/') ? null : createHash('md5').update(text).digest('hex'),
      integrity: integrityOf(text),
    })),
    registration: { scope: SCOPE },
    location: new URL(`${SCOPE}offline.worker.js`),
    addEventListener: (type: string, handler: Handler) => handlers.set(type, handler),
    skipWaiting: async () => {
      skips += 1;
    },
    caches: globalThis.caches,
    clients: {
      claim: async () => undefined,
      matchAll: async () => windows,
      get: async (id: string) => windows.find((each) => each.id === id),
    },
  });
  // Not checked with the page's types: it is written for another scope.
  const path = './offline.worker.ts';
  await import(path);
  return { handlers };
}

/** Runs an event to its end, whatever it waits for. */
async function run(worker: Worker, type: string, event: object): Promise<void> {
  const waits: Promise<unknown>[] = [];
  worker.handlers.get(type)?.({
    type,
    ...event,
    waitUntil: (wait: Promise<unknown>) => void waits.push(wait),
  });
  for (let at = 0; at < waits.length; at += 1) await waits[at];
}

const install = (worker: Worker): Promise<void> => run(worker, 'install', {});
const activate = (worker: Worker): Promise<void> => run(worker, 'activate', {});

/** What a page gets; null where the worker leaves it to the network. */
async function ask(worker: Worker, clientId: string, path: string, isPage = false): Promise<string | null> {
  let answer: Promise<Response> | null = null;
  worker.handlers.get('fetch')?.({
    request: { method: 'GET', url: `${SCOPE}${path}`, mode: isPage ? 'navigate' : 'cors' },
    clientId: isPage ? '' : clientId,
    resultingClientId: isPage ? clientId : '',
    respondWith: (response: Promise<Response>) => {
      answer = response;
    },
    waitUntil: () => undefined,
  });
  return answer === null ? null : (await (answer as Promise<Response>)).text();
}

/** Loads a page in the one tab there is. */
function load(worker: Worker, page: string): Promise<string | null> {
  windows = [new FakeWindow(page)];
  return ask(worker, page, '?backend=wasm', true);
}

async function tell(worker: Worker, page: string, data: WorkerRequest): Promise<WorkerReply> {
  const replies: WorkerReply[] = [];
  await run(worker, 'message', {
    data,
    source: new FakeClient(page),
    ports: [{ postMessage: (reply: WorkerReply) => replies.push(reply) }],
  });
  return replies[0];
}

const started = (start: 'verified' | 'locked' | 'unknown') => ({ kind: 'started', start }) as const;
const check = (mark: string) => ({ kind: 'check', scripts: [`${SCOPE}assets/index-${mark}.js`] }) as const;
const held = (): string[] =>
  [...stores].flatMap(([name, entries]) =>
    name.endsWith('-releases') ? [] : [...entries.keys()].map((url) => url.slice(SCOPE.length)),
  );

/** The first version, held and used by a page that came up. */
async function openFirst(): Promise<Worker> {
  network = buildOf('one');
  const worker = await openWorker(network);
  await install(worker);
  await activate(worker);
  await load(worker, 'first');
  await tell(worker, 'first', started('verified'));
  return worker;
}

/** The second one, which the reader of the first asked for. */
async function takeOver(version = '1.0.0'): Promise<Worker> {
  network = buildOf('two');
  const worker = await openWorker(network, version);
  await install(worker);
  expect(await tell(worker, 'first', { kind: 'take-over' })).toEqual({ kind: 'taking-over' });
  await activate(worker);
  return worker;
}

beforeEach(() => {
  stores = new Map();
  windows = [];
  skips = 0;
  vi.stubEnv('NODE_ENV', 'production');
  // Workbox asks what kind of event it is given.
  vi.stubGlobal('FetchEvent', Event);
  vi.stubGlobal('Client', FakeClient);
  vi.stubGlobal('WindowClient', FakeWindow);
  vi.stubGlobal('location', new URL(`${SCOPE}offline.worker.js`));
  vi.stubGlobal('registration', { scope: SCOPE });
  vi.stubGlobal('fetch', fetchFile);
  vi.stubGlobal('caches', {
    open: openCache,
    match: async (key: string | Request, { cacheName }: { cacheName: string }) =>
      (await openCache(cacheName)).match(key),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

test('a version that was installed is given whole, without a network, whatever the query', async () => {
  const worker = await openFirst();
  network = {};
  expect(await load(worker, 'next')).toBe('page one');
  expect(await ask(worker, 'next', 'model/model.bin')).toBe('model one');
  expect(await ask(worker, 'next', 'elsewhere.txt')).toBeNull();
  expect(await tell(worker, 'next', check('one'))).toEqual({ kind: 'checked', missing: 0, rollback: null });
});

test('a version that waits gives nothing to anyone, and takes over only a lone tab', async () => {
  const first = await openFirst();
  network = buildOf('two');
  const second = await openWorker(network);
  await install(second);
  expect(await ask(first, 'first', 'model/model.bin')).toBe('model one');
  windows = [new FakeWindow('first'), new FakeWindow('other')];
  expect(await tell(second, 'first', { kind: 'take-over' })).toEqual({ kind: 'other-tabs-open' });
  expect(skips).toBe(0);
});

test('both versions are held until a page of the new one came up with a verified engine, then the new one alone', async () => {
  await openFirst();
  const second = await takeOver();
  expect(skips).toBe(1);
  expect(held().filter((path) => path.startsWith('model/'))).toHaveLength(2);
  // The page that asked for it is still of the old one until it is loaded anew.
  expect(await ask(second, 'first', 'model/model.bin')).toBe('model one');
  expect(await load(second, 'next')).toBe('page two');
  expect(await ask(second, 'next', 'model/model.bin')).toBe('model two');
  await tell(second, 'next', { kind: 'mounted' });
  expect(await tell(second, 'next', started('verified'))).toEqual({ kind: 'noted' });
  expect(held().filter((path) => path.includes('one'))).toEqual([]);
  expect(held().filter((path) => path.startsWith('model/'))).toHaveLength(1);
  expect(held()).toHaveLength(4);
});

test('a version whose page never comes up gives way at the fourth load, is named, and nothing of it is kept', async () => {
  await openFirst();
  const second = await takeOver('1.1.0');
  for (const page of ['a', 'b', 'c']) expect(await load(second, page)).toBe('page two');
  // The worker may be ended at any time: what it knows is written down.
  const again = await openWorker(buildOf('two'), '1.1.0');
  expect(await load(again, 'd')).toBe('page one');
  expect(await ask(again, 'd', 'model/model.bin')).toBe('model one');
  expect(await tell(again, 'd', started('verified'))).toEqual({ kind: 'noted' });
  const reply = await tell(again, 'd', check('one'));
  expect(reply).toMatchObject({ kind: 'checked', missing: 0 });
  expect(JSON.stringify(reply)).toMatch(
    /"refused":"1\.1\.0 \([0-9a-f]{6}\)","used":"1\.0\.0 \([0-9a-f]{6}\)"/,
  );
  expect(held().filter((path) => path.includes('two'))).toEqual([]);
  expect(held()).toHaveLength(4);
  expect(await load(again, 'e')).toBe('page one');
});

test('a version that locks gives way at once; what locks both is not its fault, and it is used again', async () => {
  await openFirst();
  const second = await takeOver();
  await load(second, 'a');
  expect(await tell(second, 'a', started('locked'))).toMatchObject({ kind: 'gave-way' });
  expect(await load(second, 'b')).toBe('page one');
  expect(await tell(second, 'b', started('locked'))).toEqual({ kind: 'gave-way', rollback: null });
  expect(await load(second, 'c')).toBe('page two');
  expect(await tell(second, 'c', started('locked'))).toEqual({ kind: 'noted' });
  expect(await load(second, 'd')).toBe('page two');
});

test('two tabs on trial: what one of them decides leaves the other its own files', async () => {
  await openFirst();
  const second = await takeOver();
  await load(second, 'young');
  for (const page of ['b', 'c', 'd']) {
    windows = [new FakeWindow('young'), new FakeWindow(page)];
    await ask(second, page, '', true);
  }
  expect(await ask(second, 'd', 'model/model.bin')).toBe('model one');
  expect(await ask(second, 'young', 'model/model.bin')).toBe('model two');
  expect(await tell(second, 'young', started('verified'))).toEqual({ kind: 'noted' });
  expect(await ask(second, 'd', 'index.html')).toBe('page one');
});

test('a blank page in view is loaded anew by the worker; one that mounted, or is out of view, is not', async () => {
  await openFirst();
  const second = await takeOver();
  vi.useFakeTimers();
  const visit = async (page: FakeWindow, isMounted: boolean): Promise<readonly string[]> => {
    windows = [page];
    const waits: Promise<unknown>[] = [];
    second.handlers.get('fetch')?.({
      request: { method: 'GET', url: SCOPE, mode: 'navigate' },
      clientId: '',
      resultingClientId: page.id,
      respondWith: (response: Promise<Response>) => void waits.push(response),
      waitUntil: (wait: Promise<unknown>) => void waits.push(wait),
    });
    await vi.advanceTimersByTimeAsync(100);
    if (isMounted) await tell(second, page.id, { kind: 'mounted' });
    await vi.advanceTimersByTimeAsync(60_000);
    await Promise.all(waits);
    return page.navigated;
  };
  expect(await visit(new FakeWindow('blank'), false)).toEqual([SCOPE]);
  expect(await visit(new FakeWindow('fine'), true)).toEqual([]);
  const hidden = new FakeWindow('hidden');
  hidden.visibilityState = 'hidden';
  expect(await visit(hidden, false)).toEqual([]);
});

test('a blank page is loaded anew also where another tab has decided meanwhile', async () => {
  await openFirst();
  const second = await takeOver();
  vi.useFakeTimers();
  const blank = new FakeWindow('blank');
  windows = [blank];
  const waits: Promise<unknown>[] = [];
  second.handlers.get('fetch')?.({
    request: { method: 'GET', url: SCOPE, mode: 'navigate' },
    clientId: '',
    resultingClientId: blank.id,
    respondWith: (response: Promise<Response>) => void waits.push(response),
    waitUntil: (wait: Promise<unknown>) => void waits.push(wait),
  });
  await vi.advanceTimersByTimeAsync(100);
  for (const page of ['b', 'c', 'd']) {
    windows = [blank, new FakeWindow(page)];
    await ask(second, page, '', true);
  }
  await tell(second, 'd', started('verified'));
  await vi.advanceTimersByTimeAsync(60_000);
  await Promise.all(waits);
  expect(blank.navigated).toEqual([SCOPE]);
});

test('a file that the browser dropped is fetched again, of its own build alone', async () => {
  const worker = await openFirst();
  const name = [...stores.keys()].find((each) => !each.endsWith('-releases')) ?? '';
  const model = [...(stores.get(name)?.keys() ?? [])].find((url) => url.includes('model')) ?? '';
  stores.get(name)?.delete(model);
  network = buildOf('two');
  expect(await tell(worker, 'first', check('one'))).toMatchObject({ missing: 1 });
  await expect(ask(worker, 'first', 'model/model.bin')).rejects.toThrow('Integrity');
  network = buildOf('one');
  expect(await tell(worker, 'first', check('one'))).toMatchObject({ missing: 0 });
});

test('a page of another build is told so, and a deployment by half installs nothing', async () => {
  const worker = await openFirst();
  expect(await tell(worker, 'first', check('two'))).toEqual({ kind: 'other-version' });
  network = { ...buildOf('two'), 'index.html': 'page one' };
  const second = await openWorker(buildOf('two'));
  await expect(install(second)).rejects.toThrow();
  expect(await ask(worker, 'first', 'index.html')).toBe('page one');
});
