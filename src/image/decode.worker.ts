/**
 * The worker that decodes: it may be killed at any time, and holds nothing from one file to the next.
 */
import type { Correction } from '../model/orientation.ts';
import { preprocess } from '../model/preprocess.ts';
import { correctRadiograph, correctValues } from './correct.ts';
import { decode, decodeValues } from './decode.ts';
import { DecodeError, DecodeFailure } from './decode-error.ts';
import type { ViewableFilm } from './film-values.ts';
import type { DecodeAnswer, DecodedFilm, DecodeRequest } from './messages.ts';
import { checkOrientation } from './orientation-check.ts';
import { makeEarlyPreview, makePreview } from './preview.ts';
import { makeViewable } from './pyramid.ts';
import type { Radiograph } from './radiograph.ts';
import { releaseScriptLoader } from './release-script-loader.ts';
import { beginStep, onDecodeStep } from './steps.ts';

declare const self: DedicatedWorkerGlobalScope;

function send(answer: DecodeAnswer, transfer: Transferable[] = []): void {
  self.postMessage(answer, transfer);
}

async function decodeFilm({ file, frame, correction }: DecodeRequest): Promise<Radiograph> {
  return correctRadiograph(await decode(file, frame), correction);
}

function describeFilm(radiograph: Radiograph, correction: Correction): Omit<DecodedFilm, 'preview'> {
  const { widthPx, heightPx, bitDepth, format } = radiograph;
  const input = new Float32Array(preprocess(radiograph));
  const orientation = checkOrientation(input, correction);
  const warnings = [...radiograph.warnings, ...orientation.warnings];
  const withholdings = [...radiograph.withholdings, ...orientation.withholdings];
  const film = { widthPx, heightPx, bitDepth, format };
  return { input, film, warnings, withholdings, suggestion: orientation.suggestion };
}

async function decodeViewable({ file, frame, correction }: DecodeRequest): Promise<ViewableFilm> {
  const values = await decodeValues(file, frame);
  beginStep({ kind: 'checking', pixels: values.samples.length });
  return makeViewable(correctValues(values, correction));
}

/** Does what is asked, and answers. */
async function serve(request: DecodeRequest): Promise<void> {
  const { ticket, purpose, correction } = request;
  if (purpose === 'viewing') {
    const viewable = await decodeViewable(request);
    send(
      { ticket, type: 'viewable', viewable },
      viewable.levels.map(({ samples }) => samples.buffer),
    );
    return;
  }
  const radiograph = await decodeFilm(request);
  if (purpose === 'preview') {
    send({ ticket, type: 'previewed', preview: await makePreview(radiograph) });
    return;
  }
  const read = describeFilm(radiograph, correction);
  const preview = request.needsPreview ? await makeEarlyPreview(radiograph) : null;
  send({ ticket, type: 'decoded', decoded: { ...read, preview } }, [read.input.buffer]);
}

/** Answers what went wrong. Of an error nothing but its kind leaves the worker: its text may quote the file. */
function refuse(ticket: number, error: unknown): void {
  if (error instanceof DecodeError) {
    send({ ticket, type: 'rejected', code: error.code, frames: error.frames });
  } else if (error instanceof DecodeFailure) {
    send({ ticket, type: 'failed', code: error.code });
  } else {
    // A RangeError here is an allocation that the browser refused.
    const code = error instanceof RangeError ? 'decoder-crashed' : 'decode-failed';
    send({ ticket, type: 'failed', code });
  }
}

self.addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  const { ticket } = event.data;
  onDecodeStep((step) => send({ ticket, type: 'step', step }));
  serve(event.data).catch((error: unknown) => refuse(ticket, error));
});

void releaseScriptLoader();
