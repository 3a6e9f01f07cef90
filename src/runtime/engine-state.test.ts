import { describe, expect, test } from 'vitest';
import type { ModelCard } from '../model/model-card.ts';
import type { EngineName } from './engine-name.ts';
import { type EngineSelection, type EngineState, isWebGlProven } from './engine-state.ts';

const ready = (
  engine: EngineName,
  timed: readonly EngineName[] | null,
  basis: EngineSelection['basis'] = 'remembered',
): EngineState => ({
  kind: 'ready',
  engine,
  card: {} as ModelCard,
  ...(timed === null
    ? {}
    : {
        selection: {
          basis,
          medianMs: Object.fromEntries(timed.map((name) => [name, 5])),
        },
      }),
});

describe('films are drawn by WebGL', () => {
  test.each([
    ['where it computes', ready('webgl', null), true],
    ['where it passed beside a faster WebGPU', ready('webgpu', ['webgpu', 'webgl']), true],
    ['and not where it failed beside WebGPU', ready('webgpu', ['webgpu', 'wasm']), false],
    ['nor where WebGPU has taken over from it', ready('webgpu', ['webgpu', 'webgl'], 'preferred'), false],
    ['nor beside a forced WebGPU', ready('webgpu', null), false],
    ['nor on the processor', ready('wasm', ['webgl', 'wasm']), false],
    ['nor before an engine is verified', { kind: 'loading' } as const, false],
  ])('%s', (_, state, isProven) => {
    expect(isWebGlProven(state)).toBe(isProven);
  });
});
