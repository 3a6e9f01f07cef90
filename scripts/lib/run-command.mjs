/** Runs child processes, quiet while they do well. */
import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/** A command that ended badly; the message holds what it printed. */
export class CommandError extends Error {
  /** @override */
  name = 'CommandError';
}

/**
 * Runs a command and keeps what it prints; on failure that goes into the error.
 *
 * @param {string} what what it is for, to be read in "… failed"
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<string>} what it printed
 * @throws {CommandError} when it can't be started or ends with a code other than 0
 */
export async function runQuietly(what, command, args) {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const code = await waitForExit(child).catch((error) => {
    throw new CommandError(`${what} failed: ${error.message}`);
  });
  if (code !== 0) throw new CommandError(`${output.trim()}\n${what} failed (code ${code}).`);
  return output;
}

/**
 * Runs a command with its output on this terminal.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} [env] added to this process' own
 * @returns {Promise<number>} its exit code; 1 when it was killed or could not be started
 */
export async function runVisibly(command, args, env = {}) {
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return waitForExit(child).catch((error) => {
    process.stderr.write(`${command}: ${error.message}\n`);
    return 1;
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} the exit code, 1 for a signal
 */
function waitForExit(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/**
 * How to call the npm that runs this script, else the one on the path.
 *
 * @param {readonly string[]} args
 * @returns {[command: string, args: string[]]}
 */
export function npmCommand(args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) return [process.execPath, [script, ...args]];
  return process.platform === 'win32' ? ['cmd', ['/d', '/s', '/c', 'npm', ...args]] : ['npm', [...args]];
}
