/**
 * The worker that decodes: it may be killed at any time, and holds nothing from one file to the next.
 */
import { preprocess } from '../model/preprocess.ts';
import { correctRadiograph, correctValues } from './correct.ts';
import { decode, decodeValues } from './decode.ts';
import { DecodeError, DecodeFailure } from './decode-error.ts';
import type { ViewableFilm } from './film-values.ts';
import type { DecodeAnswer, DecodedFilm, DecodeRequest } from './messages.ts';
import { checkOrientation } from './orientation-check.ts';
import { makePreview } from './preview.ts';
import { makeViewable } from './pyramid.ts';
import { releaseScriptLoader } from './release-script-loader.ts';
import { beginStep, onDecodeStep } from './steps.ts';

declare const self: DedicatedWorkerGlobalScope;

function send(answer: DecodeAnswer, transfer: Transferable[] = []): void {
  self.postMessage(answer, transfer);
}

async function decodeFilm({ file, frame, correction, needsPreview }: DecodeRequest): Promise<DecodedFilm> {
  const stored = await decode(file, frame);
  const radiograph = correctRadiograph(stored, correction);
  const { widthPx, heightPx, bitDepth, format } = radiograph;
  const input = new Float32Array(preprocess(radiograph));
  const orientation = checkOrientation(input, correction);
  const warnings = [...radiograph.warnings, ...orientation.warnings];
  const withholdings = [...radiograph.withholdings, ...orientation.withholdings];
  const preview = needsPreview ? await makePreview(radiograph) : null;
  const film = { widthPx, heightPx, bitDepth, format };
  return { input, preview, film, warnings, withholdings, suggestion: orientation.suggestion };
}

async function decodeViewable({ file, frame, correction }: DecodeRequest): Promise<ViewableFilm> {
  const values = await decodeValues(file, frame);
  beginStep({ kind: 'checking', pixels: values.samples.length });
  return makeViewable(correctValues(values, correction));
}

async function serve(request: DecodeRequest): Promise<void> {
  const { ticket, purpose } = request;
  onDecodeStep((step) => send({ ticket, type: 'step', step }));
  try {
    if (purpose === 'viewing') {
      const viewable = await decodeViewable(request);
      send(
        { ticket, type: 'viewable', viewable },
        viewable.levels.map(({ samples }) => samples.buffer),
      );
      return;
    }
    const decoded = await decodeFilm(request);
    send({ ticket, type: 'decoded', decoded }, [decoded.input.buffer]);
  } catch (error) {
    if (error instanceof DecodeError)
      send({ ticket, type: 'rejected', code: error.code, frames: error.frames });
    else if (error instanceof DecodeFailure) send({ ticket, type: 'failed', code: error.code });
    // A RangeError here is an allocation that the browser refused; nothing of it may reach a log.
    else
      send({
        ticket,
        type: 'failed',
        code: error instanceof RangeError ? 'decoder-crashed' : 'decode-failed',
      });
  }
}

self.addEventListener('message', (event: MessageEvent<DecodeRequest>) => {
  void serve(event.data);
});

void releaseScriptLoader();
