/**
 * Downloads one large file, and goes on where an earlier try stopped.
 * Invariants: the target only ever exists whole (its length is the server's); what is half there lies beside it as
 * `<target>.part` and is continued only when the server proves by its entity tag that it is still the same file.
 */
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as v from 'valibot';
import { isDiskFull } from '../run/atomic-file.ts';
import { CommandError } from '../run/command-error.ts';
import { type Interrupt, InterruptedError } from '../run/run-command.ts';
import { isFileError } from './file-error.ts';

/** One download. */
export interface DownloadTask {
  readonly url: string;
  /** Where the file goes; its folder is made when absent. */
  readonly target: string;
  /** @param total null where the server does not say */
  readonly onProgress: (doneBytes: number, totalBytes: number | null) => void;
  readonly interrupt: Interrupt;
  /** Tries before giving up, each going on where the last one stopped; 5 when not given. */
  readonly tries?: number;
  /** Wait before the second try, doubled before each further one; 1000 when not given. */
  readonly waitMs?: number;
}

/** What is known of the half file. */
const PartSchema = v.object({ url: v.string(), etag: v.nullable(v.string()) });

/** Answers that may be another one in a moment (RFC 9110, 15.5.9; RFC 6585, 4), besides all of 5xx. */
const PASSING_STATUS = [408, 429];

const LONGEST_WAIT_MS = 30_000;
const INTERRUPT_POLL_MS = 100;
const STOPPED = 'Stopped. Anything that came is kept; run this again to go on.';

/**
 * @throws CommandError `download-refused` (the server said no: trying again won't help), `download-broken` (the
 *   connection failed each time; what came is kept), `disk-full`, `file-refused` (the target can't be written)
 * @throws InterruptedError when the user asked to stop, also while no byte arrives; what came is kept
 */
export async function download(task: DownloadTask): Promise<void> {
  const stop = new AbortController();
  const poll = setInterval(() => {
    if (task.interrupt.isRequested) stop.abort();
  }, INTERRUPT_POLL_MS);
  try {
    await mkdir(dirname(task.target), { recursive: true });
    await tryRepeatedly(task, stop.signal);
  } catch (error) {
    if (stop.signal.aborted) throw new InterruptedError(STOPPED);
    if (isDiskFull(error)) {
      throw new CommandError(
        'disk-full',
        'The disk is full. Free some space, then run this again to go on where it stopped.',
      );
    }
    if (isFileError(error)) throw new CommandError('file-refused', `Can't write: ${error.message}.`);
    throw error;
  } finally {
    clearInterval(poll);
  }
}

async function tryRepeatedly(task: DownloadTask, signal: AbortSignal): Promise<void> {
  const { tries = 5, waitMs = 1000 } = task;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await receive(task, signal);
      return;
    } catch (error) {
      const isFinal =
        error instanceof CommandError || error instanceof InterruptedError || isFileError(error);
      if (isFinal || signal.aborted) throw error;
      if (attempt === tries) {
        throw new CommandError(
          'download-broken',
          `The download failed ${tries} ${tries === 1 ? 'time' : 'times'} (${describe(error)}). ` +
            'Anything that came is kept; run this again to go on.',
        );
      }
      await sleep(Math.min(LONGEST_WAIT_MS, waitMs * 2 ** (attempt - 1)), undefined, { signal });
    }
  }
}

/** One request, from where the half file ends. */
async function receive(task: DownloadTask, signal: AbortSignal): Promise<void> {
  const { url, target, onProgress, interrupt } = task;
  const part = `${target}.part`;
  const have = await readPart(part, url);
  const response = await fetch(url, {
    signal,
    headers: {
      // Lengths and ranges count the file's own bytes, not those of a compressed transfer.
      'Accept-Encoding': 'identity',
      ...(have === null ? {} : { Range: `bytes=${have.bytes}-`, 'If-Range': have.etag }),
    },
  });
  if (!response.ok || response.body === null) return refuse(response, url, part);
  const start = response.status === 206 && have !== null ? have.bytes : 0;
  if (response.status === 206 && readRangeStart(response) !== start) {
    await response.body.cancel();
    await dropPart(part);
    throw new Error('the server sent another part than the one asked for');
  }
  const total = readTotal(response, start);
  // The note of a file goes before its bytes: a new note beside old bytes would splice two files.
  if (start === 0) await rm(noteOf(part), { force: true });
  const file = await open(part, start === 0 ? 'w' : 'a');
  let done = start;
  try {
    if (start === 0) await writeFile(noteOf(part), JSON.stringify({ url, etag: readStrongTag(response) }));
    for await (const chunk of response.body) {
      await file.writeFile(chunk);
      done += chunk.length;
      onProgress(done, total);
      if (interrupt.isRequested) throw new InterruptedError(STOPPED);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (total !== null && done !== total) throw new Error(`${done} of ${total} bytes came`);
  await rename(part, target);
  await rm(noteOf(part), { force: true });
}

/** Turns an answer without a file into an error: a final one, or one after which another try makes sense. */
async function refuse(response: Response, url: string, part: string): Promise<never> {
  await response.body?.cancel();
  if (response.status === 416) {
    // The half file is longer than the whole: not ours to go on with.
    await dropPart(part);
    throw new Error('the half file did not fit');
  }
  if (response.status >= 500 || PASSING_STATUS.includes(response.status)) {
    throw new Error(`the server answered ${response.status}`);
  }
  throw new CommandError('download-refused', `The server answered ${response.status} for ${url}.`);
}

/** The half file, when it can be gone on with. */
async function readPart(part: string, url: string): Promise<{ bytes: number; etag: string } | null> {
  if (!existsSync(part) || !existsSync(noteOf(part))) return null;
  try {
    const known = v.parse(PartSchema, JSON.parse(await readFile(noteOf(part), 'utf8')));
    const { size } = await stat(part);
    return known.url === url && known.etag !== null && size > 0 ? { bytes: size, etag: known.etag } : null;
  } catch {
    // A note that can't be read is a download to be started over, nothing worse.
    return null;
  }
}

const noteOf = (part: string): string => `${part}.json`;

async function dropPart(part: string): Promise<void> {
  await rm(noteOf(part), { force: true });
  await rm(part, { force: true });
}

/** First byte of a 206 (RFC 9110, 14.4), NaN where it isn't stated. */
function readRangeStart(response: Response): number {
  return Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1]);
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
