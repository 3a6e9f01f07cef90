/**
 * The table of all that was tried, made from the log alone. Variants are compared within one screening: the same input size
 * and the same number of steps.
 * Recipes are compared by one figure, their transfer: balanced accuracy at the carried threshold, mean over the shift
 * groups; then by the worst group.
 */
import type { Estimate } from '../../src/model/model-card.ts';
import { mean } from '../numeric/statistics.ts';
import { compareBalancedAccuracy, type PairedPart } from './compare.ts';
import type { FailedFit, FinishedFit, PartRecord, ScreeningLog } from './fit-record.ts';
import { PART_NAMES, PLAIN_PART } from './parts.ts';
import type { NotTried, ScreeningTable } from './recipe.ts';

/** How a variant differs from the first one. */
export interface Difference extends Estimate {
  /** Groups and fits that both have. */
  readonly groups: number;
  readonly fits: number;
  /** Mean over those fits; no interval. */
  readonly auroc: number;
  readonly brier: number;
}

/** One variant in one screening. */
export interface VariantSummary {
  readonly variant: string;
  readonly why: string;
  readonly change: unknown;
  readonly seeds: readonly number[];
  /** Shift groups it was scored on. */
  readonly groups: readonly string[];
  /**
   * Mean over groups (and seeds) of the balanced accuracy; null when no group is done. Of variants with other groups it is
   * another figure: `difference` is what they are ranked by.
   */
  readonly transfer: number | null;
  readonly worst: { readonly part: string; readonly balancedAccuracy: number } | null;
  /** Balanced accuracy by part, mean over seeds. */
  readonly byPart: Readonly<Record<string, number>>;
  /** To the first variant, over the groups and seeds that both have; null without any. */
  readonly difference: Difference | null;
  readonly seconds: number;
  readonly fits: readonly Omit<FinishedFit, 'logits' | 'change' | 'event'>[];
  readonly failures: readonly Pick<FailedFit, 'part' | 'seed' | 'reason'>[];
}

/** Least and most of one recipe over its seeds. */
export interface SeedSpread {
  readonly part: string;
  readonly seeds: number;
  readonly balancedAccuracy: readonly [number, number];
  readonly auroc: readonly [number, number];
}

/** All variants of one input size and number of steps. */
export interface ScreeningSummary {
  readonly sizePx: number;
  readonly passes: number;
  /** Best first. */
  readonly variants: readonly VariantSummary[];
  /** What another seed alone changes: the first variant's fits, by part with two seeds or more. */
  readonly seedSpread: readonly SeedSpread[];
}

/** The report. */
export interface Experiments {
  readonly parts: readonly {
    readonly part: string;
    readonly training: number;
    readonly holdout: number;
    readonly normal: number;
    readonly pneumonia: number;
    readonly patients: number;
  }[];
  readonly screenings: readonly ScreeningSummary[];
  /** Rows of the table that no screening has begun. */
  readonly notYetRun: readonly string[];
  readonly notTried: readonly NotTried[];
}

/** Gathers a log. */
export function summarizeExperiments(log: ScreeningLog, table: ScreeningTable): Experiments {
  const keys = [...new Set(log.fits.map((fit) => `${fit.screenSizePx} ${fit.passes}`))];
  const screenings = keys.map((key) => {
    const fits = log.fits.filter((fit) => `${fit.screenSizePx} ${fit.passes}` === key);
    return summarizeScreening(fits, log.parts, table);
  });
  const run = new Set(log.fits.map((fit) => fit.variant));
  return {
    parts: PART_NAMES.flatMap((name) => {
      const part = log.parts.get(name);
      return part === undefined ? [] : [describePart(part)];
    }),
    screenings: screenings.sort((a, b) => a.sizePx - b.sizePx || a.passes - b.passes),
    notYetRun: table.variants.map(({ name }) => name).filter((name) => !run.has(name)),
    notTried: table.notTried,
  };
}

function describePart(part: PartRecord): Experiments['parts'][number] {
  const pneumonia = part.labels.filter((label) => label === 1).length;
  return {
    part: part.part,
    training: part.trainingImages,
    holdout: part.holdoutImages,
    normal: part.labels.length - pneumonia,
    pneumonia,
    patients: new Set(part.patients).size,
  };
}

function summarizeScreening(
  fits: ScreeningLog['fits'],
  parts: ScreeningLog['parts'],
  table: ScreeningTable,
): ScreeningSummary {
  const [{ screenSizePx, passes }] = fits;
  const baseline = fits.filter((fit) => fit.variant === table.variants[0].name).filter(isFinished);
  const names = [...new Set(fits.map((fit) => fit.variant))];
  const variants = names.map((name) => {
    const own = fits.filter((fit) => fit.variant === name);
    return summarizeVariant(name, own, baseline, parts, table);
  });
  return {
    sizePx: screenSizePx,
    passes,
    variants: variants.sort((a, b) => rank(b) - rank(a)),
    seedSpread: measureSeedSpread(baseline),
  };
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function measureSeedSpread(fits: readonly FinishedFit[]): SeedSpread[] {
  return PART_NAMES.flatMap((part) => {
    const own = fits.filter((fit) => fit.part === part);
    if (own.length < 2) return [];
    return [
      {
        part,
        seeds: own.length,
        balancedAccuracy: rangeOf(own.map((fit) => fit.balancedAccuracy.value)),
        auroc: rangeOf(own.map((fit) => fit.auroc.value)),
      },
    ];
  });
}

/** What variants are sorted by; those without a common group with the first come last. */
function rank({ difference }: VariantSummary): number {
  return difference?.value ?? Number.NEGATIVE_INFINITY;
}

function isFinished(fit: FinishedFit | FailedFit): fit is FinishedFit {
  return fit.outcome === 'finished';
}

function isShift(fit: { readonly part: string }): boolean {
  return fit.part !== PLAIN_PART;
}

function summarizeVariant(
  name: string,
  own: ScreeningLog['fits'],
  baseline: readonly FinishedFit[],
  parts: ScreeningLog['parts'],
  table: ScreeningTable,
): VariantSummary {
  const finished = own.filter(isFinished);
  const shift = finished.filter(isShift);
  const groups = PART_NAMES.filter((part) => shift.some((fit) => fit.part === part));
  const byPart = averageByPart(finished);
  const byGroup = groups.map((part) => ({ part, balancedAccuracy: byPart[part] }));
  return {
    variant: name,
    why: table.variants.find((variant) => variant.name === name)?.why ?? 'no longer in the table',
    change: own[0].change,
    seeds: [...new Set(own.map((fit) => fit.seed))],
    groups,
    transfer: meanOrNull(byGroup.map((group) => group.balancedAccuracy)),
    worst: byGroup.reduce<VariantSummary['worst']>(
      (least, group) => (least === null || group.balancedAccuracy < least.balancedAccuracy ? group : least),
      null,
    ),
    byPart,
    difference: compareWith(baseline, shift, parts),
    seconds: own.reduce((sum, fit) => sum + fit.seconds, 0),
    fits: finished.map(({ logits: _logits, change: _change, event: _event, ...fit }) => fit),
    failures: own
      .filter((fit): fit is FailedFit => fit.outcome === 'failed')
      .map(({ part, seed, reason }) => ({ part, seed, reason })),
  };
}

function averageByPart(fits: readonly FinishedFit[]): Record<string, number> {
  const valuesOf = (part: string): number[] =>
    fits.filter((fit) => fit.part === part).map((fit) => fit.balancedAccuracy.value);
  const names = [...new Set(fits.map((fit) => fit.part))];
  return Object.fromEntries(names.map((part) => [part, mean(valuesOf(part))]));
}

function compareWith(
  baseline: readonly FinishedFit[],
  shift: readonly FinishedFit[],
  parts: ScreeningLog['parts'],
): VariantSummary['difference'] {
  const pairs: PairedPart[] = [];
  const twins: (readonly [FinishedFit, FinishedFit])[] = [];
  const groups = new Set<string>();
  for (const fit of shift) {
    const twin = baseline.find((other) => other.part === fit.part && other.seed === fit.seed);
    const part = parts.get(fit.part);
    if (twin === undefined || part === undefined) continue;
    const { labels, patients } = part;
    const rightOf = (logits: readonly number[]): number[] =>
      logits.map((logit, row) => (logit >= 0 === (labels[row] === 1) ? 1 : 0));
    pairs.push({ labels, patients, right: rightOf(fit.logits), baselineRight: rightOf(twin.logits) });
    twins.push([fit, twin]);
    groups.add(fit.part);
  }
  if (pairs.length === 0) return null;
  return {
    ...compareBalancedAccuracy(pairs),
    groups: groups.size,
    fits: pairs.length,
    auroc: mean(twins.map(([fit, twin]) => fit.auroc.value - twin.auroc.value)),
    brier: mean(twins.map(([fit, twin]) => fit.brier.value - twin.brier.value)),
  };
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length === 0 ? null : mean(values);
}
