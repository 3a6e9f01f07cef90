/** A hand with wrist and forearm: a radiograph through and through, but no chest. Same axes and units as the chest. */
import { createRandom } from '../../src/model/random.ts';
import { MU } from './anatomy.ts';
import {
  type AttenuationMap,
  addBone,
  addEllipsoid,
  addTube,
  smoothCurve,
  type TubePoint,
} from './attenuation-map.ts';
import type { FieldOfView } from './view.ts';

/** The field that shows a small child's hand, fingers upwards. */
export const LIMB_FIELD: FieldOfView = {
  centerXCm: 0,
  centerYCm: 0,
  widthCm: 13,
  heightCm: 16,
  tiltRad: 0.06,
};

/** One finger: direction from the wrist, length of its metacarpal and phalanges in cm. */
interface Finger {
  /** x of its base at the wrist. */
  readonly baseX: number;
  readonly angleRad: number;
  readonly lengths: readonly number[];
  readonly radius: number;
}

const FINGERS: readonly Finger[] = [
  { baseX: -0.95, angleRad: -0.95, lengths: [2, 1.5, 1.1], radius: 0.3 },
  { baseX: -0.85, angleRad: -0.3, lengths: [3, 1.9, 1.1, 0.8], radius: 0.27 },
  { baseX: -0.25, angleRad: -0.06, lengths: [2.9, 2.1, 1.3, 0.85], radius: 0.28 },
  { baseX: 0.35, angleRad: 0.17, lengths: [2.6, 1.9, 1.2, 0.85], radius: 0.26 },
  { baseX: 0.9, angleRad: 0.42, lengths: [2.4, 1.5, 0.9, 0.75], radius: 0.23 },
];

/** Adds hand and forearm; the seed spreads the fingers. */
export function addLimb(map: AttenuationMap, seed: number): void {
  const random = createRandom(seed, 0x11b);
  const wristY = 2.6;
  for (const finger of FINGERS) {
    const angle = finger.angleRad + 0.04 * random.normal();
    let x = finger.baseX;
    let y = wristY - 0.9;
    const skin: TubePoint[] = [{ x, y, z: 0, radius: 0.7 }];
    finger.lengths.forEach((length, index) => {
      const bend = angle * (1 - 0.12 * index);
      const next = { x: x + Math.sin(bend) * length, y: y - Math.cos(bend) * length };
      addPhalanx(map, { x, y }, next, finger.radius * (1 - 0.12 * index));
      skin.push({ ...next, z: 0, radius: index === 0 ? 0.75 : 0.66 - 0.05 * index });
      x = next.x + Math.sin(bend) * 0.12;
      y = next.y - Math.cos(bend) * 0.12;
    });
    addTube(map, smoothCurve(skin), MU.softTissue);
  }
  addEllipsoid(
    map,
    { x: 0, y: wristY - 2.2, radiusX: 2.3, radiusY: 2.4, radiusZ: 0.75, exponent: 3 },
    MU.softTissue,
  );
  addTube(
    map,
    smoothCurve([
      { x: 0, y: wristY - 1, z: 0, radius: 2 },
      { x: 0, y: wristY + 2, z: 0, radius: 1.9 },
      { x: 0, y: wristY + 12, z: 0, radius: 2.7 },
    ]),
    MU.softTissue,
  );
  addForearmBones(map, wristY);
}

function addPhalanx(
  map: AttenuationMap,
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  radius: number,
): void {
  const at = (t: number, share: number): TubePoint => ({
    x: from.x + (to.x - from.x) * t,
    y: from.y + (to.y - from.y) * t,
    z: 0,
    radius: radius * share,
  });
  addBone(
    map,
    smoothCurve([at(0.1, 1.3), at(0.3, 0.85), at(0.6, 0.75), at(0.88, 1.15)]),
    2.2 * MU.boneExtra,
    0.65,
  );
  const epiphysis = at(0.0, 1.15);
  addEllipsoid(
    map,
    {
      x: epiphysis.x,
      y: epiphysis.y,
      radiusX: epiphysis.radius,
      radiusY: 0.45 * epiphysis.radius,
      radiusZ: 0.25,
    },
    1.8 * MU.boneExtra,
  );
}

/** Radius and ulna with open growth plates, and the few carpals that a small child has. */
function addForearmBones(map: AttenuationMap, wristY: number): void {
  for (const [x, y, size] of [
    [-0.35, -0.1, 0.5],
    [0.45, -0.15, 0.42],
    [0.75, 0.5, 0.25],
  ]) {
    addEllipsoid(
      map,
      { x, y: wristY + y, radiusX: size, radiusY: 0.85 * size, radiusZ: 0.4 },
      1.6 * MU.boneExtra,
    );
  }
  for (const bone of [
    { x: -0.75, radius: 0.62, top: 1.35 },
    { x: 0.95, radius: 0.42, top: 1.5 },
  ]) {
    const shaft = [
      { x: bone.x, y: wristY + bone.top, z: 0, radius: bone.radius * 1.35 },
      { x: bone.x, y: wristY + bone.top + 1.1, z: 0, radius: bone.radius * 0.95 },
      { x: bone.x * 1.05, y: wristY + bone.top + 3, z: 0, radius: bone.radius * 0.8 },
      { x: bone.x * 1.15, y: wristY + 12, z: 0, radius: bone.radius * 0.95 },
    ];
    addBone(map, smoothCurve(shaft), 1.8 * MU.boneExtra, 0.62);
    addEllipsoid(
      map,
      { x: bone.x, y: wristY + bone.top - 0.3, radiusX: bone.radius * 1.25, radiusY: 0.2, radiusZ: 0.5 },
      1.5 * MU.boneExtra,
    );
  }
}
