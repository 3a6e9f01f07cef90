import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CodecName } from './codec-instances.ts';
import { decodeWithCodec } from './codecs.ts';
import { encodeFrame, type FrameSource } from './fixtures/encode-frames.ts';
import { serveCodecs } from './fixtures/serve-codecs.ts';

serveCodecs();

let instances = 0;
const { Instance } = WebAssembly;

beforeEach(() => {
  instances = 0;
  vi.stubGlobal(
    'WebAssembly',
    Object.create(WebAssembly, {
      Instance: {
        value: class extends Instance {
          constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
            super(module, imports);
            instances += 1;
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
    instances = 0;
    const alone = await read('jpeg', one);
    expect(await read('jpeg', other)).not.toEqual(alone);
    expect(await read('jpeg', one)).toEqual(alone);
    expect(instances).toBe(1);
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
    instances = 0;
    const sound = await read('jpeg', frame);
    await expect(read('jpeg', frame.subarray(0, frame.length - 200))).rejects.toThrow();
    expect(await read('jpeg', frame)).toEqual(sound);
    expect(instances).toBe(2);
  });

  it('do not share one while both are being decoded', async () => {
    await dropKept();
    const frame = await encodeFrame('jpeg', source(7));
    await read('jpeg', frame);
    const [one, other] = await Promise.all([read('jpeg', frame), read('jpeg', frame)]);
    expect(one).toEqual(other);
  });

  it('get a new instance each where they are of another kind', async () => {
    const frame = await encodeFrame('jpeg-ls', source(7));
    instances = 0;
    expect(await read('jpeg-ls', frame)).toEqual(await read('jpeg-ls', frame));
    expect(instances).toBe(2);
  });
});
