/**
 * One question of the page to a service worker, and its answer.
 */
import type { WorkerReply, WorkerRequest } from '../service-worker/messages.ts';

/** The worker answers from its own lists; past this something is wrong with it. */
const REPLY_TIMEOUT_MS = 60_000;

/** @throws Error when the worker doesn't reply in time */
export function ask(worker: ServiceWorker, request: WorkerRequest): Promise<WorkerReply> {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => reject(new Error('The worker gave no answer.')), REPLY_TIMEOUT_MS);
    port1.addEventListener('message', (event: MessageEvent<WorkerReply>) => {
      clearTimeout(timer);
      port1.close();
      resolve(event.data);
    });
    port1.start();
    worker.postMessage(request, [port2]);
  });
}
