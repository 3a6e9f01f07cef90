/**
 * Composition root: builds the ports, mounts the page, and reflects engine and offline copy in <html>, where scripts and
 * tests read them.
 * Invariant: `data-offline="ready"` is said only when the parts that the page itself loads late are held as well.
 */
import { DELIVERY as build } from './delivery/hosted/delivery.ts';
import { createDecodePool } from './image/pool.ts';
import { openEngineMemory, startBrowserEngine } from './runtime/browser-engine.ts';
import { engineWordOf, isRemembered } from './runtime/engine-state.ts';
import { waitForFirstPaint } from './runtime/first-paint.ts';
import { yieldToPage } from './runtime/yield-to-page.ts';
import { expandFiles } from './study/expand.ts';
import { createFilmShelf } from './study/film-shelf.ts';
import { waitForFirstAnswer } from './study/first-answer.ts';
import { createIntakeQueue } from './study/intake-queue.ts';
import { createOcclusionCheck } from './study/occlusion-check.ts';
import { createRunner } from './study/runner.ts';
import { sourceOf } from './study/source.ts';
import { createStore } from './study/store.ts';
import { measureProgress } from './study/study.ts';
import { guardLeaving } from './ui/guard-leaving.ts';
import { putLanguage, readLanguage } from './ui/language.ts';
import { mountApp } from './ui/mount.tsx';
import { preloadLateParts } from './ui/preload.ts';
import { createSampleShelf } from './ui/samples.ts';

const html = document.documentElement;

const isForced = new URLSearchParams(location.search).has('backend');
const store = createStore();
const engineMemory = openEngineMemory();
// On a slow line the page is drawn first; what is held here keeps nobody waiting.
const isAtHand = build.isAtHand();
const pageFirst = isAtHand ? Promise.resolve() : waitForFirstPaint();
// A forced engine fetches its own.
if (!isAtHand && !isForced) void pageFirst.then(build.fetchAhead);
const engine = startBrowserEngine(location.search, build, engineMemory, pageFirst);
const pool = createDecodePool({ createWorker: build.createDecodeWorker });
void pageFirst.then(() => pool.warm());
const runner = createRunner({ store, engine, pool });
const occlusion = createOcclusionCheck({ store, engine, runner });
const films = createFilmShelf({ runner });
const intake = createIntakeQueue({ store, runner, expand: expandFiles });
const samples = createSampleShelf({
  baseUrl: `${build.baseUrl}samples/`,
  readFile: build.readFile,
  readHeldFile: build.readHeldFile,
  nextIndex: () => store.getState().studies.length,
  addFiles: (files) => runner.addSources(files.map(sourceOf), 0),
});
const firstAnswer = waitForFirstAnswer({ store, engine });
let noteMounted: () => void = () => undefined;
const mounted = new Promise<void>((resolve) => {
  noteMounted = resolve;
});
const offline = build.startOffline({
  goesFirst: firstAnswer,
  hasFilms: () => measureProgress(store.getState()).state !== 'idle',
  start: { mounted, engine, isForced },
});

const reflectEngine = (): void => {
  html.dataset.engine = engineWordOf(engine.getState());
};
engine.subscribe(reflectEngine);
reflectEngine();

// English is in the page; another language has to be there before the first paint, or English it is.
await putLanguage(readLanguage()).catch(() => undefined);

// A piece of work of its own: with what the program took to start it would hold up a slow computer.
await yieldToPage();

const root = document.querySelector<HTMLElement>('#root');
if (root === null) throw new Error('index.html has no #root.');
mountApp(root, {
  store,
  engine,
  offline,
  samples,
  films,
  occlusion,
  addFiles: (files, skippedFiles) => void intake.add(files, skippedFiles),
  retry: (id) => runner.retry(id),
  retryFailed: () => runner.retryFailed(),
  pause: () => runner.pause(),
  resume: () => runner.resume(),
  cancel: () => runner.cancel(),
  addFrame: (id, frame) => runner.addFrame(id, frame),
  reread: (id, as) => runner.reread(id, as),
  requestPreview: (id) => runner.requestPreview(id),
  files: runner,
});

// React empties the root where a component throws.
if (root.hasChildNodes()) noteMounted();

guardLeaving(store);

let areLatePartsHeld = false;
const reflectOffline = (): void => {
  const { state } = offline.getStatus();
  if (state === 'unavailable') html.dataset.offline = state;
  else if (state !== 'preparing' && areLatePartsHeld) html.dataset.offline = 'ready';
  else delete html.dataset.offline;
};
offline.subscribe(reflectOffline);

await firstAnswer;
// A forced engine never looks for others.
if (isRemembered(engine.getState())) engineMemory.recheck();
await preloadLateParts(samples, engine);
areLatePartsHeld = true;
reflectOffline();
