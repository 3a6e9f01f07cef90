/** The samples in `public/samples` against the model in `public/model`: skipped, and said so, where either is missing. */
import '@tensorflow/tfjs-backend-cpu';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assess } from '../../src/model/assess.ts';
import { shortModelHash } from '../../src/model/model-card.ts';
import { preprocess } from '../../src/model/preprocess.ts';
import { decodeGrey, pureDecoder } from '../data/decode.ts';
import { loadShippedModel, type ShippedModel } from '../export/shipped-model.ts';
import { describeAll } from '../train/predict.ts';
import { parseSampleManifest } from './sample-manifest.ts';
import { phantomRecipe, SAMPLE_SHAPES } from './sample-recipes.ts';
import { isWanted, MAX_SAMPLE_BYTES } from './sample-search.ts';

const folder = (path: string): string => fileURLToPath(new URL(`../../public/${path}`, import.meta.url));
const isShipped = [folder('model/model-card.json'), folder('samples/samples.json')].every(existsSync);
if (!isShipped) console.warn('Skipped: no model or no samples in public/ yet.');

describe.skipIf(!isShipped)('the synthetic samples that the page offers', () => {
  const manifest = isShipped
    ? parseSampleManifest(JSON.parse(readFileSync(folder('samples/samples.json'), 'utf8')))
    : { schemaVersion: 1, model: '', samples: [] };
  let shipped: ShippedModel;
  beforeAll(async () => {
    await tf.setBackend('cpu');
    shipped = await loadShippedModel(folder('model'));
  });
  afterAll(() => shipped.model.dispose());

  it('are of every kind, made for the model that is shipped', () => {
    expect(manifest.samples.map((sample) => sample.file)).toEqual(SAMPLE_SHAPES.map((shape) => shape.file));
    expect(manifest.model).toBe(shortModelHash(shipped.card));
  });

  it.each(manifest.samples)('$file is read by the shipped model as samples.json says', (entry) => {
    const file = new Uint8Array(readFileSync(folder(`samples/${entry.file}`)));
    expect(createHash('sha256').update(file).digest('hex')).toBe(entry.sha256);
    expect(file.length).toBeLessThanOrEqual(MAX_SAMPLE_BYTES);
    const film = decodeGrey(file, pureDecoder);
    expect([film.widthPx, film.heightPx]).toEqual([entry.widthPx, entry.heightPx]);
    const size = shipped.card.model.inputSizePx;
    const { rawLogits, embeddings, profiles } = describeAll(shipped.model, preprocess(film, size), size);
    const prediction = { rawLogit: rawLogits[0], embedding: embeddings[0], profile: profiles[0] };
    const assessment = assess(prediction, shipped.card, shipped.familiarity);
    const shape = SAMPLE_SHAPES.find((candidate) => candidate.file === entry.file);
    if (shape === undefined || !isWanted(shape.kind, assessment)) {
      throw new Error(`${entry.file} is ${assessment.domain} at a familiarity of ${assessment.familiarity}.`);
    }
    const { status, finding, probabilityPneumonia, familiarity } = entry.expected;
    expect(assessment.familiarity / familiarity).toBeCloseTo(1, 2);
    if (assessment.domain === 'rejected') {
      expect([status, finding, probabilityPneumonia]).toEqual(['rejected', null, null]);
      return;
    }
    const isFamiliar = assessment.domain === 'familiar';
    expect(status).toBe(isFamiliar ? 'predicted' : 'withheld');
    expect(finding).toBe(
      isFamiliar ? (assessment.probabilityPneumonia >= 0.5 ? 'pneumonia' : 'normal') : null,
    );
    expect(assessment.probabilityPneumonia).toBeCloseTo(probabilityPneumonia ?? Number.NaN, 3);
  });

  it.each(manifest.samples.filter((sample) => sample.method === 'phantom'))(
    '$file can be drawn again from its seed',
    (entry) => {
      const shape = SAMPLE_SHAPES.find((candidate) => candidate.file === entry.file);
      const drawn = shape === undefined ? undefined : phantomRecipe(shape).draw(entry.seed).pixels;
      const stored = decodeGrey(new Uint8Array(readFileSync(folder(`samples/${entry.file}`))), pureDecoder);
      // Math.exp and its like may differ in the last bit between engines: one grey level at most, here and there.
      let changed = 0;
      for (let i = 0; i < stored.pixels.length; i += 1) {
        if (Math.abs(stored.pixels[i] - (drawn?.[i] ?? Number.POSITIVE_INFINITY)) > 1) changed += 1;
      }
      expect(changed).toBe(0);
    },
  );

  it.each(manifest.samples.filter((sample) => sample.aggregate !== undefined))(
    '$file is a mixture of many films and a copy of none',
    ({ aggregate }) => {
      expect(aggregate?.images).toBeGreaterThan(10 * (aggregate?.components ?? Number.POSITIVE_INFINITY));
      expect(aggregate?.nearestRatio).toBeGreaterThan(0.9);
      expect(aggregate?.nearestImageDistance).toBeGreaterThan(0.6 * (aggregate?.typicalNearestDistance ?? 1));
    },
  );
});
