import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformWithOxc } from 'vite';
import { describe, expect, it } from 'vitest';
import { ROOT } from './paths.mjs';

const SCRIPTS = join(ROOT, 'scripts');
const COMMANDS = readdirSync(SCRIPTS).filter((name) => name.endsWith('.mjs'));
/** What Node 12 reads; newer syntax is written anew for it, and so differs. */
const OLD = 'es2019';

/** Files that are read before the version is looked at: a command, and what it imports at its head. */
function listReadFirst(file: string): string[] {
  const imported = [...readFileSync(file, 'utf8').matchAll(/^(?:im|ex)port\b[^;]*?from '([^']+)';/gm)];
  return [file, ...imported.flatMap(([, from = '']) => listReadFirst(join(dirname(file), from)))];
}

function startOnNode(version: string, name: string) {
  const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`;
  const url = `data:text/javascript,${encodeURIComponent(pretend)}`;
  return spawnSync(process.execPath, ['--import', url, join(SCRIPTS, name)], { encoding: 'utf8' });
}

describe('on a Node that is too old', () => {
  it.each(COMMANDS)('%s says so, and that alone', (name) => {
    const { status, stderr, stdout } = startOnNode('16.20.2', name);
    expect(stderr).toMatch(/^Lungfield needs Node 20\.19 or newer[^\n]*this is Node 16\.20\.2\.\n$/);
    expect(status).toBe(1);
    // What counts tests by the last line is told of a failure.
    expect(stdout).toBe(
      name.startsWith('test.') || name === 'test-training.mjs' ? '0 passed, 1 failed\n' : '',
    );
  });

  it.each(
    [...new Set(COMMANDS.flatMap((name) => listReadFirst(join(SCRIPTS, name))))].map((file) => [
      relative(ROOT, file),
      file,
    ]),
  )('%s is read to its end', async (_name, file) => {
    const text = readFileSync(file, 'utf8');
    const [old, today] = await Promise.all(
      [OLD, 'esnext'].map((target) => transformWithOxc(text, file, { target, sourcemap: false })),
    );
    expect(old?.warnings).toEqual([]);
    expect(old?.code).toBe(today?.code);
  });

  it('nothing but the version and the start is read first', () => {
    const files = COMMANDS.flatMap((name) => listReadFirst(join(SCRIPTS, name)).slice(1));
    expect(new Set(files.map((file) => relative(SCRIPTS, file)))).toEqual(
      new Set(['lib/start-command.mjs', 'lib/node-version.mjs']),
    );
  });
});
