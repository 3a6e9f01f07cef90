import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandError } from './command-error.ts';
import { runCommandProcess } from './command-process.ts';
import { InterruptedError } from './run-command.ts';

const SCRIPT = `
const [, , what] = process.argv;
console.log('threads ' + process.env.TF_NUM_INTRAOP_THREADS + ' ' + process.env.OMP_NUM_THREADS);
if (what === 'fail') process.exitCode = 3;
if (what === 'wait') {
  let stops = 0;
  process.on('SIGTERM', () => {
    stops += 1;
    console.log('stopping ' + stops);
    setTimeout(() => process.exit(130), 600);
  });
  setInterval(() => {}, 1000);
  console.log('waiting');
}
`;

describe('a command in a process of its own', () => {
  let folder = '';
  let script = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lungfield-process-'));
    script = join(folder, 'command.mjs');
    await writeFile(script, SCRIPT);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const run = (
    what: string,
    options: { interrupt?: { isRequested: boolean }; onLine?: (line: string) => void } = {},
  ) => {
    const lines: string[] = [];
    const done = runCommandProcess({
      script,
      args: [what],
      threads: 3,
      interrupt: options.interrupt ?? { isRequested: false },
      onLine: (line) => {
        lines.push(line);
        options.onLine?.(line);
      },
    });
    return { done, lines };
  };

  it('says its lines, on as many threads as it was given', async () => {
    const { done, lines } = run('well');
    await done;
    expect(lines).toEqual([
      `threads ${process.env.TF_NUM_INTRAOP_THREADS ?? 3} ${process.env.OMP_NUM_THREADS ?? 3}`,
    ]);
  });

  it('that fails is named', async () => {
    const failed = run('fail').done.catch((error: unknown) => error);
    expect(await failed).toBeInstanceOf(CommandError);
    expect(await failed).toMatchObject({
      code: 'process-failed',
      message: expect.stringContaining('fail ended with 3'),
    });
  });

  it('is asked once to stop, and is waited for', async () => {
    const interrupt = { isRequested: false };
    const { done, lines } = run('wait', {
      interrupt,
      onLine: (line) => {
        if (line === 'waiting') interrupt.isRequested = true;
      },
    });
    await expect(done).rejects.toThrow(InterruptedError);
    expect(lines.slice(1)).toEqual(['waiting', 'stopping 1']);
  });
});
