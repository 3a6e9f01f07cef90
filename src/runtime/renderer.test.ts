import { afterEach, describe, expect, test, vi } from 'vitest';
import { isSoftwareName } from './renderer.ts';

test.each([
  'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)',
  'llvmpipe (LLVM 15.0.6, 256 bits)',
  'Mesa/X.org, softpipe',
  'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0, D3D11)',
  'Apple Software Renderer',
])('%s is software', (name) => {
  expect(isSoftwareName(name)).toBe(true);
});

test.each([
  'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)',
  'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)',
  'Apple GPU',
  'Adreno (TM) 640',
  '',
])('"%s" is not', (name) => {
  expect(isSoftwareName(name)).toBe(false);
});

/** A browser with these contexts; tells which were asked for: `fast` under `failIfMajorPerformanceCaveat`. */
function stubBrowser(names: { readonly fast: string | null; readonly slow: string | null }) {
  const asked: string[] = [];
  const getContext = (_kind: string, { failIfMajorPerformanceCaveat }: WebGLContextAttributes) => {
    const kind = failIfMajorPerformanceCaveat === true ? 'fast' : 'slow';
    asked.push(kind);
    const name = names[kind];
    return name === null ? null : { RENDERER: 1, getExtension: () => null, getParameter: () => name };
  };
  vi.stubGlobal('document', { createElement: () => ({ getContext }) });
  return asked;
}

describe('the look for a graphics processor', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  test('opens no software context, and looks once', async () => {
    const asked = stubBrowser({ fast: null, slow: 'SwiftShader' });
    vi.resetModules();
    const { findGraphicsProcessor } = await import('./renderer.ts');
    expect([findGraphicsProcessor(), findGraphicsProcessor()]).toEqual([null, null]);
    expect(asked).toEqual(['fast']);
  });

  test('opens a software context once, not again after each loss', async () => {
    const asked = stubBrowser({ fast: null, slow: 'SwiftShader' });
    vi.resetModules();
    const { hasAnyWebGl2 } = await import('./renderer.ts');
    expect([hasAnyWebGl2(), hasAnyWebGl2()]).toEqual([true, true]);
    expect(asked).toEqual(['fast', 'slow']);
  });

  test.each([
    [{ fast: 'Adreno (TM) 640', slow: null }, 'Adreno (TM) 640', true],
    [{ fast: '', slow: null }, '', true],
    [{ fast: 'llvmpipe', slow: 'llvmpipe' }, null, true],
    [{ fast: null, slow: 'SwiftShader' }, null, true],
    [{ fast: null, slow: null }, null, false],
  ])('finds in %o the processor %j; any WebGL 2: %s', async (names, processor, hasAny) => {
    stubBrowser(names);
    vi.resetModules();
    const { findGraphicsProcessor, hasAnyWebGl2 } = await import('./renderer.ts');
    expect(findGraphicsProcessor()).toBe(processor);
    expect(hasAnyWebGl2()).toBe(hasAny);
    expect(hasAnyWebGl2()).toBe(hasAny);
  });
});
