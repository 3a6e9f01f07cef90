/**
 * The domain check's part of an exported model: statistics of the films trained on, cut-offs from the locked tenth, and the
 * card's section on them. Made from the exported weights, so that it can be made anew for a model whose run is gone.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { encodeFamiliarity } from '../../src/model/familiarity.ts';
import type { ModelCard } from '../../src/model/model-card.ts';
import { average, makeSelfTestInputs, SELF_TEST_INPUTS, type SelfTest } from '../../src/model/self-test.ts';
import { INPUT_SIZE_PX } from '../../src/model/spec.ts';
import { preprocessFile, readInputs } from '../data/cache.ts';
import { nativeDecoder } from '../data/decode-native.ts';
import { describeAll } from '../train/predict.ts';
import type { PreparedData } from '../train/prepare.ts';
import { cutDomain, type DomainFeatures, FAMILIAR_SHARE, REJECTED_DEVIATIONS } from './cut-domain.ts';
import { fitFamiliarity } from './fit-familiarity.ts';
import { describeFile } from './model-hash.ts';

/** A file with the card's section on it. */
export interface DomainFiles {
  readonly bytes: Uint8Array;
  readonly section: ModelCard['familiarity'];
}

/**
 * Network inputs of the locked tenth, from its files, as the page would make them.
 *
 * @returns n * S * S standardised values in the split's order
 */
export async function readLockedInputs({ cache, split }: PreparedData): Promise<Float32Array> {
  const area = cache.sizePx ** 2;
  const inputs = new Float32Array(split.calibration.length * area);
  for (const [row, index] of split.calibration.entries()) {
    inputs.set(await preprocessFile(cache.images[index], nativeDecoder, cache.sizePx), row * area);
  }
  return inputs;
}

/**
 * Fits on all images trained on; the cut-offs are the locked tenth's.
 *
 * @param exported the weights that ship
 * @param locked the locked tenth as these weights see it
 */
export function fitDomain(exported: LayersModel, locked: DomainFeatures, data: PreparedData): DomainFiles {
  const { cache, development } = data;
  const { embeddings, profiles } = describeAll(exported, readInputs(cache, development), cache.sizePx);
  const labels = development.map((index) => cache.images[index].label);
  const model = fitFamiliarity(embeddings, profiles, labels);
  const bytes = encodeFamiliarity(model);
  const { residualWeights, ...cutoffs } = cutDomain(model, locked);
  return {
    bytes,
    section: {
      file: describeFile('familiarity.bin', bytes),
      embeddingSize: embeddings[0].length,
      components: model.asymmetry.scales.length,
      residualWeights: [...residualWeights],
      withheldResidual: cutoffs.withheldResidual,
      quantile: FAMILIAR_SHARE,
      rejectedDistance: cutoffs.rejectedDistance,
      rejectedDeviations: REJECTED_DEVIATIONS,
      images: locked.embeddings.length,
    },
  };
}

/** What an engine must answer: the file `self-test.json`. */
export function makeSelfTest(exported: LayersModel): Uint8Array {
  const inputs = makeSelfTestInputs(SELF_TEST_INPUTS, INPUT_SIZE_PX);
  const flat = new Float32Array(inputs.length * INPUT_SIZE_PX ** 2);
  for (const [row, input] of inputs.entries()) flat.set(input, row * INPUT_SIZE_PX ** 2);
  const { rawLogits, embeddings, profiles } = describeAll(exported, flat, INPUT_SIZE_PX);
  const expected: SelfTest = {
    schemaVersion: 2,
    rawLogits: Array.from(rawLogits),
    embeddingMeans: embeddings.map(average),
    profileMeans: profiles.map(average),
  };
  return new TextEncoder().encode(`${JSON.stringify(expected, null, 2)}\n`);
}
