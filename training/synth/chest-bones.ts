/** Bones of the chest phantom: spine, ribs, clavicles, shoulder blades, upper arms, jaw. */
import type { Random } from '../../src/model/random.ts';
import { type CageProfile, type ChestAnatomy, createCageProfile, MU, spineXAt } from './anatomy.ts';
import {
  type AttenuationMap,
  addBone,
  addEllipsoid,
  addTube,
  smoothCurve,
  type TubePoint,
} from './attenuation-map.ts';
import { elbowOf, SHOULDER } from './chest-soft-tissue.ts';

/** Adds all bones. */
export function addBones(map: AttenuationMap, anatomy: ChestAnatomy, random: Random): void {
  const cage = createCageProfile(anatomy);
  addSpine(map, anatomy);
  for (const side of [-1, 1] as const) {
    for (let rib = 0; rib < 12; rib += 1) addRib(map, anatomy, cage, side, rib, random);
    addClavicle(map, anatomy, side, random);
    addShoulderBlade(map, side);
    addHumerus(map, anatomy, side);
  }
  addJaw(map, anatomy);
}

/** Vertebrae from the neck to below the film: body with dense end plates, pedicles, spinous process. */
function addSpine(map: AttenuationMap, anatomy: ChestAnatomy): void {
  for (let level = -7; level < 16; level += 1) {
    const y = level * anatomy.ribSpacing - 0.75;
    const x = spineXAt(anatomy, y);
    const size = level < 0 ? 0.86 : 0.98 + 0.018 * level;
    const body = {
      x,
      y,
      radiusX: 1.05 * size,
      radiusY: 0.43 * anatomy.ribSpacing,
      radiusZ: 0.8,
      exponent: 6,
    };
    addEllipsoid(map, body, 0.6 * MU.boneExtra);
    const marrow = { ...body, radiusX: body.radiusX * 0.86, radiusY: body.radiusY * 0.74, exponent: 4 };
    addEllipsoid(map, marrow, -0.26 * MU.boneExtra);
    for (const side of [-1, 1]) {
      const pedicle = { x: x + side * 0.72 * size, y: y - 0.08, radiusX: 0.2, radiusY: 0.27, radiusZ: 0.5 };
      addEllipsoid(map, pedicle, MU.boneExtra);
      addEllipsoid(map, { ...pedicle, radiusX: 0.11, radiusY: 0.17 }, -0.9 * MU.boneExtra);
      const tip = { x: x + side * 1.75 * size, y: y - 0.28, z: 0, radius: 0.17 };
      addTube(map, [{ x: x + side * 0.7, y: y - 0.1, z: 0, radius: 0.22 }, tip], 0.5 * MU.boneExtra);
    }
    const spinous = { x, y: y + 0.42, radiusX: 0.15, radiusY: 0.3, radiusZ: 0.6 };
    addEllipsoid(map, spinous, 0.7 * MU.boneExtra);
  }
}

/** How far round the cage each rib's bone reaches, as a share of half a turn; its cartilage does not show. */
const RIB_REACH = [0.72, 0.74, 0.76, 0.76, 0.75, 0.74, 0.72, 0.68, 0.63, 0.56, 0.42, 0.3] as const;

/** One rib: from the spine round the cage's ellipse, falling towards the front. `side` is -1 on the film's left. */
function addRib(
  map: AttenuationMap,
  anatomy: ChestAnatomy,
  cage: CageProfile,
  side: -1 | 1,
  rib: number,
  random: Random,
): void {
  const startY = rib * anatomy.ribSpacing - 1.05;
  const reach = RIB_REACH[rib] * Math.PI;
  const drop = anatomy.ribDrop * (rib === 0 ? 0.55 : rib === 1 ? 0.8 : 1) * (1 + 0.04 * random.normal());
  const wobble = 0.05 * random.normal();
  const width = anatomy.ribRadius * (0.95 + 0.1 * random.uniform());
  const points: TubePoint[] = [];
  for (let step = 0; step <= 40; step += 1) {
    const angle = 0.14 + (reach - 0.14) * (step / 40);
    const fall = drop * (0.5 - 0.5 * Math.cos(angle)) ** 1.25;
    const y = startY + fall - 0.32 * Math.sin(2 * angle) + wobble * Math.sin(angle);
    const outlineY = Math.max(y, 0.1 + 0.35 * rib);
    const halfWidth = cage.halfWidthAt(outlineY) + 0.12;
    const depth = cage.halfDepthAt(outlineY) + 0.12;
    const sine = Math.sin(angle);
    points.push({
      x: spineXAt(anatomy, y) * (1 - sine) + side * halfWidth * sine ** 0.9,
      y,
      z: -depth * Math.cos(angle),
      radius: width * (0.85 + 0.25 * (step / 40)),
    });
  }
  addBone(map, points, 2.4 * MU.boneExtra);
}

function addClavicle(map: AttenuationMap, anatomy: ChestAnatomy, side: -1 | 1, random: Random): void {
  const angle = side < 0 ? anatomy.armRightRad : anatomy.armLeftRad;
  const rise = 0.9 - 0.5 * angle + 0.15 * random.normal();
  const points = [
    { x: side * 1.5, y: 0.75, z: 3, radius: 0.4 },
    { x: side * 3.4, y: 0.45 - 0.35 * rise, z: 3.4, radius: 0.29 },
    { x: side * 5.4, y: 0.25 - 0.9 * rise, z: 2.4, radius: 0.27 },
    { x: side * 7.6, y: 0.3 - rise, z: 1, radius: 0.36 },
  ];
  addBone(map, smoothCurve(points), 1.8 * MU.boneExtra, 0.62);
}

/** A thin plate with dense borders, seen through the upper outer lung. */
function addShoulderBlade(map: AttenuationMap, side: -1 | 1): void {
  const corner = { x: side * 7.3, y: 6.6, z: -4, radius: 0.22 };
  const joint = { x: side * 8.4, y: 1.9, z: -2, radius: 0.42 };
  const top = { x: side * 5.6, y: 0.6, z: -4, radius: 0.14 };
  const lateral = [joint, { x: side * 8.1, y: 4, z: -3.6, radius: 0.24 }, corner];
  addTube(map, smoothCurve(lateral), 0.8 * MU.boneExtra);
  const medial = [
    corner,
    { x: side * 6, y: 4.6, z: -4.2, radius: 0.1 },
    { x: side * 5.4, y: 2, z: -4.2, radius: 0.1 },
    top,
  ];
  addTube(map, smoothCurve(medial), 0.7 * MU.boneExtra);
  const ridge = [
    top,
    { x: side * 7.4, y: 0.4, z: -4, radius: 0.28 },
    { x: side * 9.2, y: 0.1, z: -1, radius: 0.36 },
  ];
  addTube(map, smoothCurve(ridge), 0.7 * MU.boneExtra);
  const plate = {
    x: side * 6.9,
    y: 3.6,
    radiusX: 1.35,
    radiusY: 2.9,
    radiusZ: 0.16,
    rotationRad: side * -0.16,
  };
  addEllipsoid(map, { ...plate, exponent: 3 }, 0.8 * MU.boneExtra);
}

function addHumerus(map: AttenuationMap, anatomy: ChestAnatomy, side: -1 | 1): void {
  const elbow = elbowOf(anatomy, side);
  const along = (t: number, radius: number): TubePoint => ({
    x: side * SHOULDER.x * (1 - t) + elbow.x * t + side * 0.3,
    y: SHOULDER.y * (1 - t) + elbow.y * t,
    z: 0,
    radius,
  });
  const shaft = [along(0.12, 0.85), along(0.22, 0.62), along(0.4, 0.5), along(0.9, 0.5)];
  addBone(map, smoothCurve(shaft), MU.boneExtra, 0.66);
  // The head's growth plate is open at this age: a separate ball with a gap to the shaft.
  const head = along(0.02, 0.75);
  addEllipsoid(
    map,
    { x: head.x, y: head.y, radiusX: 0.78, radiusY: 0.74, radiusZ: 0.75 },
    0.8 * MU.boneExtra,
  );
}

/** The jaw's arch above the neck, when the film reaches that far. */
function addJaw(map: AttenuationMap, anatomy: ChestAnatomy): void {
  const y = anatomy.chinY;
  const arch = [
    { x: -4.6, y: y - 3.6, z: -1, radius: 0.45 },
    { x: -3.6, y: y - 1.2, z: 1, radius: 0.5 },
    { x: 0, y: y + 0.3, z: 4, radius: 0.6 },
    { x: 3.6, y: y - 1.2, z: 1, radius: 0.5 },
    { x: 4.6, y: y - 3.6, z: -1, radius: 0.45 },
  ];
  addBone(map, smoothCurve(arch), 1.2 * MU.boneExtra, 0.6);
  addEllipsoid(map, { x: 0, y: y - 4.2, radiusX: 4.4, radiusY: 3.6, radiusZ: 2.2 }, 0.6 * MU.boneExtra);
}
