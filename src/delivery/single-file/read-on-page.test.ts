import { describe, expect, it, vi } from 'vitest';
import { MAX_FILE_BYTES } from '../../image/limits.ts';
import type { DecodeInput, DecodeRequest } from '../../image/messages.ts';
import { CORRECTIONS } from '../../model/orientation.ts';
import { readOnPage } from './read-on-page.ts';

const bytes = Uint8Array.from([1, 2, 3]);

function requestOf(file: DecodeInput): DecodeRequest {
  return { ticket: 7, purpose: 'reading', file, frame: null, correction: CORRECTIONS[0], needsPreview: true };
}

/** What the worker gets for a file. */
async function send(file: DecodeInput, transfer: Transferable[] = []) {
  const posted = vi.fn<(message: DecodeRequest, transfer: Transferable[]) => void>();
  readOnPage({ postMessage: posted }).postMessage(requestOf(file), transfer);
  await vi.waitFor(() => expect(posted).toHaveBeenCalledTimes(1));
  return posted.mock.calls[0];
}

describe('readOnPage', () => {
  it('gives the worker the bytes of a file, and hands them over', async () => {
    const [message, transfer] = await send(new Blob([bytes]));
    expect(message).toEqual(requestOf(bytes));
    expect(transfer).toEqual([(message.file as Uint8Array<ArrayBuffer>).buffer]);
  });

  it('passes bytes on as they are', async () => {
    const [message, transfer] = await send(bytes, [bytes.buffer]);
    expect(message.file).toBe(bytes);
    expect(transfer).toEqual([bytes.buffer]);
  });

  it('leaves to the worker what is too large, or can’t be read', async () => {
    const large = Object.defineProperty(new Blob(), 'size', { value: MAX_FILE_BYTES + 1 });
    expect((await send(large))[0].file).toBe(large);
    const gone = Object.assign(new Blob([bytes]), {
      arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')),
    });
    expect((await send(gone))[0].file).toBe(gone);
  });
});
