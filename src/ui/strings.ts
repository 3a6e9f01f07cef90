/**
 * Every text of the page that is not a code's (those are in study/codes.ts), in English, in one typed place, so that a
 * translation can take over without a search through components.
 * Wording: plain, clinical, short; no exclamation marks.
 */
import type { Finding } from '../model/assess.ts';
import type { OcclusionPlan } from '../model/occlusion.ts';
import type { Correction } from '../model/orientation.ts';
import type { ClassName } from '../model/spec.ts';
import type { Zone } from '../model/zone.ts';
import type { EngineName } from '../runtime/engine-name.ts';
import type { CodeText, WithholdingCode } from '../study/codes.ts';
import type { Stage } from '../study/study.ts';
import { formatCount, formatLogit, formatShares, formatThresholdPercent } from './format.ts';
import type { HeatSource, Peak } from './heat-scale.ts';

/** The sentence of a result: always two decimals; the split is for a prior of one half each. */
export function describeSplit(probabilityPneumonia: number): string {
  const shares = formatShares(probabilityPneumonia);
  return `This image is ${shares.pneumonia} % pneumonia and ${shares.normal} % normal.`;
}

/** Engines as readers call them. */
export const ENGINE_LABELS: Record<EngineName, string> = {
  webgl: 'WebGL',
  wasm: 'WebAssembly',
  cpu: 'CPU',
};

/** Findings as words. */
export const FINDING_LABELS: Record<Finding, string> = {
  normal: 'Normal',
  indeterminate: 'Indeterminate',
  pneumonia: 'Pneumonia',
};

/** What a finding means, beside its word; `zone` as it stands at the reader's threshold, its bounds beside the bar. */
export function describeFinding(finding: Finding, zone: Zone): string {
  if (zone.lower >= zone.upper) {
    return finding === 'pneumonia' ? 'At the decision threshold or above.' : 'Below the decision threshold.';
  }
  return {
    normal: 'Below the indeterminate zone.',
    indeterminate: 'In the zone where the model declines to call it.',
    pneumonia: 'Above the indeterminate zone.',
  }[finding];
}

/** What is being done to a study. */
export const STAGE_LABELS: Record<Stage, string> = {
  decoding: 'Decoding',
  checking: 'Checking the image',
  predicting: 'Reading the film',
};

/** Everything else, by place. */
export const STRINGS = {
  header: {
    name: 'Lungfield',
    notice: 'Research use only, not a medical device',
    chooseFiles: 'Choose files',
    about: 'About this model',
    lightTheme: 'Light theme',
    engineLoading: 'Engine loading',
    engineLocked: 'Engine locked',
    engineReady: (engine: EngineName) => `Engine: ${ENGINE_LABELS[engine]}`,
    offlineReady: 'Offline ready',
    offlineUnavailable: 'Not available offline',
    offlinePending: 'Preparing offline use',
    update: 'Update and reload',
    updateBlocked: 'Close the other tabs of this page first',
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
  },
  worklist: {
    title: 'Worklist',
    list: 'Films, in the order added',
    none: 'No films yet.',
    noneDone: 'no films yet',
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
    waiting: 'The picture comes as soon as the file is decoded.',
    facts: (widthPx: number, heightPx: number, bitDepth: number, format: string) =>
      `${widthPx} × ${heightPx} px, ${bitDepth} bit ${format.toUpperCase()}`,
    size: (widthPx: number, heightPx: number) => `${widthPx} × ${heightPx} px`,
  },
  heatmap: {
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
    orMore: (value: number) => `${value} or more`,
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
      return `${what}: strongest ${place} of the picture, ${value.toFixed(2)} ${unit}.`;
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
    failedStage: (stage: Stage) => `Stopped at: ${STAGE_LABELS[stage].toLowerCase()}.`,
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
    exact: 'Exact value',
    note: 'Share of pneumonia at which a film is called. The indeterminate zone moves along.',
    reset: 'Reset to 0.50',
  },
  exporting: {
    title: 'Export',
    button: 'Export CSV',
    names: 'Include file names',
    withheld: 'Include withheld scores',
    more: 'More exports',
    close: 'Close',
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
  locked: {
    title: 'The engine is locked',
    calm: 'No score is shown, because none could be trusted. Nothing was sent anywhere.',
  },
  about: {
    title: 'About this model',
    close: 'Close',
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
    confusion: 'Confusion matrix',
    confusionNote: (report: {
      truePositive: number;
      falsePositive: number;
      trueNegative: number;
      falseNegative: number;
    }) =>
      `${report.truePositive} true pneumonia, ${report.falsePositive} false pneumonia, ${report.trueNegative} true normal, ${report.falseNegative} false normal`,
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
    citation: 'Citation',
    drift: (images: number, drift: string, flips: number) =>
      `Export changed the raw score by at most ${drift} and ${flips} labels, on ${formatCount(images)} images the weights never saw.`,
  },
} as const;
