/**
 * Every text of the page that is not a code's (those are in study/codes.ts): the English ones, their shape for
 * translations, and the ones in use.
 * Wording: plain, clinical, short; no exclamation marks. Figures come in as text that is formatted for the language already.
 * Invariant: what the contract names ("Choose files", "Export CSV" ...) reads so in English.
 */

import type { PixelSpacing } from '../image/film-values.ts';
import type { Finding } from '../model/assess.ts';
import type { OcclusionPlan } from '../model/occlusion.ts';
import type { Correction, QuarterTurns } from '../model/orientation.ts';
import type { ClassName } from '../model/spec.ts';
import type { EngineName } from '../runtime/engine-name.ts';
import type { CodeText, WithholdingCode } from '../study/codes.ts';
import type { Stage } from '../study/study.ts';
import { CHART_STRINGS } from './charts/strings.ts';
import {
  formatCount,
  formatDecimal,
  formatLength,
  formatLogit,
  formatShort,
  formatThresholdPercent,
} from './format.ts';
import type { HeatSource, Peak } from './heat-scale.ts';
import { POINT_STRINGS } from './operating-point/strings.ts';
import { READ_STRINGS } from './own-read/strings.ts';
import { OWN_SET_STRINGS } from './own-set/strings.ts';
import type { WorklistFilter, WorklistOrder } from './worklist-view.ts';

/** Every text, by place, in English: what a translation has to give as well. */
export const ENGLISH = {
  /** Engines as readers call them. */
  engines: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'CPU' } satisfies Record<
    EngineName,
    string
  >,
  /** Findings as words. */
  findings: {
    normal: 'Normal',
    indeterminate: 'Indeterminate',
    pneumonia: 'Pneumonia',
  } satisfies Record<Finding, string>,
  /** What is being done to a study. */
  stages: {
    decoding: 'Decoding',
    checking: 'Checking the image',
    predicting: 'Reading the film',
  } satisfies Record<Stage, string>,
  /** A figure with the ends of its interval. */
  interval: (value: string, lower: string, upper: string) => `${value} (${lower} to ${upper})`,
  range: (lower: string, upper: string) => `${lower} to ${upper}`,
  remaining: {
    few: 'a few seconds',
    seconds: (seconds: number) => `about ${seconds} s`,
    minutes: (minutes: number) => `about ${minutes} min`,
  },
  header: {
    name: 'Lungfield',
    notice: 'Research use only, not a medical device',
    chooseFiles: 'Choose files',
    about: 'About this model',
    lightTheme: 'Light theme',
    language: 'Language',
    engineLoading: 'Engine loading',
    engineLocked: 'Engine locked',
    engineReady: (engine: string) => `Engine: ${engine}`,
    offlineReady: 'Offline ready',
    offlineUnavailable: 'Not available offline',
    offlineSingleFile: 'One file, needs no network',
    offlinePending: 'Preparing offline use',
    update: 'Update and reload',
    updateBlocked: 'Close the other tabs of this page first',
    updateHeld: 'Films are open: save what you need, reload the page, then update',
    rolledBack: (refused: string, used: string) =>
      `Version ${refused} did not start in this browser; version ${used}, the one before, is used`,
    rollsBack: (refused: string, used: string) =>
      `This version, ${refused}, did not start in this browser: reload the page to use ${used}, the one before`,
  },
  intake: {
    dropNow: 'Drop to add',
    chooseFolder: 'Choose a folder',
  },
  empty: {
    title: 'Drop chest radiographs anywhere on this page',
    purpose:
      'Shows how a small neural network splits a frontal chest film of a child of 1 to 5 years between normal and pneumonia; the films never leave this computer.',
    formats:
      'DICOM, TIFF, PNG, JPEG, WebP, AVIF or BMP: one, many, a folder or a ZIP. Click here to choose them.',
  },
  samples: {
    offer: 'Try a synthetic sample',
    note: 'Drawn by a computer from a random seed. No patient.',
    badge: 'Synthetic',
    failed: 'The sample could not be fetched.',
    /** By the name of the sample's file. */
    labels: {
      normal: 'Clear lungs',
      pneumonia: 'Opacities in the lungs',
      unlike: 'A chest unlike the training films',
      hand: 'Not a chest: a hand',
    },
  },
  worklist: {
    title: 'Worklist',
    list: 'Films',
    none: 'No films yet.',
    noMatch: 'No film matches.',
    search: 'Search by file name',
    searchHint: 'File name',
    filter: 'Show',
    filters: {
      all: (count) => `All (${formatCount(count)})`,
      pneumonia: (count) => `Pneumonia (${formatCount(count)})`,
      indeterminate: (count) => `Indeterminate (${formatCount(count)})`,
      normal: (count) => `Normal (${formatCount(count)})`,
      withheld: (count) => `Withheld (${formatCount(count)})`,
      rejected: (count) => `Not read (${formatCount(count)})`,
      failed: (count) => `Failed (${formatCount(count)})`,
      unfinished: (count) => `To do (${formatCount(count)})`,
    } satisfies Record<WorklistFilter, (count: number) => string>,
    order: 'Sort',
    orders: {
      added: 'As added',
      name: 'By name',
      highest: 'Pneumonia first',
      lowest: 'Normal first',
      outcome: 'By outcome',
    } satisfies Record<WorklistOrder, string>,
    distribution: {
      title: 'Distribution of the scores',
      none: 'No scores yet.',
      /** `low` and `high`: scores in the lowest and highest tenth. */
      caption: (shown: number, total: number, low: number, high: number) =>
        `${formatCount(shown)} of ${formatCount(total)} files have a score that is shown: ${formatCount(low)} below 10 % pneumonia, ${formatCount(high)} at 90 % or above, ${formatCount(shown - low - high)} in between.`,
    },
    paused: 'paused',
    pause: 'Pause',
    resume: 'Go on',
    cancel: 'Cancel',
    retryFailed: (count: number) => `Retry ${formatCount(count)} failed`,
    done: (done: number, total: number) => `${done} of ${total} done`,
    opening: 'opening files…',
    left: (left: number) => `${formatCount(left)} left`,
    skipped: (count: number) =>
      count === 1
        ? '1 system file in a folder or archive was skipped.'
        : `${formatCount(count)} system files in folders and archives were skipped.`,
    queued: 'Waiting',
    withheldTitle: 'Withheld.',
    /** Three lines with the title, so that cards stand still; the result says it in full. */
    withheld: {
      'unlike-training-data': {
        problem: 'Unlike the films the model learned from.',
        action: 'Check that it is a frontal chest film of a child.',
      },
      'film-inverted': { problem: 'The film seems to be inverted.', action: 'Invert it and read it again.' },
      'film-turned': { problem: 'The film seems to lie turned.', action: 'Turn it and read it again.' },
      'dicom-adult': {
        problem: 'By its file, of an adult; the model learned from children.',
        action: 'Use another tool.',
      },
      'dicom-lateral': { problem: 'By its file, a lateral view.', action: 'Add the frontal view.' },
      'dicom-not-frontal': { problem: 'By its file, neither AP nor PA.', action: 'Add the frontal view.' },
      'dicom-not-chest': { problem: 'By its file, not of the chest.', action: 'Add a chest radiograph.' },
      'dicom-other-modality': {
        problem: 'By its file, not from radiography.',
        action: 'Add a chest radiograph.',
      },
    } satisfies Record<WithholdingCode, CodeText>,
    revealed: 'Withheld',
    unread: 'Not read.',
    failed: 'Failed.',
    noCard: 'No numbers while the engine is locked.',
    retry: 'Retry',
    retryNamed: (name: string) => `Retry ${name}`,
  },
  film: {
    title: 'Film',
    alt: (index: number, name: string) => `Radiograph ${index + 1}: ${name}`,
    noPicture: 'There is no picture of this file.',
    waiting: 'The picture is still being made.',
    facts: (widthPx: number, heightPx: number, bitDepth: number, format: string) =>
      `${widthPx} × ${heightPx} px, ${bitDepth} bit ${format.toUpperCase()}`,
    size: (widthPx: number, heightPx: number) => `${widthPx} × ${heightPx} px`,
  },
  viewer: {
    title: 'Film viewer',
    comparedTitle: 'Compared film viewer',
    chooseOther: 'Choose another film from the worklist to compare it with this one.',
    comparedWith: (name: string) => `Compared with ${name}`,
    hint: 'Arrow keys move an enlarged film, plus and minus zoom, question mark shows all keys.',
    center: 'Center',
    width: 'Width',
    tools: {
      title: 'Film tools',
      window: 'Left button sets the window',
      move: 'Left button moves the film',
      fit: 'Fit',
      actualSize: 'One to one',
      enlarge: 'Zoom in',
      reduce: 'Zoom out',
      invert: 'Invert',
      turnLeft: 'Turn left',
      turnRight: 'Turn right',
      mirror: 'Mirror',
      compare: 'Compare',
      reset: 'Reset',
    },
    pose: (quarterTurns: QuarterTurns, isMirrored: boolean, isInverted: boolean) => {
      const turn = ['', 'turned right by 90°', 'turned by 180°', 'turned left by 90°'][quarterTurns];
      const what = [turn, isMirrored ? 'mirrored' : '', isInverted ? 'inverted' : ''].filter(
        (part) => part !== '',
      );
      return `Shown ${what.join(', ')}; the result is of the film as it was read.`;
    },
    zoom: (scale: number) => `${Math.round(100 * scale)} %`,
    loading: 'Preview; the full depth is being decoded…',
    previewOnly: 'Preview only, without a window.',
    tryAgain: 'Try again',
    scaleBar: (lengthMm: number, { plane, magnification }: PixelSpacing) => {
      const length = formatLength(lengthMm);
      if (plane === 'patient') return `${length}, corrected for magnification by the file`;
      if (magnification === null) return `${length} on the detector; less in the patient`;
      return `${length} on the detector; about ${formatLength(lengthMm / magnification)} in the patient (magnification ${magnification} by the file)`;
    },
    sheet: {
      open: 'All keys',
      title: 'Keys',
      groups: [
        {
          title: 'Film (while the focus is on it or its tools)',
          keys: [
            ['+ −', 'Zoom'],
            ['F', 'Fit'],
            ['1', 'One to one'],
            ['← → ↑ ↓', 'Move an enlarged film'],
            ['Shift + ← →', 'Window width'],
            ['Shift + ↑ ↓', 'Window center'],
            ['I', 'Invert'],
            ['R, L', 'Turn right, turn left'],
            ['M', 'Mirror'],
            ['0', 'Reset'],
            ['W, P', 'Left button sets the window, moves the film'],
            ['H', 'Heatmap'],
            ['C', 'Compare this film with another'],
            ['Page Up, Page Down', 'Film before, film after'],
            ['?', 'This sheet'],
          ],
        },
        {
          title: 'Mouse and fingers',
          keys: [
            ['Left drag', 'Window: right widens, down darkens'],
            ['Wheel', 'Zoom to the cursor'],
            ['Middle or right drag', 'Move; also with Space held and the left button'],
            ['Double click', 'Fit'],
            ['Two fingers', 'Zoom and move'],
          ],
        },
        {
          title: 'Worklist',
          keys: [
            ['↑ ↓ Home End', 'Move along the list'],
            ['Enter', 'Open the film'],
          ],
        },
      ],
    },
  },
  heatmap: {
    wipe: (share: number) => `Wipe ${Math.round(100 * share)} %`,
    show: 'Show heatmap',
    title: 'Heatmap',
    warning: 'Influence on the score, not a lesion.',
    source: 'Show',
    sources: { activation: 'Activation map', occlusion: 'Occlusion check' },
    influenceFor: 'Influence for',
    opacity: (opacity: number) => `Opacity ${Math.round(100 * opacity)} %`,
    dark: (className: ClassName) => `Black: none, or against ${className}.`,
    unit: {
      activation: (className: ClassName) => `Logit for ${className} per 1 % of the film`,
      occlusion: (className: ClassName) => `Logit for ${className} lost with a patch`,
    },
    orMore: (value: number) => `${formatShort(value)} or more`,
    cells: (columns: number, rows: number) =>
      `No finer than ${columns} × ${rows} cells, drawn smooth; the occlusion check tells more surely what the score hangs on.`,
    sum: (className: ClassName, sum: number, constant: number, logit: number) =>
      `The map adds up to ${formatLogit(sum)}; with the model's constant of ${formatLogit(constant)} that is the logit for ${className}, ${formatLogit(logit)}.`,
    patches: ({ sidePx, patchPx, stridePx }: OcclusionPlan) =>
      `Patches of ${patchPx} × ${patchPx} px, every ${stridePx} px, greyed in the ${sidePx} × ${sidePx} px that the model reads; each place shows the mean of the patches over it. They do not add up to the logit.`,
    progress: (done: number, total: number) =>
      total === 0 ? 'Reading the film again…' : `Greying patches: ${done} of ${total}`,
    stop: 'Stop the check',
    running: 'The occlusion check runs.',
    finished: 'The occlusion check is shown.',
    failed: 'The check failed; the result stands.',
    alt: (className: ClassName, source: HeatSource, peak: Peak | null) => {
      const what = `${source === 'activation' ? 'Activation map' : 'Occlusion check'} for ${className}`;
      if (peak === null) return `${what}: dark all over.`;
      const { row, column, value } = peak;
      const place = row === 'middle' && column === 'middle' ? 'in the middle' : `${row} ${column}`;
      const unit = source === 'activation' ? 'logit per 1 % of the film' : 'logit';
      return `${what}: strongest ${place} of the picture, ${formatDecimal(value, 2)} ${unit}.`;
    },
  },
  steps: {
    title: 'Films',
    place: (place: number, total: number) => `${formatCount(place)} of ${formatCount(total)}`,
    previous: 'Previous film',
    next: 'Next film',
    list: 'Worklist',
  },
  result: {
    title: 'Result',
    none: 'The result of the first film appears here.',
    /** Both figures with their percent signs; the split is for a prior of one half each. */
    sentence: (pneumonia: string, normal: string) =>
      `This image is ${pneumonia} pneumonia and ${normal} normal.`,
    /** What a finding means, beside its word, where there is an indeterminate zone. */
    meaning: {
      normal: 'Below the indeterminate zone.',
      indeterminate: 'In the zone where the model declines to call it.',
      pneumonia: 'Above the indeterminate zone.',
    } satisfies Record<Finding, string>,
    /** And where there is none. */
    meaningWithoutZone: {
      normal: 'Below the decision threshold.',
      pneumonia: 'At the decision threshold or above.',
    },
    pneumonia: 'Pneumonia',
    normal: 'Normal',
    chart: (pneumonia: string, normal: string, threshold: number) =>
      `Bar from 0 to 100 %: pneumonia ${pneumonia} %, normal ${normal} %; decision threshold at ${formatThresholdPercent(threshold)} %.`,
    threshold: (threshold: number) => `threshold ${formatThresholdPercent(threshold)} %`,
    zone: (lower: string, upper: string) => `Indeterminate zone: ${lower} to ${upper} % pneumonia`,
    prior: 'For a prior of one half: both equally common.',
    queued: 'Waiting for its turn',
    waitingForEngine: 'Waiting for the engine',
    checks: 'Checks',
    isFamiliar: 'Like the films the model was trained on',
    isUnfamiliar: 'Unlike the films the model was trained on',
    noWarnings: 'Image read in full, nothing unusual',
    details: 'Details',
    familiarity: 'Familiarity',
    familiarityNote: (familiarity: string) => `${familiarity} (withheld below 1)`,
    engine: 'Engine',
    time: 'Time',
    film: 'Film',
    model: 'Model',
    withheldTitle: 'Result withheld',
    /** What being withheld means for films of another hospital; the button to the reader's own set follows. */
    elsewhere:
      'Withheld is not a finding: how well the model does on films like this one was never measured. Films from another hospital or device are often withheld for that alone. Your own films with known labels show how well it does there.',
    reveal: 'Show the score anyway',
    conceal: 'Hide the score again',
    reread: ({ quarterTurns, isInverted }: Correction) => {
      const turn = ['', 'Turn right by 90°', 'Turn by 180°', 'Turn left by 90°'][quarterTurns];
      const steps = [turn, isInverted ? 'invert' : ''].filter((step) => step !== '').join(' and ');
      return `${steps[0].toUpperCase()}${steps.slice(1)}, and read again`;
    },
    rereadAsStored: 'Read it as it is in the file',
    rejectedTitle: 'Not read',
    frame: (frames: number) => `Frame, 1 to ${formatCount(frames)}`,
    addFrame: 'Add one frame',
    failedTitle: 'Failed',
    failedStage: (stage: string) => `Stopped at: ${stage.toLowerCase()}.`,
    notice: 'Research use only, not a medical device.',
  },
  counts: {
    /** All three out of 100. */
    plain: (value: number, lower: number, upper: number) =>
      `Of 100 radiographs scored like this one, ${value} ${value === 1 ? 'was' : 'were'} labelled pneumonia (95\u00a0% interval ${lower} to ${upper}).`,
    wide: (value: number, lower: number, upper: number) =>
      `Of 100 radiographs scored like this one, between ${lower} and ${upper} were labelled pneumonia (95\u00a0% interval; the films counted give ${value}).`,
    source: (images: number, range: string) =>
      `Counted on ${formatCount(images)} held-out films of ${range}\u00a0% pneumonia; like the split, for a prior of one half: both equally common.`,
    few: 'Few held-out films scored like this: go by the interval.',
    unlike: 'No counts here: the held-out films that they come from are not like this one.',
    caption:
      'Of 100 radiographs scored alike, how many were labelled pneumonia: counted on the locked tenth, for a prior of one half each, with the 95 % interval.',
    range: 'Score',
    share: 'Labelled pneumonia, of 100',
    films: 'Films counted (normal, pneumonia)',
    rangeOf: (range: string) => `${range} % pneumonia`,
    shareOf: (value: number, lower: number, upper: number) => `${value} (${lower} to ${upper})`,
    filmsOf: (normal: number, pneumonia: number) =>
      `${formatCount(normal + pneumonia)} (${formatCount(normal)}, ${formatCount(pneumonia)})`,
  },
  threshold: {
    label: 'Decision threshold',
    exact: (label: string) => `${label}, exact value`,
    note: 'Share of pneumonia at which a film is called. The indeterminate zone moves along.',
    reset: 'Back to 0.50',
    moved: (threshold: number) => `at a threshold of ${formatDecimal(threshold, 2)}`,
    movedBadge: (threshold: number) => `at ${formatDecimal(threshold, 2)}`,
  },
  charts: CHART_STRINGS,
  operatingPoint: POINT_STRINGS,
  ownRead: READ_STRINGS,
  ownSet: OWN_SET_STRINGS,
  exporting: {
    title: 'Export',
    button: 'Export CSV',
    names: 'Include file names',
    withheld: 'Include withheld scores',
    more: 'More exports',
    notice: 'Research use only, not for diagnosis: every file says so.',
    include: 'Include',
    withNames: 'File names',
    withWithheld: 'Withheld scores',
    withIdentity: 'Patient and identifiers of DICOM films',
    identityNote: 'In FHIR and DICOM, read from the film’s file for the export alone.',
    all: 'All films',
    one: 'The film on screen',
    json: { button: 'JSON', about: 'Every result with its heatmap, in full precision.' },
    fhir: { button: 'FHIR R4', about: 'A preliminary diagnostic report for each film with a result.' },
    report: { button: 'DICOM SR', about: 'A measurement report (TID 1500), partial and unverified.' },
    capture: {
      button: 'DICOM heatmap',
      about: 'Film and heatmap as one picture, with its scale and notices.',
    },
    print: { button: 'Print or PDF', about: 'One page, with the heatmap if it is shown.' },
    noResult: 'There is no result of this film to export.',
    noHeatmap: 'The heatmap of a withheld result needs “Withheld scores”.',
    making: 'Making the file…',
    reading: (done: number, total: number) =>
      `Reading files again: ${formatCount(done)} of ${formatCount(total)}`,
    saved: (name: string) => `Saved: ${name}`,
    failed: 'The export failed; nothing was saved.',
    /** While own reads come first: results that a reader has not read yet. */
    concealed: (count: number) =>
      `${formatCount(count)} ${count === 1 ? 'result that waits for your own read is' : 'results that wait for your own read are'} included.`,
    place: (index: number) => `Film ${index} of the list (from 0)`,
    model: (version: string, hash: string) => `model ${version} (${hash})`,
  },
  print: {
    title: 'Lungfield',
    film: 'Film',
    heatmap: 'Film and heatmap',
    file: 'File',
    indexLabel: 'Place in the list, from 0',
    made: 'Printed',
    correction: 'Before it was read',
    corrected: ({ quarterTurns, isInverted }: Correction) =>
      [quarterTurns === 0 ? '' : `turned right by ${90 * quarterTurns}°`, isInverted ? 'inverted' : '']
        .filter((step) => step !== '')
        .join(' and '),
    modelHash: 'Model SHA-256',
    app: 'Application',
    thresholdLabel: 'Decision threshold',
    thresholdOf: (threshold: number) => `${formatThresholdPercent(threshold)} % pneumonia`,
    included: 'Withheld, and included on request.',
  },
  footer: { privacy: 'Nothing leaves this computer.' },
  dialog: { close: 'Close' },
  locked: {
    title: 'The engine is locked',
    calm: 'No score is shown, because none could be trusted. Nothing was sent anywhere.',
  },
  about: {
    title: 'About this model',
    loading: 'The model is still loading.',
    unavailable: 'No model could be loaded.',
    intendedUse: 'Intended use',
    limits: 'Limits',
    performance: 'Measured performance',
    performanceNote: 'Values with their 95 % intervals.',
    outOfFold: 'Out of fold',
    lockedTenth: 'Locked tenth',
    measure: 'Measure',
    images: 'Images (normal, pneumonia)',
    patients: 'Patients',
    threshold: 'Threshold',
    auroc: 'AUROC',
    sensitivity: 'Sensitivity',
    specificity: 'Specificity',
    accuracy: 'Accuracy',
    balancedAccuracy: 'Balanced accuracy',
    auprc: 'AUPRC',
    brier: 'Brier score',
    ece: 'Expected calibration error',
    data: 'Training data',
    dataImages: (images: number, patients: number) =>
      `${formatCount(images)} images of ${formatCount(patients)} patients`,
    howToRead: 'How scores become findings',
    calibration: (images: number) =>
      `Scores are calibrated on ${formatCount(images)} held-out images, for a prior of one half each.`,
    zone: (lower: string, upper: string, coverage: string, images: number) =>
      `From ${lower} to ${upper} % pneumonia the model declines to call the image. The zone is cut so that ${coverage} % of each class keep clear of the other class's call, on ${formatCount(images)} held-out images; it moves with the decision threshold.`,
    noZone:
      'There is no indeterminate zone: at the decision threshold or above an image is called pneumonia.',
    domain: (percent: string, images: number) =>
      `A result is withheld where the image is unlike the training films; ${percent} % of ${formatCount(images)} held-out films lay within the cut-off. What is further off still, no frontal chest radiograph, is not read at all.`,
    identity: 'Identity',
    version: 'Version',
    parameters: 'Parameters',
    weights: 'Weights',
    modelHash: 'Model SHA-256',
    dataHash: 'Data SHA-256',
    licence: 'Licence',
    cite: 'How to cite',
    citeModel: 'The model',
    citeData: 'The data',
    plots: 'Plots of the locked tenth',
    speed: (times: string) => `Measured on this device, for one radiograph: ${times}`,
    drift: (images: number, drift: string, flips: number) =>
      `Export changed the raw score by at most ${drift} and ${flips} labels, on ${formatCount(images)} images the weights never saw.`,
  },
} as const;

/** The shape of a text: a string, or a function of the same parameters. */
type TextsOf<T> = T extends (...parameters: infer P) => string
  ? (...parameters: P) => string
  : T extends string
    ? string
    : { readonly [K in keyof T]: TextsOf<T[K]> };

/** What a language has to give. */
export type Strings = TextsOf<typeof ENGLISH>;

/** The texts in use. They change as a whole, before the page is drawn anew (see `language.ts`): never keep a part of them. */
export const STRINGS: Strings = { ...ENGLISH };

/** Puts the texts of a language in use. */
export function putStrings(strings: Strings): void {
  Object.assign(STRINGS, strings);
}
