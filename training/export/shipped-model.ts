/** Loads an exported model with its card, checked as the page checks it: every hash before use. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { decodeFamiliarity, type FamiliarityModel } from '../../src/model/familiarity.ts';
import { type ModelCard, parseModelCard } from '../../src/model/model-card.ts';
import { CommandError } from '../run/command-error.ts';
import { decodeLayersModel, hashBytes } from './layers-model.ts';

/** A model ready to score, with everything that turns its output into an assessment. */
export interface ShippedModel {
  /** Owned by the caller. */
  readonly model: LayersModel;
  readonly card: ModelCard;
  readonly familiarity: FamiliarityModel;
}

/**
 * @throws CommandError `no-model` when the folder has no card, `corrupt-model` when a file doesn't match its hash
 */
export async function loadShippedModel(folder: string): Promise<ShippedModel> {
  const read = async (path: string) => new Uint8Array(await readFile(join(folder, path)));
  let cardText: string;
  try {
    cardText = await readFile(join(folder, 'model-card.json'), 'utf8');
  } catch {
    throw new CommandError(
      'no-model',
      `${folder} holds no model-card.json. Run "npm run release -- --data DIR" first.`,
    );
  }
  const card = parseModelCard(JSON.parse(cardText));
  const files = new Map<string, Uint8Array>();
  for (const entry of [...card.model.files, card.familiarity.file, card.selfTest.file]) {
    const bytes = await read(entry.path);
    if (hashBytes(bytes) !== entry.sha256) {
      throw new CommandError(
        'corrupt-model',
        `${join(folder, entry.path)} does not match its hash in the model card.`,
      );
    }
    files.set(entry.path, bytes);
  }
  const familiarityBytes = files.get(card.familiarity.file.path) ?? new Uint8Array();
  return {
    model: await decodeLayersModel(files),
    card,
    familiarity: decodeFamiliarity(familiarityBytes, card.familiarity),
  };
}
