/**
 * What is hollow, and what fills it: lungs above the diaphragm and around heart and mediastinum, airways, vessels,
 * stomach gas; opacities of pneumonia.
 */
import { createRandom, type Random } from '../../src/model/random.ts';
import { type ChestAnatomy, createCageProfile, MU, spineXAt } from './anatomy.ts';
import {
  type AttenuationMap,
  addEllipsoid,
  addTube,
  createSquaredChord,
  type Ellipsoid,
  type TubePoint,
} from './attenuation-map.ts';
import { createNoiseField } from './noise-field.ts';
import { forEachPixel } from './view.ts';

/** A dense region in a lung: air spaces filled with fluid (consolidation) or a haze between them. */
export interface Opacity {
  readonly x: number;
  readonly y: number;
  /** Extent in cm. */
  readonly radiusX: number;
  readonly radiusY: number;
  /** Share of the beam's way through the lung whose air is replaced, 0 to 1. */
  readonly density: number;
  /** 0: smooth haze; 1: patchy with streaks. */
  readonly patchiness: number;
}

/** How deep the lung reaches down behind the diaphragm's dome, in cm. */
const RECESS_CM = 3.2;

/** Hollows out the lungs and adds their texture and opacities. */
export function addLungs(
  map: AttenuationMap,
  anatomy: ChestAnatomy,
  opacities: readonly Opacity[],
  seed: number,
): void {
  const measureLung = createLungMeasure(anatomy);
  const edge = createNoiseField(seed, 2.4, 4, 0.6);
  const grain = createNoiseField(seed + 1, 1.1, 4, 0.62);
  const { values } = map;
  forEachPixel(map.view, (index, x, y) => {
    const path = measureLung(x, y);
    if (path <= 0) return;
    const texture = grain(x, y);
    // Texture grows less than the path: a long way averages over many air spaces.
    let change = -(MU.softTissue - MU.lung) * path + 0.085 * texture * Math.sqrt(path);
    let clear = 1;
    for (const opacity of opacities) clear *= 1 - opacityAt(opacity, x, y, edge, texture);
    change += MU.fluidInLung * 0.72 * path * (1 - clear);
    values[index] += change;
  });
}

/** Share of air replaced by one opacity at a position: 0 outside, up to its density, with a ragged border. */
function opacityAt(
  opacity: Opacity,
  x: number,
  y: number,
  edge: (x: number, y: number) => number,
  texture: number,
): number {
  const u = (x - opacity.x) / opacity.radiusX;
  const v = (y - opacity.y) / opacity.radiusY;
  const squared = u * u + v * v;
  if (squared > 4) return 0;
  const ragged = 1.35 - Math.sqrt(squared) + 0.55 * opacity.patchiness * edge(x, y);
  const t = Math.min(1, Math.max(0, ragged / 1.3));
  const filled = t * t * (3 - 2 * t);
  return Math.max(0, opacity.density * filled * (1 + 0.7 * opacity.patchiness * texture));
}

/** Heart, right atrium, pulmonary trunk and aortic knob: what shapes the middle shadow's outline. */
function listHeartParts(anatomy: ChestAnatomy): Ellipsoid[] {
  const { x, y, long, short, rotationRad } = anatomy.heart;
  return [
    { x, y, radiusX: long, radiusY: short, radiusZ: 3.9, rotationRad },
    { x: x - 1.7, y: y + 0.2, radiusX: 2.7, radiusY: 3.1, radiusZ: 3 },
    { x: x + 0.6, y: y - 3.1, radiusX: 2.1, radiusY: 2.2, radiusZ: 2.4 },
    { x: x + 0.1, y: y - 5.3, radiusX: 1.7, radiusY: 1.5, radiusZ: 1.7 },
  ];
}

/** Way of the beam through air-filled lung in cm, at a body position. */
function createLungMeasure(anatomy: ChestAnatomy): (x: number, y: number) => number {
  const cage = createCageProfile(anatomy);
  const parts = listHeartParts(anatomy).map(createSquaredChord);
  return (x, y) => {
    const halfWidth = cage.halfWidthAt(y);
    const center = spineXAt(anatomy, y);
    const u = (x - center) / halfWidth;
    if (halfWidth === 0 || u * u >= 1) return 0;
    const halfDepth = cage.halfDepthAt(y);
    let path = 2 * halfDepth * Math.sqrt(1 - u * u);
    const dome = x < center ? anatomy.diaphragmRight : anatomy.diaphragmLeft;
    const isOuter = Math.abs(x) > Math.abs(dome.x);
    // The dome falls to the side, and hardly towards the middle, where the heart lies on it.
    const below = y - (dome.y + (isOuter ? 2.6 : 0.7) * ((x - dome.x) / 5) ** 2);
    // Below the dome's outline only the recess behind it holds air; its way shrinks like a dome's chord.
    if (below > 0) path = 0.42 * path * Math.max(0, 1 - Math.sqrt(below / RECESS_CM));
    if (path === 0) return 0;
    const upper = x < center ? anatomy.mediastinumRight : anatomy.mediastinumLeft;
    // The middle shadow narrows from thymus and great vessels to the spine's own muscles.
    const wide = 1.5 + (upper + 0.15 - 1.5) / (1 + Math.exp((y - 5) / 0.8));
    const m = Math.abs(x - center) / wide;
    const squared = m < 1 ? 4 * halfDepth * halfDepth * (1 - m * m) : 0;
    // The parts blend by a smooth maximum: the fourth root of the sum of fourth powers.
    let fourth = squared * squared;
    for (const measure of parts) fourth += measure(x, y) ** 2;
    return fourth === 0 ? path : Math.max(0, path - Math.sqrt(Math.sqrt(fourth)));
  };
}

/** Adds windpipe and main bronchi, vessels that branch from the hila, and gas in the stomach. */
export function addAirwaysAndVessels(map: AttenuationMap, anatomy: ChestAnatomy, random: Random): void {
  const carinaY = 4.4;
  const air = -MU.softTissue;
  const trachea: TubePoint[] = [];
  for (let y = -4; y <= carinaY; y += 0.6) {
    trachea.push({ x: spineXAt(anatomy, y) - 0.15 - 0.02 * y, y, z: 0, radius: 0.5 });
  }
  addTube(map, trachea, air);
  const start = trachea[trachea.length - 1];
  for (const side of [-1, 1] as const) {
    const reach = side < 0 ? 1.9 : 2.5;
    const end = { x: side * reach, y: carinaY + 1.8, z: 0, radius: 0.3 };
    addTube(map, [{ ...start, radius: 0.42 }, end], air);
    for (let branch = 0; branch < 9; branch += 1) {
      const spread = -1.25 + (2.5 * branch) / 8 + 0.12 * random.normal();
      const hilum = { x: side * (reach + 0.2), y: carinaY + 1.5 + 0.12 * branch, z: 0, radius: 0.24 };
      addVessel(map, hilum, side, spread, 0.2 + 0.06 * random.uniform(), 4, random);
    }
    addEllipsoid(
      map,
      { x: side * (reach + 0.2), y: carinaY + 2, radiusX: 0.9, radiusY: 1.5, radiusZ: 0.9 },
      0.09,
    );
  }
  addEllipsoid(
    map,
    { x: 4.4, y: anatomy.diaphragmLeft.y + 2.7, radiusX: 2.4, radiusY: 1.3, radiusZ: 1.6, rotationRad: -0.2 },
    air,
  );
  for (let bubble = 0; bubble < 5; bubble += 1) {
    const bowel = { x: 2 + 5 * random.uniform(), y: anatomy.diaphragmLeft.y + 4 + 3 * random.uniform() };
    const size = 0.6 + 0.6 * random.uniform();
    addEllipsoid(map, { ...bowel, radiusX: size, radiusY: 0.7 * size, radiusZ: 0.8 }, air);
  }
}

/** One vessel: thins as it goes outwards, forks, ends. */
function addVessel(
  map: AttenuationMap,
  from: TubePoint,
  side: -1 | 1,
  direction: number,
  radius: number,
  generations: number,
  random: Random,
): void {
  const points: TubePoint[] = [{ ...from, radius }];
  let heading = direction;
  let { x, y } = from;
  const length = 0.5 + 0.35 * generations * (0.7 + 0.6 * random.uniform());
  for (let step = 1; step <= 4; step += 1) {
    heading += 0.12 * random.normal();
    x += side * Math.cos(heading) * (length / 4);
    y += Math.sin(heading) * (length / 4);
    points.push({ x, y, z: 0, radius: radius * (1 - 0.08 * step) });
  }
  addTube(map, points, 1.5 * MU.softTissue);
  if (generations <= 1) return;
  const end = points[points.length - 1];
  for (const fork of [-1, 1]) {
    const turn = fork * (0.25 + 0.3 * random.uniform());
    addVessel(map, end, side, heading + turn, radius * 0.66, generations - 1, random);
  }
}

/** A faint veil over most of one lung. */
function haze(side: -1 | 1, density: number): Opacity {
  return { x: side * 4, y: 6.8, radiusX: 3.6, radiusY: 5, density, patchiness: 1 };
}

/** Draws what a pneumonia looks like: one dense lobe, several patches, or haze through both lungs. */
export function drawOpacities(seed: number): Opacity[] {
  const random = createRandom(seed, 0x0bac);
  const side = random.uniform() < 0.55 ? -1 : 1;
  const pattern = random.integer(3);
  if (pattern === 0) {
    const upper = random.uniform() < 0.4;
    const lobe: Opacity = {
      x: side * (4.6 + 0.6 * random.normal()),
      y: upper ? 3.2 : 9,
      radiusX: 2.9,
      radiusY: 2.4 + random.uniform(),
      density: 0.6,
      patchiness: 0.7,
    };
    return [lobe, haze(-1, 0.15), haze(1, 0.15)];
  }
  if (pattern === 1) {
    const patches = Array.from({ length: 5 }, (_, index) => ({
      x: (index % 2 === 0 ? side : -side) * (3.2 + 3 * random.uniform()),
      y: 4 + 6.5 * random.uniform(),
      radiusX: 1 + 1.3 * random.uniform(),
      radiusY: 1 + 1.3 * random.uniform(),
      density: 0.32 + 0.21 * random.uniform(),
      patchiness: 1,
    }));
    return [...patches, haze(-1, 0.21), haze(1, 0.21)];
  }
  return [haze(-1, 0.35), haze(1, 0.35), { ...haze(side, 0.21), y: 8.5, radiusY: 3.4 }];
}
