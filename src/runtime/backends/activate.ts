/** How a tfjs backend is made the active one. */
import { getBackend, ready, setBackend } from '@tensorflow/tfjs-core';
import type { EngineName } from '../engine-name.ts';

/**
 * Makes a registered backend the active one, and makes sure of it: tfjs quietly goes on with another where one fails.
 *
 * @throws Error where it fails, for good or for now: tfjs doesn't tell
 */
export async function activateBackend(name: EngineName): Promise<void> {
  const isSet = await setBackend(name);
  await ready();
  if (!isSet || getBackend() !== name) throw new Error('tfjs gave no reason.');
}
