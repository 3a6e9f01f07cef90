import { describe, expect, it } from 'vitest';
import { planOcclusion } from '../../model/occlusion.ts';
import { CORRECTIONS } from '../../model/orientation.ts';
import { CLASSES } from '../../model/spec.ts';
import { type Catalogue, LANGUAGES, type Language, loadCatalogue } from '../language.ts';

type Speak = (...parameters: readonly unknown[]) => string;
type Texts = ReadonlyMap<string, string | Speak>;

/** Every text of a tree by its path. */
function collectTexts(node: unknown, path: string): [string, string | Speak][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, node as Speak]];
  return Object.entries(node as object).flatMap(([key, child]) => collectTexts(child, `${path}/${key}`));
}

function collect(catalogue: Catalogue): Texts {
  return new Map([...collectTexts(catalogue.strings, 'strings'), ...collectTexts(catalogue.codes, 'codes')]);
}

const ENGLISH_TEXTS = collect(await loadCatalogue('en'));

const PEAKS = (['upper', 'middle', 'lower'] as const).flatMap((row) =>
  (['left', 'middle', 'right'] as const).map((column) => ({ row, column, value: 0.25 })),
);

/** What those are asked that take more than figures; all others take 1s, then figures that are all different. */
const SAMPLES: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  'strings/film/facts': [[3000, 2500, 12, 'dicom']],
  'strings/viewer/pose': CORRECTIONS.flatMap(({ quarterTurns, isInverted }) => [
    [quarterTurns, true, isInverted],
    [1, false, isInverted],
  ]),
  'strings/viewer/scaleBar': [
    [50, { plane: 'patient', magnification: null }],
    [50, { plane: 'detector', magnification: null }],
    [50, { plane: 'detector', magnification: 1.25 }],
  ],
  'strings/heatmap/dark': CLASSES.map((className) => [className]),
  'strings/heatmap/unit/activation': CLASSES.map((className) => [className]),
  'strings/heatmap/unit/occlusion': CLASSES.map((className) => [className]),
  'strings/heatmap/sum': CLASSES.map((className) => [className, 3.25, -0.5, 2.75]),
  'strings/heatmap/patches': [[planOcclusion(160)]],
  'strings/heatmap/progress': [
    [0, 0],
    [12, 40],
  ],
  'strings/heatmap/alt': CLASSES.flatMap((className) =>
    ['activation', 'occlusion'].flatMap((source) =>
      [null, ...PEAKS].map((peak) => [className, source, peak]),
    ),
  ),
  'strings/result/reread': CORRECTIONS.slice(1).map((correction) => [correction]),
  'strings/result/failedStage': [['12']],
  'strings/ownRead/badge': CLASSES.map((className) => [className]),
  'strings/ownRead/note': CLASSES.flatMap((read) => CLASSES.map((call) => [read, call, 0.5])),
  'strings/print/corrected': CORRECTIONS.slice(1).map((correction) => [correction]),
};

function samplesOf(path: string): readonly (readonly unknown[])[] {
  const known = SAMPLES[path];
  if (known !== undefined) return known;
  const length = ENGLISH_TEXTS.get(path)?.length ?? 0;
  return [Array.from({ length }, () => 1), Array.from({ length }, (_, index) => 41 + index)];
}

/** One sentence of a language beside the English one. */
interface Pair {
  readonly path: string;
  readonly text: string;
  readonly english: string;
}

function say(text: string | Speak, sample: readonly unknown[]): string {
  return typeof text === 'string' ? text : text(...sample);
}

function pairWithEnglish(texts: Texts): Pair[] {
  return Array.from(ENGLISH_TEXTS).flatMap(([path, english]) => {
    const text = texts.get(path) ?? '';
    const samples = typeof english === 'string' ? [[]] : samplesOf(path);
    return samples.map((sample) => ({ path, text: say(text, sample), english: say(english, sample) }));
  });
}

/** Names, units, keys, and words that another language has as well; single letters are keys too. */
const SHARED = new Set(
  'Lungfield WebGPU WebGL WebAssembly CPU AUROC AUPRC DICOM SR FHIR JSON px Zoom Normal normal Pneumonia pneumonia Pause Patients Version Licence Citation Shift Page Up Down Home End Enter'.split(
    ' ',
  ),
);

function isShared(text: string): boolean {
  return (text.match(/\p{L}{2,}/gu) ?? []).every((word) => SHARED.has(word));
}

/** Arabic counts one thing by a word. */
const FIGURE_OR_ONE = /\d+(?:[.,]\d+)*|واحد/g;

function figuresIn(text: string): string[] {
  return (text.match(FIGURE_OR_ONE) ?? []).map((figure) =>
    figure === 'واحد' ? '1' : figure.replaceAll(',', '.'),
  );
}

/** English figures that are not in the text, each as often as it is missing; what English writes as a word may be a figure. */
function missingFigures({ text, english }: Pair): string[] {
  const there = figuresIn(text);
  return figuresIn(english).filter((figure) => {
    const at = there.indexOf(figure);
    if (at !== -1) there.splice(at, 1);
    return at === -1;
  });
}

function kindsOf(texts: Texts): Record<string, string> {
  return Object.fromEntries(Array.from(texts, ([path, text]) => [path, typeof text]));
}

/** Characters of the longest card of a withheld film. */
function longestCard({ worklist }: Catalogue['strings']): number {
  const lengths = Object.values(worklist.withheld).map(
    ({ problem, action }) => `${worklist.withheldTitle} ${problem} ${action}`.length,
  );
  return Math.max(...lengths);
}

/** Words that no other language has. */
const ENGLISH_WORD =
  /(?<!\p{L})(?:the|of|and|with|this|that|these|is|are|was|were|which|not|from|for|by|to|film|films|again)(?!\p{L})/iu;

const TRANSLATIONS = (Object.keys(LANGUAGES) as Language[]).filter((language) => language !== 'en');

describe.each(TRANSLATIONS)('in %s', async (language) => {
  const catalogue = await loadCatalogue(language);
  const texts = collect(catalogue);
  const pairs = pairWithEnglish(texts);
  const { strings } = catalogue;

  it('every text is there, and none that English does not have', () => {
    expect(Array.from(texts.keys()).sort()).toEqual(Array.from(ENGLISH_TEXTS.keys()).sort());
  });

  it('a text is a text, and one with figures takes figures', () => {
    expect(kindsOf(texts)).toEqual(kindsOf(ENGLISH_TEXTS));
  });

  it('no text is empty or has a gap', () => {
    expect(pairs.filter(({ text }) => text.trim() === '' || /undefined|NaN|\[object/.test(text))).toEqual([]);
  });

  it('no text is left in English', () => {
    expect(pairs.filter(({ text, english }) => text === english && !isShared(text))).toEqual([]);
    expect(pairs.filter(({ text }) => ENGLISH_WORD.test(text))).toEqual([]);
  });

  it('every figure stands in the text', () => {
    expect(pairs.filter((pair) => missingFigures(pair).length > 0)).toEqual([]);
  });

  it('nothing is exclaimed', () => {
    expect(pairs.filter(({ text }) => /[!¡！]/.test(text))).toEqual([]);
  });

  it('the sentence holds both figures as they are, pneumonia first', () => {
    for (const [pneumonia, normal] of [
      ['97.50 %', '2.50 %'],
      ['< 0.01 %', '> 99.99 %'],
    ] as const) {
      const sentence = strings.result.sentence(pneumonia, normal);
      expect(sentence).toContain(pneumonia);
      expect(sentence.slice(sentence.indexOf(pneumonia) + pneumonia.length)).toContain(normal);
    }
  });

  it('the status begins with the numbers, done first', () => {
    expect(strings.worklist.done(12, 40)).toMatch(/^12\D+40(?!\d)/);
    expect(strings.worklist.done(1200, 4000)).toMatch(/^1200\D+4000(?!\d)/);
  });

  it.each(CLASSES)('the heatmap of "%s" names the class as the result does', (className) => {
    const { dark, unit, sum, alt } = strings.heatmap;
    const word = strings.findings[className].toLowerCase();
    for (const text of [
      dark(className),
      unit.activation(className),
      unit.occlusion(className),
      sum(className, 3.25, -0.5, 2.75),
      alt(className, 'activation', null),
    ]) {
      expect(text.toLowerCase()).toContain(word);
    }
  });

  it('every turn and every place of a peak is said in its own words', () => {
    const turns = CORRECTIONS.slice(1).map((correction) => strings.result.reread(correction));
    const places = PEAKS.map((peak) => strings.heatmap.alt('pneumonia', 'activation', peak));
    expect(new Set(turns).size).toBe(turns.length);
    expect(new Set(places).size).toBe(places.length);
  });

  it('the card of a withheld film says it about as shortly as in English', async () => {
    const { strings: english } = await loadCatalogue('en');
    expect(longestCard(strings)).toBeLessThanOrEqual(1.1 * longestCard(english));
  });
});
