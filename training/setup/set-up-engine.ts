/**
 * Brings libtensorflow and tfjs-node's addon, by the published route or by the wheel route, and proves them.
 *
 * `npm run setup [-- --route published|wheel] [-- --force]`. Idempotent: a finished setup is only proved again.
 * Invariant: the mark of a finished setup is written after the proof, never before.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { compileAddon, findCompiler } from './compile-addon.ts';
import { bringWheel, TENSORFLOW_WHEEL } from './find-wheel.ts';
import { clearEngine, type Mark, type Route, readMark, trainingDir, writeMark } from './places.ts';
import { takePublishedRoute } from './published-route.ts';
import { explainFileError, SetupError } from './setup-error.ts';
import { unpackWheel } from './unpack-wheel.ts';

const RouteSchema = v.picklist(['published', 'wheel']);

/** Where the makers of tfjs-node publish binaries for, by their installer's own table. */
const PUBLISHED_FOR = new Set(['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64']);
/** The wheel's libraries are for this one. */
const WHEEL_FOR = 'linux-x64';
const system = `${process.platform}-${process.arch}`;

/** Runs the proof; returns the version of libtensorflow, or why it failed. */
function prove(): { version: string } | { failure: string } {
  const args = ['--import', './register.mjs', join('setup', 'prove.ts')];
  const result = spawnSync(process.execPath, args, { cwd: trainingDir, encoding: 'utf8' });
  if (result.status === 0) {
    const line = result.stdout.trim().split('\n').at(-1) ?? '';
    return { version: v.parse(v.object({ libtensorflow: v.string() }), JSON.parse(line)).libtensorflow };
  }
  const lines = result.stderr.split('\n').filter((line) => line.trim() !== '');
  const cause = lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? `signal ${result.signal}`;
  return { failure: cause.trim() };
}

/** Proves what a route has put in place and marks it; throws SetupError when the proof fails. */
function finish(route: Route): void {
  const proof = prove();
  if ('failure' in proof) {
    clearEngine();
    throw new SetupError(`The engine is in place (route: ${route}) but does not compute: ${proof.failure}`);
  }
  const mark: Mark = { route, libtensorflow: proof.version };
  writeMark(mark);
  report(mark);
}

function report({ route, libtensorflow }: Mark): void {
  const how =
    route === 'published'
      ? 'published libtensorflow and addon'
      : `libtensorflow of the ${TENSORFLOW_WHEEL.project} ${TENSORFLOW_WHEEL.version} wheel, addon compiled here`;
  console.log(`Engine ready: ${how}; libtensorflow ${libtensorflow}, Node ${process.versions.node}.`);
  console.log('Proved: a convolution and both its gradients equal the values worked out by hand.');
}

async function takeWheelRoute(): Promise<void> {
  console.log(`Route: libtensorflow from the ${TENSORFLOW_WHEEL.project} wheel, the addon compiled here.`);
  // Asked for first: it would be a pity to find out after a download of 207 MB.
  const compiler = findCompiler();
  const wheel = await bringWheel(TENSORFLOW_WHEEL).catch((error: unknown) => {
    throw explainFileError(error, 'downloading the wheel');
  });
  clearEngine();
  try {
    console.log('  unpacking libtensorflow (620 MB) ...');
    await unpackWheel(wheel);
    console.log('  compiling the addon ...');
    const { headers } = compileAddon(compiler);
    console.log(`  compiled by ${compiler} with Node's headers in ${headers}`);
  } catch (error) {
    clearEngine();
    throw explainFileError(error, 'placing the engine');
  }
  finish('wheel');
}

/** Tries the published route; true when the engine is ready, false when the wheel may be tried. */
async function tryPublishedRoute(isOnlyRoute: boolean): Promise<boolean> {
  console.log("Route: the published libtensorflow and addon, by tfjs-node's own installer ...");
  const failure = await takePublishedRoute().catch((error: unknown) => {
    throw explainFileError(error, 'keeping the published libtensorflow');
  });
  if (failure === null) {
    if (isOnlyRoute) {
      finish('published');
      return true;
    }
    try {
      finish('published');
      return true;
    } catch (error) {
      // Too old a C library, for instance: what is compiled here may still run.
      if (!(error instanceof SetupError)) throw error;
      console.log(`  ${error.message}`);
      return false;
    }
  }
  if (isOnlyRoute) {
    throw new SetupError(
      `The published libtensorflow could not be had: ${failure}. ` +
        (system === WHEEL_FOR ? 'Try "npm run setup -- --route wheel".' : `${system} has no other route.`),
    );
  }
  console.log(`  not to be had here: ${failure}`);
  return false;
}

async function setUp(): Promise<void> {
  const { values } = parseArgs({ options: { route: { type: 'string' }, force: { type: 'boolean' } } });
  const route = v.safeParse(v.optional(RouteSchema), values.route);
  if (!route.success) throw new SetupError(`--route takes "published" or "wheel", not "${values.route}".`);
  const mark = readMark();
  if (mark !== null && values.force !== true && (route.output ?? mark.route) === mark.route) {
    const proof = prove();
    if ('version' in proof) {
      report(mark);
      return;
    }
    console.log(`The engine of an earlier setup no longer computes (${proof.failure}); setting it up anew.`);
  }
  if (!PUBLISHED_FOR.has(system)) {
    throw new SetupError(`There is no libtensorflow for ${system}. Known: ${[...PUBLISHED_FOR].join(', ')}.`);
  }
  const isOnlyRoute = route.output === 'published' || system !== WHEEL_FOR;
  if (route.output !== 'wheel' && (await tryPublishedRoute(isOnlyRoute))) return;
  await takeWheelRoute();
}

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`\nSetup did not finish. ${error.message}`);
  process.exitCode = 1;
}
