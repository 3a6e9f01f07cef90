import '@tensorflow/tfjs-node';
import { combineResiduals, measureResiduals } from '../src/model/familiarity.ts';
import { measureDistance } from '../src/model/gaussian.ts';
import { preprocess } from '../src/model/preprocess.ts';
import { loadShippedModel } from './export/shipped-model.ts';
import { describeAll } from './train/predict.ts';
import { makeFilm, type FilmOptions } from './synth/film.ts';
const { model, card, familiarity } = await loadShippedModel(process.env.MODEL ?? '/tmp/w/trial-model');
const f = card.familiarity;
export const CUT = [f.rejectedDistance, f.withheldResidual];
export function readFilm(options: FilmOptions): number[] {
  const film = makeFilm(options);
  const { rawLogits, embeddings, profiles } = describeAll(model, preprocess(film, 160), 160);
  return [rawLogits[0], measureDistance(familiarity.embedding, embeddings[0]), combineResiduals(measureResiduals(familiarity, profiles[0]), f.residualWeights as [number, number])];
}
