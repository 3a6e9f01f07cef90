/**
 * The start that every command of scripts/ shares: refuses an unfit Node, installs what is missing, runs, and tells what went
 * wrong. Written, like what it imports at once and like the commands themselves, without syntax, modules or exports newer than Node 12
 * has (start-command.test.ts holds them to it), so that an old Node reads them far enough to say that it is too old.
 */
import { explainNodeVersion } from './node-version.mjs';

/**
 * Tells the user what goes on; stdout is for results alone.
 *
 * @param {string} message
 */
export function tell(message) {
  process.stderr.write(`${message}\n`);
}

/**
 * Runs a command; sets the exit status 1 and prints the message when it throws. The work sets another status by `process.exitCode`.
 *
 * @param {(args: string[]) => Promise<void>} work imports all that it needs by itself, late: an unfit Node may not even read
 *   that, and before the installation it isn't there. Gets what stands behind the command's name.
 * @param {{ needsPackages?: boolean, lastLine?: string }} [options] `needsPackages` false: it runs without node_modules, and nothing is
 *   installed; `lastLine`: printed on stdout behind a failure, for whoever counts by it
 * @returns {Promise<void>} when all is done; never rejects
 */
export async function startCommand(work, options) {
  const { needsPackages = true, lastLine = null } = options || {};
  try {
    const problem = explainNodeVersion(process.versions.node);
    if (problem) throw new Error(problem);
    if (needsPackages) {
      const { ensureInstalled } = await import('./install.mjs');
      await ensureInstalled(tell);
    }
    await work(process.argv.slice(2));
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
    if (lastLine !== null) process.stdout.write(`${lastLine}\n`);
    process.exitCode = 1;
  }
}
