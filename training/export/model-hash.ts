/** Hashes that bind a card to its files. */
import type { CardFile } from '../../src/model/model-card.ts';
import { hashBytes } from './layers-model.ts';

/** The card's entry for a file. */
export function describeFile(path: string, bytes: Uint8Array): CardFile {
  return { path, bytes: bytes.length, sha256: hashBytes(bytes) };
}
