/** What the runner's two halves say to each other, by a BroadcastChannel between the threads of one process. */

export interface RunCommand {
  /** Ids of the tests to run, in this order; all where absent. */
  readonly testIds?: readonly string[];
  /** The change to switch on; without one, coverage is taken. */
  readonly mutant?: string;
  /** How often the changed place may be passed before it counts as an endless loop. */
  readonly hitLimit?: number;
  /** What each test took unchanged; without it none counts as endless. */
  readonly usual?: Usual;
  /** Stop at the first test that fails. */
  readonly bail: boolean;
}

/** By a test's id. */
export type Usual = Readonly<Record<string, Pick<TestOutcome, 'milliseconds' | 'turns'>>>;

export interface TestOutcome {
  readonly id: string;
  readonly name: string;
  readonly fileName: string;
  /** Of the processor. */
  readonly milliseconds: number;
  /** Of the event loop. */
  readonly turns: number;
  /** Where it stands in its file, both from 0. */
  readonly startPosition?: { readonly line: number; readonly column: number };
  /** Why it failed; absent where it passed. */
  readonly failure?: string;
}

export interface RunReply {
  readonly tests: readonly TestOutcome[];
  /** Passes of the changed place. */
  readonly hits: number;
  /** A loop ran past the limit of passes, and was ended. */
  readonly looped: boolean;
  /** The last test waits for what doesn't come. */
  readonly hung: boolean;
  /** The last test fails without the change too: something of it was kept (a table computed once). */
  readonly tainted: boolean;
  readonly coverage?: unknown;
}

export interface Ready {
  /** Errors of test files that could not be loaded. */
  readonly errors: readonly string[];
}

export interface FromWorker {
  readonly ready?: Ready;
  /** The test that is started now. */
  readonly running?: string;
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
