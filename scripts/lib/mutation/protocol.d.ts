/** What the runner's two halves say to each other, by a BroadcastChannel between the threads of one process. */

export interface RunCommand {
  /** Ids of the tests to run, in this order; all where absent. */
  readonly testIds?: readonly string[];
  /** The change to switch on; without one, coverage is taken. */
  readonly mutant?: string;
  /** How often the changed place may be passed before it counts as an endless loop. */
  readonly hitLimit?: number;
  /** Stop at the first test that fails. */
  readonly bail: boolean;
}

export interface TestOutcome {
  readonly id: string;
  readonly name: string;
  readonly fileName: string;
  readonly milliseconds: number;
  /** Why it failed; absent where it passed. */
  readonly failure?: string;
}

export interface RunReply {
  readonly tests: readonly TestOutcome[];
  /** Passes of the changed place. */
  readonly hits: number;
  /** A test waits for what doesn't come, or a loop ran past its limit. */
  readonly endless: boolean;
  /** The test that failed fails without the change too: something of it was kept (a table computed once). */
  readonly tainted: boolean;
  readonly coverage?: unknown;
}

export interface Ready {
  /** Errors of test files that could not be loaded. */
  readonly errors: readonly string[];
}

export interface FromWorker {
  readonly ready?: Ready;
  readonly reply?: RunReply;
  /** Why no reply comes. */
  readonly fault?: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    mutationChannel: string;
    mutationFiles: number;
    mutationNamespace: string;
  }
}
