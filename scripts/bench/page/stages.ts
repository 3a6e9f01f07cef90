/** Where the time goes for one file, step by step, in this thread and with nothing beside it. */
import { decode } from '../../../src/image/decode.ts';
import { checkOrientation } from '../../../src/image/orientation-check.ts';
import { makePreview } from '../../../src/image/preview.ts';
import { onDecodeStep } from '../../../src/image/steps.ts';
import { CORRECTIONS } from '../../../src/model/orientation.ts';
import { preprocess } from '../../../src/model/preprocess.ts';

/** Milliseconds by step. */
export interface StageTimes {
  readonly read: number;
  readonly decode: number;
  readonly check: number;
  readonly resize: number;
  readonly preview: number;
}

/** One file once, from a Blob to network input and preview. */
export async function timeStages(file: Blob): Promise<StageTimes> {
  const marks: (readonly [kind: string, atMs: number])[] = [];
  onDecodeStep(({ kind }) => marks.push([kind, performance.now()]));
  const startMs = performance.now();
  const film = await decode(file);
  const decodedMs = performance.now();
  const atOf = (kind: string): number => marks.findLast(([each]) => each === kind)?.[1] ?? startMs;
  const input = preprocess(film);
  checkOrientation(input, CORRECTIONS[0]);
  const resizedMs = performance.now();
  await makePreview(film);
  return {
    read: atOf('inspecting') - startMs,
    decode: atOf('checking') - atOf('inspecting'),
    check: decodedMs - atOf('checking'),
    resize: resizedMs - decodedMs,
    preview: performance.now() - resizedMs,
  };
}
