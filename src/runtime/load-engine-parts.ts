/** Fetches what the engines run on, once the page is drawn. */
import { LockError } from './lock-error.ts';

type EngineParts = typeof import('./engine-parts.ts');

/**
 * @param load the fetch itself, for tests
 * @throws LockError `asset-unreachable`: without this file no engine can run
 */
export async function loadEngineParts(
  load: () => Promise<EngineParts> = () => import('./engine-parts.ts'),
): Promise<EngineParts> {
  try {
    return await load();
  } catch (error) {
    throw new LockError('asset-unreachable', "The engines' code could not be fetched.", { cause: error });
  }
}
