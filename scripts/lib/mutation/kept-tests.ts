/**
 * The half of the mutation runner that lives in vitest's worker: a vitest runner that collects the test files once, runs nothing by
 * itself, and then runs tests on request, again and again, in the modules that are loaded already. Loading them anew for each of
 * some thousand changes costs a hundred times what the tests do.
 */
import { BroadcastChannel } from 'node:worker_threads';
import { expect, inject, type RunnerTask, type RunnerTestCase, type RunnerTestFile, type RunnerTestSuite, TestRunner, vi } from 'vitest';
import type { Ready, RunCommand, RunReply, TestOutcome } from './protocol.d.ts';

/** What Stryker's changed sources read and write on globalThis. */
interface ChangeSwitch {
  activeMutant?: string;
  currentTestId?: string;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: unknown;
}

/** Turns of the event loop that a test may take beyond three times what it took unchanged: five seconds where nobody else computes. */
const SPARE_TURNS = 200;
const TURN_MS = 25;

// Taken before any test puts its own in their place.
const { setInterval: every, clearInterval: stopEvery } = globalThis;

function testsIn(task: RunnerTask): RunnerTestCase[] {
  if (task.type === 'suite') {
    return task.mode === 'run' || task.mode === 'queued' ? task.tasks.flatMap(testsIn) : [];
  }
  return task.mode === 'run' || task.mode === 'queued' ? [task] : [];
}

/** From the file down to the suite the test stands in. */
function suitesOf(test: RunnerTestCase): RunnerTestSuite[] {
  const suites: RunnerTestSuite[] = [];
  for (let suite: RunnerTestSuite | undefined = test.suite; suite; suite = suite.suite) suites.unshift(suite);
  if (suites[0] !== test.file) suites.unshift(test.file);
  return suites;
}

function nameOf(test: RunnerTestCase): string {
  return [...suitesOf(test).slice(1), test].map(({ name }) => name).join(' ');
}

export default class KeptTests extends TestRunner {
  readonly #tests = new Map<string, RunnerTestCase>();
  readonly #turns = new Map<string, number>();
  readonly #errors: string[] = [];
  #files = 0;

  onCollected(files: RunnerTestFile[]): void {
    for (const file of files) {
      this.#errors.push(...(file.result?.errors ?? []).map(({ message }) => `${file.name}: ${message}`));
      for (const test of testsIn(file)) {
        let id = `${file.name}#${nameOf(test)}`;
        while (this.#tests.has(id)) id += ' (again)';
        this.#tests.set(id, test);
      }
      file.mode = 'skip';
    }
  }

  override async onAfterRunFiles(): Promise<void> {
    super.onAfterRunFiles();
    this.#files += 1;
    if (this.#files === inject('mutationFiles')) await this.#serve();
  }

  /** Answers requests until told to end. */
  async #serve(): Promise<void> {
    const channel = new BroadcastChannel(inject('mutationChannel'));
    await new Promise<void>((resolve) => {
      channel.onmessage = (event) => {
        const { data } = event as MessageEvent<RunCommand | 'end'>;
        if (data === 'end') {
          resolve();
          return;
        }
        this.#answer(data)
          .then((reply) => channel.postMessage({ reply }))
          .catch((error: unknown) => channel.postMessage({ fault: String(error) }));
      };
      const ready: Ready = { errors: this.#errors };
      channel.postMessage({ ready });
    });
    channel.close();
  }

  async #answer({ testIds = [...this.#tests.keys()], mutant, hitLimit, bail }: RunCommand): Promise<RunReply> {
    const name = inject('mutationNamespace');
    const global = globalThis as unknown as Record<string, ChangeSwitch>;
    global[name] ??= {};
    const changes = global[name];
    changes.activeMutant = mutant;
    changes.hitCount = 0;
    changes.hitLimit = hitLimit;
    const tests: TestOutcome[] = [];
    let endless = false;
    const opened = new Set<RunnerTestSuite>();
    for (const id of testIds) {
      const outcome = await this.#run(id, opened, mutant === undefined ? changes : undefined);
      endless = outcome === 'endless' || (hitLimit !== undefined && (changes.hitCount ?? 0) > hitLimit);
      if (outcome === 'endless') break;
      tests.push(outcome);
      if (endless || (bail && outcome.failure !== undefined)) break;
    }
    const hits = changes.hitCount ?? 0;
    if (!endless) await this.#close(opened);
    changes.activeMutant = undefined;
    const failed = tests.at(-1);
    let tainted = false;
    if (!endless && mutant !== undefined && failed?.failure !== undefined) {
      const reopened = new Set<RunnerTestSuite>();
      const again = await this.#run(failed.id, reopened);
      tainted = again === 'endless' || again.failure !== undefined;
      if (again !== 'endless') await this.#close(reopened);
    }
    return { tests, hits, endless, tainted, ...(mutant === undefined && { coverage: changes.mutantCoverage }) };
  }

  /** One test with its hooks; `coverage` is told whose lines are run. */
  async #run(id: string, opened: Set<RunnerTestSuite>, coverage?: ChangeSwitch): Promise<TestOutcome | 'endless'> {
    const test = this.#tests.get(id);
    if (!test) throw new Error(`No test ${id}`);
    const start = performance.now();
    const { ended, turns, failure } = await this.#untilEndless(this.#attempt(id, test, opened, coverage), this.#turns.get(id));
    if (!ended) return 'endless';
    if (!this.#turns.has(id)) this.#turns.set(id, turns);
    if (failure !== undefined) {
      vi.useRealTimers();
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    }
    const milliseconds = performance.now() - start;
    const outcome = { id, name: nameOf(test), fileName: test.file.filepath, milliseconds };
    return failure === undefined ? outcome : { ...outcome, failure };
  }

  /** Counts turns of the loop, not seconds: a process that has to wait for its turn, or is held, has not hung. */
  async #untilEndless(attempt: Promise<string | undefined>, usual = 0) {
    let turns = 0;
    let timer: ReturnType<typeof every> | undefined;
    const hung = new Promise<{ ended: false; turns: number; failure: undefined }>((resolve) => {
      timer = every(() => {
        turns += 1;
        if (turns > SPARE_TURNS + 3 * usual) resolve({ ended: false, turns, failure: undefined });
      }, TURN_MS);
    });
    const ended = attempt.then((failure) => ({ ended: true as const, turns, failure }));
    const first = await Promise.race([ended, hung]);
    stopEvery(timer);
    return first;
  }

  /** Resolves with why it failed. */
  async #attempt(
    id: string,
    test: RunnerTestCase,
    opened: Set<RunnerTestSuite>,
    coverage?: ChangeSwitch,
  ): Promise<string | undefined> {
    const suites = suitesOf(test);
    const cleanUps: unknown[] = [];
    let failure: string | undefined;
    const keep = async (step: () => unknown) => {
      try {
        await step();
      } catch (error) {
        failure ??= error instanceof Error ? error.message : String(error);
      }
    };
    await keep(async () => {
      for (const suite of suites) {
        if (opened.has(suite)) continue;
        opened.add(suite);
        for (const hook of TestRunner.getSuiteHooks(suite).beforeAll) await hook({}, suite);
      }
      if (coverage) coverage.currentTestId = id;
      this.workerState.current = test;
      // What the runner's own hook does, but for snapshots: no test has one.
      expect.setState({
        assertionCalls: 0,
        isExpectingAssertions: false,
        isExpectingAssertionsError: null,
        expectedAssertionsNumber: null,
        expectedAssertionsNumberErrorGen: null,
        currentTestName: nameOf(test),
      });
      for (const suite of suites) {
        for (const hook of TestRunner.getSuiteHooks(suite).beforeEach) cleanUps.push(await hook(test.context, suite));
      }
      await TestRunner.getTestFn(test)();
      this.onAfterTryTask(test);
    });
    for (const suite of suites.toReversed()) {
      for (const hook of TestRunner.getSuiteHooks(suite).afterEach) await keep(() => hook(test.context, suite));
    }
    for (const cleanUp of cleanUps) if (typeof cleanUp === 'function') await keep(() => cleanUp() as unknown);
    if (coverage) coverage.currentTestId = undefined;
    return failure;
  }

  async #close(opened: Set<RunnerTestSuite>): Promise<void> {
    for (const suite of [...opened].toReversed()) {
      for (const hook of TestRunner.getSuiteHooks(suite).afterAll) {
        await Promise.resolve(hook({}, suite)).catch(() => undefined);
      }
    }
  }
}
