/**
 * Plain JavaScript: slow, but it runs wherever the page does.
 */
import { activateBackend } from './activate.ts';
import { type BackendDriver, ON_PROCESSOR } from './backend.ts';

async function prepare(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
}

/** Driver of tfjs' `cpu` backend. */
export const cpuDriver: BackendDriver = {
  name: 'cpu',
  prepare,
  hold: prepare,
  async start() {
    await prepare();
    await activateBackend('cpu');
    return { name: 'cpu', precision: 'float32', ...ON_PROCESSOR, stop: () => {} };
  },
};
