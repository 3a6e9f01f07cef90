/**
 * Stryker's test runner for this repository: vitest's worker is started once, its modules stay loaded, and each change is switched
 * on in them (`kept-tests.ts`). @stryker-mutator/vitest-runner starts a worker and loads everything anew for each change.
 *
 * What a kept process could spoil is looked after: a change counts as killed only where the failing test passes again without it,
 * or where it failed in a fresh worker; a change that no test passed through (its table was computed before) is tried again in a
 * fresh one. Endless is judged by passes, turns of the loop and processor time, never by the clock: the machine may be busy.
 */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { BroadcastChannel } from 'node:worker_threads';
import { createVitest } from 'vitest/node';

/** @import { FromWorker, RunCommand, RunReply, Usual } from './protocol.d.ts' */

/** Processor time that a test may take beyond five times what it took unchanged, ms. */
const SPARE_PROCESSOR_MS = 2000;
/** Stryker lets a changed place be passed 100 times as often as usual; of long loops 10 times tell as well. */
const PLENTY_OF_PASSES = 10_000;

/** In the sandbox that Stryker runs in. */
const USUAL_FILE = 'usual-of-tests.json';
/** Where Stryker's changed sources look, on globalThis. */
const NAMESPACE = '__stryker__';

class KeptVitestRunner {
  /** What Stryker should hand in. @type {readonly string[]} */
  static inject = [];

  /** @type {import('vitest/node').Vitest | undefined} */
  #vitest;
  /** @type {BroadcastChannel | undefined} */
  #channel;
  /** Whether no change was switched on yet in this worker. */
  #fresh = false;
  /** Whether the worker must go before the next change. */
  #spoilt = false;
  #stuck = false;
  /** @type {(reply: RunReply | 'stuck' | Error) => void} */
  #answer = () => undefined;
  /** Told of each test as it starts. @type {(id: string) => void} */
  #watch = () => undefined;
  /** The run that ends when the worker was told to. @type {Promise<unknown>} */
  #ended = Promise.resolve();
  /** What each test takes unchanged. @type {Usual} */
  #usual = {};

  // Where Stryker asks for a fresh start, a change acts in tests and while a file is loaded. It is switched on for the tests alone,
  // so that what was loaded is as good as new; were it not, the checks below would tell.
  capabilities() {
    return { reloadEnvironment: true };
  }

  async init() {
    process.env.NODE_ENV = 'test';
    process.env.VITEST = '1';
    if (existsSync(USUAL_FILE)) this.#usual = JSON.parse(readFileSync(USUAL_FILE, 'utf8'));
    await this.#start();
  }

  async dispose() {
    if (!this.#stuck) await this.#stop();
  }

  async dryRun() {
    const reply = await this.#ask({ bail: false });
    if (reply === 'stuck') return { status: 'error', errorMessage: 'A test does not end' };
    this.#usual = Object.fromEntries(
      reply.tests.map(({ id, milliseconds, turns }) => [id, { milliseconds, turns }]),
    );
    // For the process that Stryker starts in this one's place.
    writeFileSync(USUAL_FILE, JSON.stringify(this.#usual));
    const tests = reply.tests.map(({ id, name, fileName, milliseconds, startPosition, failure }) => ({
      id,
      name,
      fileName,
      timeSpentMs: milliseconds,
      ...(startPosition && { startPosition }),
      ...(failure === undefined ? { status: 0 } : { status: 1, failureMessage: failure }),
    }));
    return { status: 'complete', tests, mutantCoverage: reply.coverage };
  }

  /** @param {{ activeMutant: { id: string }, testFilter?: string[], hitLimit?: number, mutantActivation: string }} options */
  async mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation }) {
    if (mutantActivation === 'static')
      return { status: 'error', errorMessage: 'Set before any test: not measured' };
    const cost = (/** @type {string} */ id) => this.#usual[id]?.milliseconds ?? 0;
    /** @type {RunCommand} */
    const command = {
      mutant: activeMutant.id,
      bail: true,
      ...(testFilter && {
        testIds: testFilter.toSorted((a, b) => cost(a) - cost(b)),
      }),
      ...(hitLimit !== undefined && {
        hitLimit: Math.min(hitLimit, Math.max(hitLimit / 10, PLENTY_OF_PASSES)),
      }),
      usual: this.#usual,
    };
    // A thread that never comes back can't be asked to end; Stryker starts another process, and this change again in it.
    if (this.#stuck) process.exit(1);
    if (this.#spoilt) await this.#restart();
    const wasFresh = this.#fresh;
    let reply = await this.#ask(command);
    if (!wasFresh && reply !== 'stuck' && (reply.tainted || (reply.hits === 0 && !reply.hung))) {
      await this.#restart();
      reply = await this.#ask(command);
      this.#spoilt = true;
    }
    this.#stuck = reply === 'stuck';
    if (reply === 'stuck') return { status: 'timeout', reason: 'processor time' };
    this.#spoilt ||= reply.tainted || reply.hung;
    if (reply.looped || reply.hung) {
      return {
        status: 'timeout',
        reason: reply.hung ? 'waits for what does not come' : 'passes of the changed place',
      };
    }
    const failed = reply.tests.find(({ failure }) => failure !== undefined);
    if (!failed) return { status: 'survived', nrOfTests: reply.tests.length };
    return {
      status: 'killed',
      killedBy: [failed.id],
      failureMessage: failed.failure,
      nrOfTests: reply.tests.length,
    };
  }

  async #start() {
    const channelName = `lungfield-mutation-${randomUUID()}`;
    this.#vitest = await createVitest('test', {
      config: 'vitest.mutation.config.ts',
      watch: false,
      pool: 'threads',
      isolate: false,
      fileParallelism: false,
      maxWorkers: 1,
      runner: './scripts/lib/mutation/kept-tests.ts',
      reporters: [{}],
      onConsoleLog: () => false,
      includeTaskLocation: true,
    });
    const files = await this.#vitest.globTestSpecifications();
    this.#vitest.provide('mutationChannel', channelName);
    this.#vitest.provide('mutationFiles', files.length);
    this.#vitest.provide('mutationNamespace', NAMESPACE);
    const channel = new BroadcastChannel(channelName);
    this.#channel = channel;
    const ready = new Promise((resolve, reject) => {
      channel.addEventListener('message', (event) => {
        const { data } = /** @type {MessageEvent<FromWorker>} */ (event);
        if (data.running !== undefined) this.#watch(data.running);
        else if (data.fault !== undefined) this.#answer(new Error(data.fault));
        else if (data.reply) this.#answer(data.reply);
        else if (data.ready?.errors.length === 0) resolve(undefined);
        else reject(new Error(`Test files that don't load: ${data.ready?.errors.join('; ')}`));
      });
    });
    this.#ended = this.#vitest.runTestSpecifications(files);
    await ready;
    this.#fresh = true;
    this.#spoilt = false;
  }

  async #stop() {
    this.#channel?.postMessage('end');
    await this.#ended;
    this.#channel?.close();
    await this.#vitest?.close();
  }

  async #restart() {
    await this.#stop();
    await this.#start();
  }

  /**
   * @param {RunCommand} command
   * @returns {Promise<RunReply | 'stuck'>} stuck: the worker no longer listens
   */
  #ask(command) {
    if (command.mutant !== undefined) this.#fresh = false;
    return new Promise((resolve, reject) => {
      let start = process.cpuUsage();
      let limit = Number.POSITIVE_INFINITY;
      this.#watch = (id) => {
        start = process.cpuUsage();
        if (command.usual) limit = SPARE_PROCESSOR_MS + 5 * (command.usual[id]?.milliseconds ?? 0);
      };
      const watch = setInterval(() => {
        const { user, system } = process.cpuUsage(start);
        if ((user + system) / 1000 > limit) this.#answer('stuck');
      }, 250);
      this.#answer = (reply) => {
        clearInterval(watch);
        if (reply instanceof Error) reject(reply);
        else resolve(reply);
      };
      this.#channel?.postMessage(command);
    });
  }
}

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'kept-vitest', injectableClass: KeptVitestRunner },
];
