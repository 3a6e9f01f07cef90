import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CommandError } from './command-error.ts';
import { runCommandProcess } from './command-process.ts';
import { InterruptedError } from './run-command.ts';

const RUN_COMMAND = new URL('./run-command.ts', import.meta.url).href;

/** Commands by their first word. `leave` starts one that waits, says its number, and goes without a word to it. */
const SCRIPT = `
import { spawn } from 'node:child_process';
import { runCommand, InterruptedError } from '${RUN_COMMAND}';
const [, script, what] = process.argv;
await runCommand(async (interrupt) => {
  console.log('threads ' + process.env.TF_NUM_INTRAOP_THREADS + ' ' + process.env.OMP_NUM_THREADS);
  if (what === 'fail') process.exit(3);
  if (what === 'wait') {
    console.log('waiting');
    while (!interrupt.isRequested) await new Promise((resolve) => setTimeout(resolve, 20));
    console.log('stopping');
    throw new InterruptedError('Stopped.');
  }
  if (what === 'leave') {
    const child = spawn(process.execPath, [...process.execArgv, script, 'wait'], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      detached: true,
    });
    await new Promise((resolve) => child.stdout.on('data', (text) => String(text).includes('waiting') && resolve()));
    console.log('child ' + child.pid);
    process.kill(process.pid, 'SIGKILL');
  }
});
`;

/** Whether a process of this number is there. */
function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

void describe('a command in a process of its own', () => {
  let folder = '';
  let script = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lungfield-process-'));
    script = join(folder, 'command.mjs');
    await writeFile(script, SCRIPT);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  function run(what: string, stopAt?: string) {
    const lines: string[] = [];
    const interrupt = { isRequested: false };
    const done = runCommandProcess({
      script,
      args: [what],
      threads: 3,
      interrupt,
      onLine: (line) => {
        lines.push(line);
        if (line === stopAt) interrupt.isRequested = true;
      },
    });
    return { done, lines };
  }

  void it('says its lines, on as many threads as it was given', async () => {
    const { done, lines } = run('well');
    await done;
    const { TF_NUM_INTRAOP_THREADS = '3', OMP_NUM_THREADS = '3' } = process.env;
    assert.deepEqual(lines, [`threads ${TF_NUM_INTRAOP_THREADS} ${OMP_NUM_THREADS}`]);
  });

  void it('is named when it fails', async () => {
    await assert.rejects(run('fail').done, (error) => {
      assert.ok(error instanceof CommandError);
      assert.equal(error.code, 'process-failed');
      assert.match(error.message, /fail ended with 3/);
      return true;
    });
  });

  void it('is asked to stop, and is waited for', async () => {
    const { done, lines } = run('wait', 'waiting');
    await assert.rejects(done, InterruptedError);
    assert.deepEqual(lines.slice(1), ['waiting', 'stopping']);
  });

  void it('ends with the one that started it, in whatever way that ends', async () => {
    const { done, lines } = run('leave');
    await assert.rejects(done, /ended with a signal/);
    const pid = Number(lines.at(-1)?.replace('child ', ''));
    assert.ok(pid > 0);
    for (let look = 0; look < 100 && isAlive(pid); look += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(isAlive(pid), false);
  });
});
