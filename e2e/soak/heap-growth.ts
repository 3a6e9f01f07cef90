/**
 * What the page's heap consists of, and what of it grows: two snapshots of V8's, compared kind by kind.
 */
import type { Page } from '@playwright/test';

/** One kind of object: how many there are, and what they take by themselves. */
export interface Kind {
  readonly count: number;
  readonly bytes: number;
}

/** A heap by kind: "Object", "Float32Array", "File", "system / Map". */
export type Heap = ReadonlyMap<string, Kind>;

/** Growth of one kind, for one film. */
export interface Growth extends Kind {
  readonly kind: string;
}

interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** Takes a snapshot of the page's own heap; garbage is collected before. */
export async function takeHeap(page: Page): Promise<Heap> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return sumByKind(JSON.parse(chunks.join('')) as Snapshot);
}

function sumByKind({ snapshot: { meta }, nodes, strings }: Snapshot): Heap {
  const [typeAt, nameAt, sizeAt] = ['type', 'name', 'self_size'].map((field) =>
    meta.node_fields.indexOf(field),
  );
  const [types] = meta.node_types;
  const kinds = new Map<string, { count: number; bytes: number }>();
  for (let at = 0; at < nodes.length; at += meta.node_fields.length) {
    const type = types[nodes[at + typeAt]];
    const isNamed = type === 'object' || type === 'native' || type === 'hidden';
    const name = isNamed ? strings[nodes[at + nameAt]] : `(${type})`;
    const sum = kinds.get(name) ?? { count: 0, bytes: 0 };
    sum.count += 1;
    sum.bytes += nodes[at + sizeAt];
    kinds.set(name, sum);
  }
  return kinds;
}

/**
 * The kinds that grew most, largest first.
 *
 * @param films read between the two
 */
export function compareHeaps(before: Heap, after: Heap, films: number, most: number): Growth[] {
  return [...after]
    .map(([kind, { count, bytes }]) => {
      const old = before.get(kind) ?? { count: 0, bytes: 0 };
      return { kind, count: (count - old.count) / films, bytes: (bytes - old.bytes) / films };
    })
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, most);
}
