/** Purpose: orders of an epoch in which every subgroup of the published set comes equally often. */
import { type Random, shuffle } from '../../src/model/random.ts';

/**
 * As many draws as there are indices, shared equally among the subgroups that occur (to within one): a small one is gone
 * through again and again, each time in another order, a large one only in part.
 *
 * @param indices into the images
 * @param subgroupOf name of an index's subgroup
 */
export function balanceSubgroups(
  indices: readonly number[],
  subgroupOf: (index: number) => string,
  random: Random,
): number[] {
  const members = new Map<string, number[]>();
  for (const index of indices) {
    const subgroup = subgroupOf(index);
    const known = members.get(subgroup);
    if (known === undefined) members.set(subgroup, [index]);
    else known.push(index);
  }
  const names = [...members.keys()].sort();
  const queues = new Map<string, number[]>();
  const drawn = indices.map((_, position) => {
    const name = names[position % names.length];
    let queue = queues.get(name);
    if (queue === undefined || queue.length === 0) {
      queue = shuffle(members.get(name) ?? [], random);
      queues.set(name, queue);
    }
    return queue.pop() ?? indices[position];
  });
  return shuffle(drawn, random);
}
