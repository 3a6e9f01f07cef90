/**
 * Chromium keeps the loader of a worker's script until the worker's garbage is collected, and a second after it is gone looks
 * for a newer service worker: a request in the middle of reading films, where the page promises none. So a worker has its
 * garbage collected as it starts. (Seen in Chromium 156, by the destructor of its `ServiceWorkerControlleeRequestHandler`.)
 */

/** V8 collects when buffers of more than 64 MB have come up since the last time; what is never written takes no memory. */
const BUFFER_BYTES = 64 * 1024 * 1024;
const TOTAL_BYTES = 4 * BUFFER_BYTES;
/** The loader may be held for a while after its script runs. */
const PAUSE_MS = 250;

/** Takes a second, nearly all of it asleep. Never throws. */
export async function releaseScriptLoader(): Promise<void> {
  try {
    let madeBytes = 0;
    while (madeBytes < TOTAL_BYTES) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      // The length is used: a bundler leaves out what nobody looks at.
      madeBytes += new ArrayBuffer(BUFFER_BYTES).byteLength;
    }
  } catch {
    // No memory for it: then it is collected soon anyway.
  }
}
