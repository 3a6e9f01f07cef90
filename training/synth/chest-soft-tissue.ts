/**
 * Soft tissue of the chest phantom: trunk, shoulders, arms, neck and chin. They are one body, so their thicknesses
 * blend (a smooth maximum) where they meet rather than add.
 */
import { type CageProfile, type ChestAnatomy, createCageProfile, MU } from './anatomy.ts';
import type { AttenuationMap } from './attenuation-map.ts';
import { forEachPixel } from './view.ts';

/** A limb: a ball swept along a line, with a radius at each end. */
interface Limb {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
  readonly fromRadius: number;
  readonly toRadius: number;
}

/** Shoulder joint, from which the arm hangs. */
export const SHOULDER = { x: 9.1, y: 1.5 } as const;

/** Where an upper arm ends. `side` is -1 on the film's left. */
export function elbowOf(anatomy: ChestAnatomy, side: -1 | 1): { readonly x: number; readonly y: number } {
  const angle = side < 0 ? anatomy.armRightRad : anatomy.armLeftRad;
  return { x: side * (SHOULDER.x + 11 * Math.cos(angle)), y: SHOULDER.y + 11 * Math.sin(angle) };
}

/** Adds trunk, shoulders, arms, neck and chin as solid soft tissue (the lungs are hollowed out later). */
export function addSoftTissue(map: AttenuationMap, anatomy: ChestAnatomy): void {
  const limbs = listLimbs(anatomy);
  const cage = createCageProfile(anatomy);
  const { values } = map;
  forEachPixel(map.view, (index, x, y) => {
    let fourth = squareTrunkThickness(cage, anatomy.wall, x, y) ** 2;
    for (const limb of limbs) fourth += squareLimbThickness(limb, x, y) ** 2;
    // A smooth maximum: the fourth root of the sum of fourth powers.
    if (fourth > 0) values[index] += MU.softTissue * Math.sqrt(Math.sqrt(fourth));
  });
}

function listLimbs(anatomy: ChestAnatomy): Limb[] {
  const limbs: Limb[] = [
    { fromX: 0, fromY: -7, toX: 0, toY: 1.5, fromRadius: 2.9, toRadius: 3.3 },
    {
      fromX: -1.6,
      fromY: anatomy.chinY - 2.6,
      toX: 1.6,
      toY: anatomy.chinY - 2.6,
      fromRadius: 4.2,
      toRadius: 4.2,
    },
  ];
  for (const side of [-1, 1] as const) {
    const elbow = elbowOf(anatomy, side);
    const shoulderX = side * SHOULDER.x;
    limbs.push(
      { fromX: side * 2.5, fromY: 0.8, toX: shoulderX, toY: SHOULDER.y, fromRadius: 2.9, toRadius: 2.7 },
      { fromX: shoulderX, fromY: SHOULDER.y, toX: elbow.x, toY: elbow.y, fromRadius: 2.3, toRadius: 1.9 },
      {
        fromX: side * 8.6,
        fromY: 2,
        toX: side * (anatomy.cageHalfWidth - 0.6),
        toY: 8,
        fromRadius: 1.9,
        toRadius: 1.2,
      },
    );
  }
  return limbs;
}

/** Thickness of the trunk, squared: an elliptic cylinder around the cage; towards the belly it keeps its width. */
function squareTrunkThickness(cage: CageProfile, wall: number, x: number, y: number): number {
  if (y < -1.2) return 0;
  const halfWidth = cage.halfWidthAt(y) + wall * (1 + 0.2 * Math.min(1, Math.max(0, (y - 6) / 6)));
  const halfDepth = cage.halfDepthAt(y) + 1.1;
  const u = x / halfWidth;
  const rest = 1 - u * u;
  if (rest <= 0) return 0;
  // Boxier than an ellipse, whose chord would be the root of `rest`: (r (3 - r) / 2)^(1/2) rises faster and ends level.
  return 4 * halfDepth * halfDepth * 0.5 * rest * (3 - rest);
}

/** Chord of a swept ball at its nearest point, squared: 4 (r^2 - d^2). */
function squareLimbThickness(limb: Limb, x: number, y: number): number {
  const alongX = limb.toX - limb.fromX;
  const alongY = limb.toY - limb.fromY;
  const t = Math.min(
    1,
    Math.max(
      0,
      ((x - limb.fromX) * alongX + (y - limb.fromY) * alongY) / (alongX * alongX + alongY * alongY),
    ),
  );
  const dx = x - limb.fromX - t * alongX;
  const dy = y - limb.fromY - t * alongY;
  const radius = limb.fromRadius + t * (limb.toRadius - limb.fromRadius);
  const rest = radius * radius - dx * dx - dy * dy;
  return rest > 0 ? 4 * rest : 0;
}
