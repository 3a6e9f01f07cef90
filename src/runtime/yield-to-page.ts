/**
 * Lets the page draw and answer between two pieces of work on the main thread.
 */

/** Lets a macrotask pass. Not a timer: those are throttled to one a second in a hidden tab. */
export function yieldToPage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
