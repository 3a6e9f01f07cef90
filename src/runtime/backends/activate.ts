/** How a tfjs backend is made the active one. */
import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import type { EngineName } from '../engine-name.ts';

/**
 * Makes a registered backend the active one, and makes sure of it. Never tfjs' `ready()`: where the wanted one fails it tries all others, and
 * what comes of that later would be active under whichever has taken over.
 *
 * @throws Error where it fails, for good or for now: tfjs doesn't tell
 */
export async function activateBackend(name: EngineName): Promise<void> {
  const isSet = await setBackend(name);
  if (!isSet || getBackend() !== name) throw new Error('tfjs gave no reason.');
}
