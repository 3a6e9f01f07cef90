/**
 * Plain JavaScript: slow, but it runs wherever the page does.
 */
import { activateBackend, type BackendDriver, NEVER_LOST } from './backend.ts';

/** Driver of tfjs' `cpu` backend. */
export const cpuDriver: BackendDriver = {
  name: 'cpu',
  async start() {
    await import('@tensorflow/tfjs-backend-cpu');
    await activateBackend('cpu');
    return { name: 'cpu', precision: 'float32', ...NEVER_LOST, stop: () => {} };
  },
};
