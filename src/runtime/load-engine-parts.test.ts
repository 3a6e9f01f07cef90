import { expect, test } from 'vitest';
import { loadEngineParts } from './load-engine-parts.ts';

const gone = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));

test('the engines’ code that can’t be fetched is said to be so, not that an engine can’t run here', async () => {
  await expect(loadEngineParts(gone)).rejects.toMatchObject({ name: 'LockError', code: 'asset-unreachable' });
});

test('the engines’ code has all of them, and what computes on them', async () => {
  const { webglDriver, wasmDriver, cpuDriver, loadClassifier } = await loadEngineParts();
  expect([webglDriver, wasmDriver, cpuDriver].map(({ name }) => name)).toEqual(['webgl', 'wasm', 'cpu']);
  expect(loadClassifier).toBeTypeOf('function');
});
