/**
 * The half of the mutation runner that lives in vitest's worker: a vitest runner that collects the test files once, runs nothing by
 * itself, and then runs tests on request, again and again, in the modules that are loaded already. Loading them anew for each of
 * some thousand changes costs a hundred times what the tests do.
 */
import { BroadcastChannel } from 'node:worker_threads';
import {
  expect,
  inject,
  type RunnerTask,
  type RunnerTestCase,
  type RunnerTestFile,
  type RunnerTestSuite,
  TestRunner,
  vi,
} from 'vitest';
import type { FromWorker, RunCommand, RunReply, TestOutcome } from './protocol.d.ts';

/** What Stryker's changed sources read and write on globalThis. */
interface ChangeSwitch {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number;
  hitLimit?: number | undefined;
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
  readonly #errors: string[] = [];
  #files = 0;
  #say: (message: FromWorker) => void = () => undefined;

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

  // oxlint-disable-next-line typescript/no-misused-promises -- vitest's interface allows it, and waits: until told to end, the worker stays
  override onAfterRunFiles(): void | Promise<void> {
    super.onAfterRunFiles();
    this.#files += 1;
    return this.#files === inject('mutationFiles') ? this.#serve() : undefined;
  }

  /** Answers requests until told to end. */
  async #serve(): Promise<void> {
    const channel = new BroadcastChannel(inject('mutationChannel'));
    const say = (message: FromWorker) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- between threads there is no origin
      channel.postMessage(message);
    };
    this.#say = say;
    await new Promise<void>((resolve) => {
      channel.addEventListener('message', (event) => {
        const { data } = event as unknown as { data: RunCommand | 'end' };
        if (data === 'end') {
          resolve();
          return;
        }
        this.#answer(data)
          .then((reply) => say({ reply }))
          .catch((error: unknown) => say({ fault: String(error) }));
      });
      say({ ready: { errors: this.#errors } });
    });
    channel.close();
  }

  async #answer({
    testIds = [...this.#tests.keys()],
    mutant,
    hitLimit,
    usual,
    bail,
  }: RunCommand): Promise<RunReply> {
    const name = inject('mutationNamespace');
    const global = globalThis as unknown as Record<string, ChangeSwitch>;
    global[name] ??= {};
    const changes = global[name];
    changes.activeMutant = mutant;
    changes.hitCount = 0;
    changes.hitLimit = hitLimit;
    const most = (id: string) =>
      usual ? SPARE_TURNS + 3 * (usual[id]?.turns ?? 0) : Number.POSITIVE_INFINITY;
    const looped = () => hitLimit !== undefined && (changes.hitCount ?? 0) > hitLimit;
    const tests: TestOutcome[] = [];
    let hung = false;
    const opened = new Set<RunnerTestSuite>();
    for (const id of testIds) {
      const outcome = await this.#run(id, opened, most(id), mutant === undefined ? changes : undefined);
      hung = outcome === 'hung';
      if (outcome === 'hung') break;
      tests.push(outcome);
      if (looped() || (bail && outcome.failure !== undefined)) break;
    }
    if (!hung) await this.#close(opened);
    const reply = { tests, hits: changes.hitCount ?? 0, looped: looped(), hung, tainted: false };
    if (mutant === undefined) return { ...reply, coverage: changes.mutantCoverage };
    changes.activeMutant = undefined;
    const last = tests.at(-1);
    if (hung || !last || (last.failure === undefined && !reply.looped)) return reply;
    const reopened = new Set<RunnerTestSuite>();
    const again = await this.#run(last.id, reopened, most(last.id));
    if (again !== 'hung') await this.#close(reopened);
    return { ...reply, tainted: again === 'hung' || again.failure !== undefined };
  }

  /** One test with its hooks, `most` turns of the loop long; `coverage` is told whose lines are run. */
  async #run(
    id: string,
    opened: Set<RunnerTestSuite>,
    most: number,
    coverage?: ChangeSwitch,
  ): Promise<TestOutcome | 'hung'> {
    const test = this.#tests.get(id);
    if (!test) throw new Error(`No test ${id}`);
    this.#say({ running: id });
    const start = process.cpuUsage();
    const { ended, turns, failure } = await this.#untilHung(this.#attempt(id, test, opened, coverage), most);
    if (!ended) return 'hung';
    if (failure !== undefined) {
      vi.useRealTimers();
      vi.unstubAllGlobals();
      vi.restoreAllMocks();
    }
    const { user, system } = process.cpuUsage(start);
    const outcome = {
      id,
      name: nameOf(test),
      fileName: test.file.filepath,
      milliseconds: (user + system) / 1000,
      turns,
      ...(test.location && {
        startPosition: { line: test.location.line - 1, column: test.location.column - 1 },
      }),
    };
    return failure === undefined ? outcome : { ...outcome, failure };
  }

  /** Counts turns of the loop, not seconds: a process that has to wait for its turn, or is held, has not hung. */
  async #untilHung(attempt: Promise<string | undefined>, most: number) {
    let turns = 0;
    let timer: ReturnType<typeof every> | undefined;
    const hung = new Promise<{ ended: false; turns: number; failure: undefined }>((resolve) => {
      timer = every(() => {
        turns += 1;
        if (turns > most) resolve({ ended: false, turns, failure: undefined });
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
        for (const hook of TestRunner.getSuiteHooks(suite).beforeAll) await hook(suite);
      }
      if (coverage) coverage.currentTestId = id;
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
        for (const hook of TestRunner.getSuiteHooks(suite).beforeEach)
          cleanUps.push(await hook(test.context, suite));
      }
      await TestRunner.getTestFn(test)();
      this.onAfterTryTask(test);
    });
    for (const suite of suites.toReversed()) {
      for (const hook of TestRunner.getSuiteHooks(suite).afterEach)
        await keep(() => hook(test.context, suite));
    }
    for (const cleanUp of cleanUps) if (typeof cleanUp === 'function') await keep(() => cleanUp() as unknown);
    if (coverage) coverage.currentTestId = undefined;
    return failure;
  }

  async #close(opened: Set<RunnerTestSuite>): Promise<void> {
    for (const suite of [...opened].toReversed()) {
      for (const hook of TestRunner.getSuiteHooks(suite).afterAll) {
        await Promise.resolve(hook(suite)).catch(() => undefined);
      }
    }
  }
}
