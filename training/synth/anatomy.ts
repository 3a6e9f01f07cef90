/**
 * The sizes of one small child's chest, drawn from a seed: proportions of a child of 1 to 5 years, supine, arms away
 * from the trunk. Every other file reads its shape from here.
 * Invariant: a plain record of numbers; the same seed gives the same child whatever the film's size.
 */
import type { Random } from '../../src/model/random.ts';

/** Attenuation mu in 1/cm at about 60 keV effective, after the NIST tables (rounded; lung inflated). */
export const MU = { softTissue: 0.2, boneExtra: 0.3, lung: 0.045, fluidInLung: 0.2 } as const;

/** Sizes in cm, see `view.ts` for the axes. */
export interface ChestAnatomy {
  /** Half-width of the lungs' cage at its widest. */
  readonly cageHalfWidth: number;
  /** Half-depth of the cage at its deepest. */
  readonly cageHalfDepth: number;
  /** How fast the cage widens below the apex: larger is slimmer at the top. */
  readonly cageTaper: number;
  /** Top of each half of the diaphragm, and its x. */
  readonly diaphragmRight: { readonly x: number; readonly y: number };
  readonly diaphragmLeft: { readonly x: number; readonly y: number };
  readonly heart: {
    readonly x: number;
    readonly y: number;
    readonly long: number;
    readonly short: number;
    readonly rotationRad: number;
  };
  /** Half-width of the upper mediastinum with thymus, to each side. */
  readonly mediastinumRight: number;
  readonly mediastinumLeft: number;
  /** Rib spacing along the spine and how far a rib falls on its way to the front. */
  readonly ribSpacing: number;
  readonly ribDrop: number;
  readonly ribRadius: number;
  /** Thickness of chest wall beyond the cage. */
  readonly wall: number;
  /** Angle of the upper arms below the horizontal; negative is raised. */
  readonly armRightRad: number;
  readonly armLeftRad: number;
  /** Sideways bend of the spine in cm over the chest's height. */
  readonly spineBend: number;
  /** Height of the chin, cm above the notch (negative y). */
  readonly chinY: number;
  readonly tiltRad: number;
}

/** Draws a child. */
export function drawChestAnatomy(random: Random): ChestAnatomy {
  const vary = (mean: number, spread: number): number =>
    mean + spread * Math.max(-2, Math.min(2, random.normal()));
  const cageHalfWidth = vary(9, 0.25);
  const inspiration = vary(0, 0.45);
  return {
    cageHalfWidth,
    cageHalfDepth: vary(5.2, 0.25),
    cageTaper: vary(3.7, 0.25),
    diaphragmRight: { x: -4.5, y: vary(11.9, 0.2) + inspiration },
    diaphragmLeft: { x: 4.9, y: vary(12.4, 0.2) + inspiration },
    heart: {
      x: vary(1.2, 0.2),
      y: vary(8.7, 0.2) + 0.6 * inspiration,
      long: vary(4.3, 0.25),
      short: vary(3.4, 0.2),
      rotationRad: vary(0.65, 0.08),
    },
    mediastinumRight: vary(1.6, 0.2),
    mediastinumLeft: vary(1.7, 0.25),
    ribSpacing: vary(1.22, 0.03),
    ribDrop: vary(4.1, 0.4),
    ribRadius: vary(0.27, 0.015),
    wall: vary(1.3, 0.2),
    armRightRad: vary(0.1, 0.45),
    armLeftRad: vary(0.1, 0.45),
    spineBend: vary(0, 0.25),
    chinY: vary(-3.2, 0.5),
    tiltRad: vary(0, 0.03),
  };
}

/** The cage's outline by height. */
export interface CageProfile {
  /** Half-width of the lungs' cage at height y; 0 above the apex. */
  halfWidthAt(y: number): number;
  /** Half-depth there: flatter at the top. */
  halfDepthAt(y: number): number;
}

/** Heights that a profile covers; beyond them its ends hold. */
const PROFILE = { firstY: -1, lastY: 30, stepsPerCm: 64 } as const;

/**
 * Tabulates the cage's outline: it rises steeply at the apex and flattens downwards. A table, because it is asked for
 * at every pixel.
 */
export function createCageProfile(anatomy: ChestAnatomy): CageProfile {
  const length = (PROFILE.lastY - PROFILE.firstY) * PROFILE.stepsPerCm + 1;
  const widths = new Float64Array(length);
  const depths = new Float64Array(length);
  for (let i = 0; i < length; i += 1) {
    const belowApex = Math.max(0, PROFILE.firstY + i / PROFILE.stepsPerCm + 0.9);
    const share = (1 - Math.exp(-belowApex / anatomy.cageTaper)) ** 0.66;
    widths[i] = anatomy.cageHalfWidth * share;
    depths[i] = anatomy.cageHalfDepth * share ** 0.8;
  }
  const read = (table: Float64Array, y: number): number => {
    const at = Math.min(length - 1.001, Math.max(0, (y - PROFILE.firstY) * PROFILE.stepsPerCm));
    const index = Math.floor(at);
    return table[index] + (table[index + 1] - table[index]) * (at - index);
  };
  return { halfWidthAt: (y) => read(widths, y), halfDepthAt: (y) => read(depths, y) };
}

/** x of the spine's middle at height y. */
export function spineXAt(anatomy: ChestAnatomy, y: number): number {
  return anatomy.spineBend * Math.sin(((y - 2) / 14) * Math.PI);
}
