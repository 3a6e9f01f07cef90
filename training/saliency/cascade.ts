/**
 * The cascading randomisation of Adebayo et al. ("Sanity Checks for Saliency Maps", NeurIPS 2018): weights are drawn anew
 * from the head down, block by block; a map that hardly changes shows the film, not what the model learned.
 */
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type ArchitectureConfig, buildClassifier } from '../../src/model/architecture.ts';

/** Layers that are drawn anew together. */
export interface Block {
  /** What its layers' names begin with: `logit`, `stage4`, ..., `stem`, or `logit`, `map`, `block11`, ..., `stem`. */
  readonly name: string;
  readonly layers: readonly string[];
}

/** The blocks with weights, the head first. */
export function listBlocks(model: LayersModel): Block[] {
  const blocks = new Map<string, string[]>();
  for (const layer of model.layers) {
    if (layer.getWeights().length === 0) continue;
    const name = layer.name.split('_')[0];
    const layers = blocks.get(name) ?? [];
    layers.push(layer.name);
    blocks.set(name, layers);
  }
  return Array.from(blocks, ([name, layers]) => ({ name, layers })).toReversed();
}

function copyWeights(from: LayersModel, to: LayersModel, layers: readonly string[]): void {
  for (const name of layers) to.getLayer(name).setWeights(from.getLayer(name).getWeights());
}

/**
 * Walks down the network: after each block is drawn anew, calls `look` with the network as it then is.
 *
 * @param trained either form; not changed. New weights of the `folded` form have no bias, as fresh batch norms do nothing
 * @param seed of the new weights, which come from the architecture's own initialisers
 * @param look must not keep the model
 */
export async function randomizeFromTop(
  trained: LayersModel,
  architecture: ArchitectureConfig,
  seed: number,
  look: (model: LayersModel, block: Block) => Promise<void>,
): Promise<void> {
  const normalization = trained.layers.some(({ name }) => name.endsWith('_bn')) ? 'batch' : 'folded';
  const fresh = buildClassifier(architecture, { normalization, seed });
  const model = buildClassifier(architecture, { normalization, seed });
  try {
    const blocks = listBlocks(trained);
    for (const block of blocks) copyWeights(trained, model, block.layers);
    for (const block of blocks) {
      copyWeights(fresh, model, block.layers);
      await look(model, block);
    }
  } finally {
    fresh.dispose();
    model.dispose();
  }
}
