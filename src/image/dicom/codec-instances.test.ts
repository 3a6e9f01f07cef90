import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CodecName } from './codec-instances.ts';
import { decodeWithCodec } from './codecs.ts';
import { encodeFrame, type FrameSource } from './fixtures/encode-frames.ts';
import { serveCodecs } from './fixtures/serve-codecs.ts';

serveCodecs();

/** Memories of the instances made in a test, in order. */
const memories: WebAssembly.Memory[] = [];
const { Instance, Memory } = WebAssembly;

beforeEach(() => {
  memories.length = 0;
  vi.stubGlobal(
    'WebAssembly',
    Object.create(WebAssembly, {
      Instance: {
        value: class extends Instance {
          constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
            super(module, imports);
            const memory = Object.values(this.exports).find((value) => value instanceof Memory);
            if (memory !== undefined) memories.push(memory);
          }
        },
      },
    }),
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const SIDE_PX = 128;
const source = (step: number): FrameSource => ({
  widthPx: SIDE_PX,
  heightPx: SIDE_PX,
  bits: 8,
  values: Array.from({ length: SIDE_PX ** 2 }, (_, at) => 40 + ((at * step) % 61)),
});
const read = (name: CodecName, frame: Uint8Array): Promise<Uint8Array> =>
  decodeWithCodec(name, frame, { widthPx: SIDE_PX, heightPx: SIDE_PX, precision: 8 });

/** Drops what an earlier test may have left. */
async function dropKept(): Promise<void> {
  const frame = await encodeFrame('jpeg', source(7));
  await expect(read('jpeg', frame.subarray(0, frame.length - 200))).rejects.toThrow();
}

/** What comes of a JPEG that is given after a sound one: its pixels, or why it is refused. */
async function readBehind(before: Uint8Array, frame: Uint8Array): Promise<Uint8Array | string> {
  await read('jpeg', before);
  return read('jpeg', frame).catch(String);
}

describe('films of one kind after each other', () => {
  it('are each what they are alone, in one instance where they are sound JPEGs', async () => {
    await dropKept();
    const [one, other] = [await encodeFrame('jpeg', source(7)), await encodeFrame('jpeg', source(11))];
    memories.length = 0;
    const alone = await read('jpeg', one);
    expect(await read('jpeg', other)).not.toEqual(alone);
    expect(await read('jpeg', one)).toEqual(alone);
    expect(memories).toHaveLength(1);
  });

  it('are the same after a bright film as after a dark one, damaged ones that can be read too', async () => {
    const [bright, dark] = await Promise.all(
      [250, 3].map((grey) =>
        encodeFrame('jpeg', {
          ...source(7),
          values: Array.from({ length: SIDE_PX ** 2 }, (_, at) => grey + (at % 3)),
        }),
      ),
    );
    const frame = await encodeFrame('jpeg', source(7));
    let readable = 0;
    for (let place = 0; place < 60; place += 1) {
      const damaged = frame.slice();
      damaged[frame.length - 20 - place * 101] ^= 1 << (place % 8);
      const outcome = await readBehind(bright, damaged);
      expect(await readBehind(dark, damaged)).toEqual(outcome);
      if (typeof outcome !== 'string') readable += 1;
    }
    expect(readable).toBeGreaterThan(10);
  });

  it('are decoded in a new instance after one that was damaged', async () => {
    await dropKept();
    const frame = await encodeFrame('jpeg', source(7));
    memories.length = 0;
    const sound = await read('jpeg', frame);
    await expect(read('jpeg', frame.subarray(0, frame.length - 200))).rejects.toThrow();
    expect(await read('jpeg', frame)).toEqual(sound);
    expect(memories).toHaveLength(2);
  });

  it('leave memory byte for byte as a new instance has it', async () => {
    await dropKept();
    const [small, film] = [await encodeFrame('jpeg', source(7)), await encodeFrame('jpeg', source(11))];
    memories.length = 0;
    await read('jpeg', small);
    const before = Buffer.from(new Uint8Array(memories[0].buffer).slice());
    const pixels = await read('jpeg', film);
    expect(memories).toHaveLength(1);
    const after = Buffer.from(new Uint8Array(memories[0].buffer).slice());
    // Where it grew meanwhile, by zeros alone.
    expect(after.subarray(0, before.length).equals(before)).toBe(true);
    expect(after.subarray(before.length).every((value) => value === 0)).toBe(true);
    // That it is so says nothing unless the film was there at all.
    expect(new Set(pixels).size).toBeGreaterThan(30);
    for (const trace of [film.subarray(-200), film.subarray(600, 700), pixels.subarray(0, SIDE_PX)]) {
      expect(after.includes(Buffer.from(trace))).toBe(false);
    }
  });

  it('do not share one while both are being decoded', async () => {
    await dropKept();
    const frames = [await encodeFrame('jpeg', source(7)), await encodeFrame('jpeg', source(11))];
    const alone = [await read('jpeg', frames[0]), await read('jpeg', frames[1])];
    memories.length = 0;
    expect(await Promise.all(frames.map((frame) => read('jpeg', frame)))).toEqual(alone);
    // One was kept from before, the other had to be made.
    expect(memories).toHaveLength(1);
  });

  it('are not decoded in what grew for a large one', async () => {
    await dropKept();
    const sidePx = 3000;
    const large = await encodeFrame('jpeg', {
      widthPx: sidePx,
      heightPx: sidePx,
      bits: 8,
      values: Array.from({ length: sidePx ** 2 }, (_, at) => at % 251),
    });
    const small = await encodeFrame('jpeg', source(7));
    memories.length = 0;
    await decodeWithCodec('jpeg', large, { widthPx: sidePx, heightPx: sidePx, precision: 8 });
    await read('jpeg', small);
    expect(memories).toHaveLength(2);
    expect(memories[1].buffer.byteLength).toBeLessThan(memories[0].buffer.byteLength);
  });

  it('get a new instance each where they are of another kind', async () => {
    const frame = await encodeFrame('jpeg-ls', source(7));
    memories.length = 0;
    expect(await read('jpeg-ls', frame)).toEqual(await read('jpeg-ls', frame));
    expect(memories).toHaveLength(2);
  });
});
