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
  const faults: unknown[] = [];
  const lane = async (): Promise<void> => {
    for (let task = waiting.shift(); task !== undefined && faults.length === 0; task = waiting.shift()) {
      try {
        await work(task);
      } catch (error) {
        faults.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, tasks.length) }, lane));
  if (faults.length > 0) throw faults[0];
}
