/**
 * Downloads one large file, and goes on where an earlier try stopped.
 * Invariants: the target only ever exists whole (its length is the server's); what is half there lies beside it as
 * `<target>.part` and is continued only when the server proves by its entity tag that it is still the same file.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as v from 'valibot';
import { isDiskFull } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { type Interrupt, InterruptedError } from '../run/run-command.ts';

/** One download. */
export interface DownloadTask {
  readonly url: string;
  /** Where the file goes; its folder is made when absent. */
  readonly target: string;
  /** @param total null where the server does not say */
  readonly onProgress: (doneBytes: number, totalBytes: number | null) => void;
  readonly interrupt: Interrupt;
  /** Tries before giving up, each going on where the last one stopped; 4 when not given. */
  readonly tries?: number;
}

/** What is known of the half file. */
const PartSchema = v.object({ url: v.string(), etag: v.nullable(v.string()) });

/**
 * @throws CommandError `download-refused` (the server said no: trying again won't help), `download-broken` (the
 *   connection failed each time; what came is kept), `disk-full`
 * @throws InterruptedError when the user asked to stop; what came is kept
 */
export async function download(task: DownloadTask): Promise<void> {
  await mkdir(dirname(task.target), { recursive: true });
  const tries = task.tries ?? 4;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await receive(task);
      return;
    } catch (error) {
      if (error instanceof CommandError || error instanceof InterruptedError) throw error;
      if (isDiskFull(error)) {
        throw new CommandError(
          'disk-full',
          `The disk is full. Free some space, then run this again to go on.`,
        );
      }
      if (attempt === tries) {
        throw new CommandError(
          'download-broken',
          `The download broke off ${tries} times (${describe(error)}). Anything that came is kept; run this again to go on.`,
        );
      }
    }
  }
}

/** One request, from where the half file ends. */
async function receive({ url, target, onProgress, interrupt }: DownloadTask): Promise<void> {
  const part = `${target}.part`;
  const have = await readPart(part, url);
  const headers = have === null ? undefined : { Range: `bytes=${have.bytes}-`, 'If-Range': have.etag };
  const response = await fetch(url, headers === undefined ? {} : { headers });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    if (response.status === 416) {
      // The half file is longer than the whole: not ours to go on with.
      await dropPart(part);
      throw new Error('the half file did not fit');
    }
    if (response.status >= 500) throw new Error(`the server answered ${response.status}`);
    throw new CommandError('download-refused', `The server answered ${response.status} for ${url}.`);
  }
  const start = response.status === 206 && have !== null ? have.bytes : 0;
  const total = readTotal(response, start);
  await writeFile(`${part}.json`, JSON.stringify({ url, etag: readStrongTag(response) }));
  const file = await open(part, start === 0 ? 'w' : 'a');
  let done = start;
  try {
    for await (const chunk of response.body) {
      await file.writeFile(chunk);
      done += chunk.length;
      onProgress(done, total);
      if (interrupt.isRequested)
        throw new InterruptedError('Stopped. Anything that came is kept; run this again to go on.');
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (total !== null && done !== total) throw new Error(`${done} of ${total} bytes came`);
  await rename(part, target);
  await rm(`${part}.json`, { force: true });
}

/** The half file, when it can be gone on with. */
async function readPart(part: string, url: string): Promise<{ bytes: number; etag: string } | null> {
  if (!existsSync(part) || !existsSync(`${part}.json`)) return null;
  try {
    const known = v.parse(PartSchema, JSON.parse(await readFile(`${part}.json`, 'utf8')));
    const { size } = await stat(part);
    return known.url === url && known.etag !== null && size > 0 ? { bytes: size, etag: known.etag } : null;
  } catch {
    // A note that can't be read is a download to be started over, nothing worse.
    return null;
  }
}

async function dropPart(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.json`, { force: true });
}

/** Length of the whole file; of a 206, from Content-Range (RFC 9110, 14.4). */
function readTotal(response: Response, start: number): number | null {
  const whole = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (whole !== undefined) return Number(whole);
  const length = response.headers.get('content-length');
  return length === null ? null : start + Number(length);
}

/** Only a strong tag may be used with If-Range (RFC 9110, 13.1.5). */
function readStrongTag(response: Response): string | null {
  const tag = response.headers.get('etag');
  return tag?.startsWith('"') ? tag : null;
}

/** fetch hides the reason in `cause`. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
