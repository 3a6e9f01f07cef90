/** Work that is done a few at a time. */

/**
 * Does every task, `lanes` at a time, in order. After the first fault none is begun; those under way are waited for.
 *
 * @throws the first fault, when all that was begun has ended
 */
export async function inLanes<T>(
  tasks: readonly T[],
  lanes: number,
  work: (task: T) => Promise<void>,
): Promise<void> {
  const waiting = [...tasks];
  let fault: { readonly error: unknown } | null = null;
  const lane = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined && fault === null; task = waiting.shift()) {
      try {
        await work(task);
      } catch (error) {
        fault ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, tasks.length) }, lane));
  const { error } = (fault ?? {}) as { readonly error?: unknown };
  if (fault !== null) throw error;
}
