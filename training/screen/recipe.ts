/**
 * A screened recipe is the table's base with changes: only what differs is written down, so that the table reads as a list
 * of experiments.
 */
import type { ArchitectureConfig } from '../../src/model/architecture.ts';
import type { InvertedResidualConfig } from '../../src/model/inverted-residual.ts';
import type { ResidualConfig } from '../../src/model/residual.ts';
import type { AugmentationConfig } from '../data/augment.ts';
import type { TrainingConfig } from '../train/config.ts';

/** What differs from the table's base. */
export interface RecipeChange {
  readonly training?: Partial<Omit<TrainingConfig, 'architecture' | 'augmentation' | 'splitSeed'>>;
  readonly augmentation?: Partial<AugmentationConfig>;
  /**
   * Changes of the base's residual network, or a network of the other family in its place. The side of the input is `sizePx`'s
   * to say.
   */
  readonly architecture?:
    | Partial<Omit<ResidualConfig, 'inputSizePx'>>
    | Omit<InvertedResidualConfig, 'inputSizePx'>;
  /** Side of the input; the screening's own when absent. */
  readonly sizePx?: number;
}

/** One row of the table. */
export interface Variant {
  /** Unique, kebab-case: names the variant in logs and reports. */
  readonly name: string;
  /** 1: screened first; 2: in front after that; 3: finalists. */
  readonly tier: 1 | 2 | 3;
  /** What it is tried for, one line. */
  readonly why: string;
  readonly change: RecipeChange;
}

/** Something that was thought of and left out. */
export interface NotTried {
  readonly name: string;
  readonly reason: string;
}

/** A table of configurations. */
export interface ScreeningTable {
  /** What every row changes; also the split. */
  readonly base: TrainingConfig;
  /** The first one is what all others are compared with. */
  readonly variants: readonly Variant[];
  readonly notTried: readonly NotTried[];
}

/**
 * The base with a variant's changes, as it is trained on one part.
 *
 * @param sizePx side of the input where the variant names none
 * @param epochs passes over the part's training images
 * @throws RangeError when a residual network is to be changed and the base has one of the other family
 */
export function makeRecipe(
  base: TrainingConfig,
  change: RecipeChange,
  sizePx: number,
  epochs: number,
): TrainingConfig {
  return {
    ...base,
    ...change.training,
    epochs,
    augmentation: { ...base.augmentation, ...change.augmentation },
    architecture: changeArchitecture(base.architecture, change.architecture, change.sizePx ?? sizePx),
  };
}

function changeArchitecture(
  base: ArchitectureConfig,
  change: RecipeChange['architecture'],
  inputSizePx: number,
): ArchitectureConfig {
  if (change === undefined) return { ...base, inputSizePx };
  if ('blocks' in change) return { ...change, inputSizePx };
  if ('blocks' in base) {
    throw new RangeError(
      "The table's base is no residual network: a variant names all of its network's parts.",
    );
  }
  return { ...base, ...change, inputSizePx };
}

/**
 * Epochs on a part, so that every fit takes about as many steps whatever the part's size: `passes` over all development
 * images. Else the small parts, which hold out most, would also be the ones trained least.
 */
export function countEpochs(passes: number, developmentImages: number, trainingImages: number): number {
  return Math.max(1, Math.round((passes * developmentImages) / trainingImages));
}
