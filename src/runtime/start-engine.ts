/**
 * Brings one engine up, proves it by the self-test, and says in words why it can't be had.
 * Invariant: what is handed out has passed the self-test; what has not is stopped.
 */
import { NotANumberError } from '../model/assess.ts';
import { type Backend, type BackendDriver, BackendUnavailableError } from './backends/backend.ts';
import { type Classifier, EngineLostError } from './classifier.ts';
import type { EngineName } from './engine-name.ts';
import { loadEngineParts } from './load-engine-parts.ts';
import { LockError } from './lock-error.ts';
import type { VerifiedModel } from './model-loader.ts';
import { type SelfTestExtent, verifyClassifier, verifyPass } from './verify.ts';
import { yieldToPage } from './yield-to-page.ts';

/** A network with the backend under it. */
interface Running {
  readonly backend: Backend;
  readonly classifier: Classifier;
}

/** A network, verified for one input at a time, with the backend under it. */
export interface Active extends Running {
  /**
   * To be awaited before the numbers of several inputs in one pass are used: verifies that too, the first time, where it was not done at the start.
   *
   * @throws LockError `self-test-failed`, EngineLostError
   */
  readonly provePass: () => Promise<void>;
}

/**
 * How an engine comes up. `first`: all that one radiograph alone needs; a pass of several is proven when first needed, unless it has
 * programs to compile. `doubted`, after a fault: the whole self-test. `lost`: it passed in this page and lost its context; less of it.
 */
export type Occasion = 'first' | 'doubted' | 'lost';

/**
 * Starts a backend and runs the self-test on it. The caller owns what it gets, and frees it by `stopQuietly`.
 *
 * @param isForced the reader asked for it by name
 * @throws BackendUnavailableError, EngineLostError, NotANumberError, LockError `self-test-failed`, or what the network throws
 */
export async function startVerified(
  driver: BackendDriver,
  isForced: boolean,
  model: VerifiedModel,
  occasion: Occasion,
): Promise<Active> {
  const backend = await driver.start(isForced);
  // Reading the model's files and building the network from them are two pieces of work: a click may come between.
  await yieldToPage();
  let classifier: Classifier | null = null;
  try {
    // With the backend's own code, after the page's first paint.
    const { loadClassifier } = await loadEngineParts();
    classifier = await loadClassifier(model, backend);
    const extent = extentOf(occasion, backend);
    await verifyClassifier(classifier, model, backend.precision, extent);
    const running = { backend, classifier };
    return { ...running, provePass: createPassProof(running, model, extent === 'whole') };
  } catch (error) {
    stopQuietly({ backend, classifier });
    throw error;
  }
}

function extentOf(occasion: Occasion, { compilesPasses }: Backend): SelfTestExtent {
  if (occasion === 'lost') return 'again';
  return occasion === 'doubted' || compilesPasses ? 'whole' : 'alone';
}

function createPassProof(
  { backend, classifier }: Running,
  model: VerifiedModel,
  isProven: boolean,
): Active['provePass'] {
  let isDone = isProven;
  return async () => {
    if (isDone) return;
    await verifyPass(classifier, model, backend.precision);
    isDone = true;
    // The pass itself follows: with its proof it would be one piece of work of twice the length.
    await yieldToPage();
  };
}

/** Frees network and backend. A lost engine may refuse to be tidied up; nothing hangs on it. */
export function stopQuietly({
  backend,
  classifier,
}: {
  backend: Backend;
  classifier: Classifier | null;
}): void {
  for (const free of [() => classifier?.dispose(), () => backend.stop()]) {
    try {
      free();
    } catch {
      // Its memory went with its context.
    }
  }
}

/**
 * Why no engine may compute, for the screen.
 *
 * @param name the engine that failed, where it was one
 */
export function toLockError(error: unknown, name: EngineName | null): LockError {
  if (error instanceof LockError) return error;
  const options = { cause: error };
  if (error instanceof BackendUnavailableError) {
    return new LockError('backend-unavailable', `${name ?? 'The engine'}: ${error.message}`, options);
  }
  if (error instanceof EngineLostError || error instanceof NotANumberError) {
    return new LockError('self-test-failed', `${name ?? 'The engine'} was lost in its self-test.`, options);
  }
  const reason = error instanceof Error ? error.message : 'unknown';
  return new LockError('backend-unavailable', `${name ?? 'The engine'} failed to start: ${reason}`, options);
}
