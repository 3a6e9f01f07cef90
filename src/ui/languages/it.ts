/**
 * Italian. Worklist entries are "file" (masculine), since not every file is a film; films are "radiografie". Buttons are
 * imperatives, as software has them; instructions are impersonal infinitives.
 */
import type { Finding } from '../../model/assess.ts';
import type { ClassName } from '../../model/spec.ts';
import {
  formatCount,
  formatDecimal,
  formatLength,
  formatLogit,
  formatShort,
  formatThresholdPercent,
} from '../format.ts';
import type { Catalogue } from '../language.ts';
import { CODES } from './it-codes.ts';
import { MORE } from './it-more.ts';

const FINDINGS = {
  normal: 'Normale',
  indeterminate: 'Indeterminato',
  pneumonia: 'Polmonite',
} satisfies Record<Finding, string>;

/** A class within a sentence. */
const nameClass = (className: ClassName): string => FINDINGS[className].toLowerCase();

const SOURCES = { activation: 'Mappa di attivazione', occlusion: 'Verifica per occlusione' };
const ROWS = { upper: 'in alto', middle: 'al centro', lower: 'in basso' };
const COLUMNS = { left: 'a sinistra', middle: 'al centro', right: 'a destra' };
const TURNS = ['', 'ruota di 90° a destra', 'ruota di 180°', 'ruota di 90° a sinistra'];

export default {
  strings: {
    engines: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'CPU' },
    findings: FINDINGS,
    stages: {
      decoding: 'Decodifica',
      checking: 'Controllo dell’immagine',
      predicting: 'Lettura della radiografia',
    },
    interval: (value, lower, upper) => `${value} (da ${lower} a ${upper})`,
    range: (lower, upper) => `da ${lower} a ${upper}`,
    remaining: {
      few: 'pochi secondi',
      seconds: (seconds) => `circa ${seconds} s`,
      minutes: (minutes) => `circa ${minutes} min`,
    },
    header: {
      name: 'Lungfield',
      notice: 'Solo per uso di ricerca, non è un dispositivo medico',
      chooseFiles: 'Scegli i file',
      about: 'Informazioni sul modello',
      lightTheme: 'Tema chiaro',
      language: 'Lingua',
      engineLoading: 'Caricamento del motore',
      engineLocked: 'Motore bloccato',
      engineReady: (engine) => `Motore: ${engine}`,
      offlineReady: 'Disponibile offline',
      offlineUnavailable: 'Non disponibile offline',
      offlineSingleFile: 'Un solo file, nessuna rete necessaria',
      offlinePending: 'Preparazione dell’uso offline',
      update: 'Aggiorna e ricarica',
      updateBlocked: 'Chiudere prima le altre schede di questa pagina',
      updateHeld: 'Ci sono radiografie aperte: salvare ciò che serve, ricaricare la pagina, poi aggiornare',
      rolledBack: (refused, used) =>
        `La versione ${refused} non si è avviata in questo browser; si usa la versione precedente, ${used}`,
      rollsBack: (refused, used) =>
        `Questa versione, ${refused}, non si è avviata in questo browser: ricaricare la pagina per usare la precedente, ${used}`,
    },
    intake: {
      dropNow: 'Rilasciare per aggiungere',
      chooseFolder: 'Scegli una cartella',
    },
    empty: {
      title: 'Trascinare radiografie del torace in un punto qualsiasi di questa pagina',
      purpose:
        'Mostra come una piccola rete neurale ripartisce una radiografia frontale del torace di un bambino da 1 a 5 anni tra normale e polmonite; le radiografie non lasciano mai questo computer.',
      formats:
        'DICOM, TIFF, PNG, JPEG, WebP, AVIF o BMP: uno o più file, una cartella o uno ZIP. Fare clic qui per sceglierli.',
    },
    samples: {
      offer: 'Prova un esempio sintetico',
      note: 'Generato da un programma a partire da un seme casuale. Nessun paziente.',
      badge: 'Sintetico',
      failed: 'Impossibile ottenere l’esempio.',
      labels: {
        normal: 'Polmoni liberi',
        pneumonia: 'Opacità nei polmoni',
        unlike: 'Un torace diverso dalle radiografie di addestramento',
        hand: 'Non un torace: una mano',
      },
    },
    worklist: {
      title: 'Lista di lavoro',
      list: 'Radiografie',
      none: 'Ancora nessuna radiografia.',
      noMatch: 'Nessuna radiografia corrisponde.',
      search: 'Cerca per nome del file',
      searchHint: 'Nome del file',
      filter: 'Mostra',
      filters: {
        all: (count) => `Tutti (${formatCount(count)})`,
        pneumonia: (count) => `Polmonite (${formatCount(count)})`,
        indeterminate: (count) => `Indeterminati (${formatCount(count)})`,
        normal: (count) => `Normali (${formatCount(count)})`,
        withheld: (count) => `Trattenuti (${formatCount(count)})`,
        rejected: (count) => `Non letti (${formatCount(count)})`,
        failed: (count) => `Non riusciti (${formatCount(count)})`,
        unfinished: (count) => `Da completare (${formatCount(count)})`,
      },
      order: 'Ordina',
      orders: {
        added: 'In ordine di aggiunta',
        name: 'Per nome',
        highest: 'Prima polmonite',
        lowest: 'Prima normale',
        outcome: 'Per esito',
      },
      distribution: {
        title: 'Distribuzione dei punteggi',
        none: 'Ancora nessun punteggio.',
        caption: (shown, total, low, high) =>
          `File con punteggio visibile: ${formatCount(shown)} su ${formatCount(total)}; ${formatCount(low)} sotto il 10 % di polmonite, ${formatCount(high)} al 90 % o oltre, ${formatCount(shown - low - high)} nel mezzo.`,
      },
      paused: 'in pausa',
      pause: 'Metti in pausa',
      resume: 'Continua',
      cancel: 'Annulla',
      retryFailed: (count) =>
        `Riprova ${formatCount(count)} ${count === 1 ? 'non riuscito' : 'non riusciti'}`,
      done: (done, total) => `${done} su ${total} ${done === 1 ? 'completato' : 'completati'}`,
      opening: 'apertura dei file…',
      left: (left) => `${formatCount(left)} ${left === 1 ? 'rimanente' : 'rimanenti'}`,
      skipped: (count) =>
        count === 1
          ? '1 file di sistema in una cartella o in un archivio è stato ignorato.'
          : `${formatCount(count)} file di sistema in cartelle e archivi sono stati ignorati.`,
      queued: 'In attesa',
      withheldTitle: 'Trattenuto.',
      withheld: {
        'unlike-training-data': {
          problem: 'Diversa dalle radiografie di addestramento.',
          action: 'Verificare che sia un torace frontale di bambino.',
        },
        'film-inverted': {
          problem: 'La radiografia sembra invertita.',
          action: 'Invertirla e rileggerla.',
        },
        'film-turned': { problem: 'La radiografia sembra ruotata.', action: 'Ruotarla e rileggerla.' },
        'dicom-adult': {
          problem: 'Secondo il file, di un adulto; il modello ha imparato dai bambini.',
          action: 'Usare un altro strumento.',
        },
        'dicom-lateral': {
          problem: 'Secondo il file, proiezione laterale.',
          action: 'Aggiungere la proiezione frontale.',
        },
        'dicom-not-frontal': {
          problem: 'Secondo il file, né AP né PA.',
          action: 'Aggiungere la proiezione frontale.',
        },
        'dicom-not-chest': {
          problem: 'Secondo il file, non è il torace.',
          action: 'Aggiungere una radiografia del torace.',
        },
        'dicom-other-modality': {
          problem: 'Secondo il file, non è una radiografia.',
          action: 'Aggiungere una radiografia del torace.',
        },
      },
      revealed: 'Trattenuto',
      unread: 'Non letto.',
      failed: 'Non riuscito.',
      noCard: 'Nessun valore finché il motore è bloccato.',
      retry: 'Riprova',
      retryNamed: (name) => `Riprova ${name}`,
    },
    film: {
      title: 'Radiografia',
      alt: (index, name) => `Radiografia ${index + 1}: ${name}`,
      noPicture: 'Non c’è alcuna immagine di questo file.',
      waiting: 'L’immagine è ancora in preparazione.',
      facts: (widthPx, heightPx, bitDepth, format) =>
        `${widthPx} × ${heightPx} px, ${bitDepth} bit, ${format.toUpperCase()}`,
      size: (widthPx, heightPx) => `${widthPx} × ${heightPx} px`,
    },
    viewer: {
      title: 'Visualizzatore della radiografia',
      comparedTitle: 'Visualizzatore della radiografia di confronto',
      chooseOther: 'Scegliere nella lista di lavoro un’altra radiografia da confrontare con questa.',
      comparedWith: (name) => `A confronto con ${name}`,
      hint: 'Le frecce spostano una radiografia ingrandita, più e meno cambiano lo zoom, il punto interrogativo mostra tutti i tasti.',
      center: 'Centro',
      width: 'Ampiezza',
      tools: {
        title: 'Strumenti della radiografia',
        window: 'Il pulsante sinistro regola la finestra',
        move: 'Il pulsante sinistro sposta la radiografia',
        fit: 'Adatta',
        actualSize: 'Pixel per pixel',
        enlarge: 'Ingrandisci',
        reduce: 'Riduci',
        invert: 'Inverti',
        turnLeft: 'Ruota a sinistra',
        turnRight: 'Ruota a destra',
        mirror: 'Specchia',
        compare: 'Confronta',
        reset: 'Ripristina',
      },
      pose: (quarterTurns, isMirrored, isInverted) => {
        const turn = ['', 'ruotata di 90° a destra', 'ruotata di 180°', 'ruotata di 90° a sinistra'][
          quarterTurns
        ];
        const what = [turn, isMirrored ? 'specchiata' : '', isInverted ? 'invertita' : ''].filter(
          (part) => part !== '',
        );
        return `Mostrata ${what.join(', ')}; il risultato riguarda la radiografia così come è stata letta.`;
      },
      zoom: (scale) => `${Math.round(100 * scale)} %`,
      loading: 'Anteprima; decodifica a profondità completa in corso…',
      previewOnly: 'Solo anteprima, senza finestra.',
      tryAgain: 'Riprova',
      scaleBar: (lengthMm, { plane, magnification }) => {
        const length = formatLength(lengthMm);
        if (plane === 'patient') return `${length}, con l’ingrandimento corretto secondo il file`;
        if (magnification === null) return `${length} sul rivelatore; meno nel paziente`;
        return `${length} sul rivelatore; circa ${formatLength(lengthMm / magnification)} nel paziente (ingrandimento ${formatShort(magnification)} secondo il file)`;
      },
      sheet: {
        open: 'Tutti i tasti',
        title: 'Tasti',
        groups: [
          {
            title: 'Radiografia (quando essa o i suoi strumenti hanno il focus)',
            keys: [
              ['+ −', 'Zoom'],
              ['F', 'Adatta'],
              ['1', 'Pixel per pixel'],
              ['← → ↑ ↓', 'Sposta una radiografia ingrandita'],
              ['Maiusc + ← →', 'Ampiezza della finestra'],
              ['Maiusc + ↑ ↓', 'Centro della finestra'],
              ['I', 'Inverti'],
              ['R, L', 'Ruota a destra, ruota a sinistra'],
              ['M', 'Specchia'],
              ['0', 'Ripristina'],
              ['W, P', 'Il pulsante sinistro regola la finestra, sposta la radiografia'],
              ['H', 'Mappa di calore'],
              ['C', 'Confronta questa radiografia con un’altra'],
              ['Pag su, Pag giù', 'Radiografia precedente, radiografia successiva'],
              ['?', 'Questa scheda'],
            ],
          },
          {
            title: 'Mouse e dita',
            keys: [
              ['Trascinamento col sinistro', 'Finestra: a destra si amplia, in basso scurisce'],
              ['Rotella', 'Zoom verso il cursore'],
              [
                'Trascinamento col centrale o col destro',
                'Sposta; anche con la barra spaziatrice premuta e il pulsante sinistro',
              ],
              ['Doppio clic', 'Adatta'],
              ['Due dita', 'Zoom e spostamento'],
            ],
          },
          {
            title: 'Lista di lavoro',
            keys: [
              ['↑ ↓ Home Fine', 'Scorri la lista'],
              ['Invio', 'Apri la radiografia'],
            ],
          },
        ],
      },
    },
    heatmap: {
      wipe: (share) => `Tendina ${Math.round(100 * share)} %`,
      show: 'Mostra mappa di calore',
      title: 'Mappa di calore',
      warning: 'Influenza sul punteggio, non una lesione.',
      source: 'Mostra',
      sources: SOURCES,
      influenceFor: 'Influenza a favore di',
      opacity: (opacity) => `Opacità ${Math.round(100 * opacity)} %`,
      dark: (className) => `Nero: nessuna, o contro la classe ${nameClass(className)}.`,
      unit: {
        activation: (className) => `Logit della classe ${nameClass(className)} per 1 % della radiografia`,
        occlusion: (className) => `Logit della classe ${nameClass(className)} perso con un riquadro`,
      },
      orMore: (value) => `${formatShort(value)} o più`,
      cells: (columns, rows) =>
        `Risoluzione massima di ${columns} × ${rows} celle, smussata nel disegno; la verifica per occlusione dice con più sicurezza da che cosa dipende il punteggio.`,
      sum: (className, sum, constant, logit) =>
        `La somma della mappa è ${formatLogit(sum)}; con la costante del modello, ${formatLogit(constant)}, dà il logit della classe ${nameClass(className)}, ${formatLogit(logit)}.`,
      patches: ({ sidePx, patchPx, stridePx }) =>
        `Riquadri di ${patchPx} × ${patchPx} px, ogni ${stridePx} px, coperti di grigio nei ${sidePx} × ${sidePx} px che il modello legge; ogni punto mostra la media dei riquadri che lo coprono. La loro somma non è il logit.`,
      progress: (done, total) =>
        total === 0 ? 'Nuova lettura della radiografia…' : `Riquadri coperti di grigio: ${done} su ${total}`,
      stop: 'Interrompi la verifica',
      running: 'La verifica per occlusione è in corso.',
      finished: 'La verifica per occlusione è mostrata.',
      failed: 'La verifica non è riuscita; il risultato resta valido.',
      alt: (className, source, peak) => {
        const what = `${SOURCES[source]}, classe ${nameClass(className)}`;
        if (peak === null) return `${what}: tutta scura.`;
        const { row, column, value } = peak;
        const place =
          row === 'middle' && column === 'middle' ? ROWS.middle : `${ROWS[row]} ${COLUMNS[column]}`;
        const unit = source === 'activation' ? 'di logit per 1 % della radiografia' : 'di logit';
        return `${what}: massimo ${place} nell’immagine, ${formatDecimal(value, 2)} ${unit}.`;
      },
    },
    steps: {
      title: 'Radiografie',
      place: (place, total) => `${formatCount(place)} su ${formatCount(total)}`,
      previous: 'Radiografia precedente',
      next: 'Radiografia successiva',
      list: 'Lista di lavoro',
    },
    result: {
      title: 'Risultato',
      none: 'Il risultato della prima radiografia appare qui.',
      sentence: (pneumonia, normal) => `Questa immagine è ${pneumonia} polmonite e ${normal} normale.`,
      meaning: {
        normal: 'Sotto la zona indeterminata.',
        indeterminate: 'Nella zona in cui il modello si astiene dal classificare.',
        pneumonia: 'Sopra la zona indeterminata.',
      },
      meaningWithoutZone: {
        normal: 'Sotto la soglia di decisione.',
        pneumonia: 'Alla soglia di decisione o sopra.',
      },
      pneumonia: FINDINGS.pneumonia,
      normal: FINDINGS.normal,
      chart: (pneumonia, normal, threshold) =>
        `Barra da 0 a 100 %: polmonite ${pneumonia} %, normale ${normal} %; soglia di decisione a ${formatThresholdPercent(threshold)} %.`,
      threshold: (threshold) => `soglia ${formatThresholdPercent(threshold)} %`,
      zone: (lower, upper) => `Zona indeterminata: polmonite da ${lower} a ${upper} %`,
      prior: 'Per una probabilità a priori di un mezzo: entrambe le classi ugualmente frequenti.',
      queued: 'In attesa del proprio turno',
      waitingForEngine: 'In attesa del motore',
      checks: 'Controlli',
      isFamiliar: 'Simile alle radiografie su cui il modello è stato addestrato',
      isUnfamiliar: 'Diversa dalle radiografie su cui il modello è stato addestrato',
      noWarnings: 'Immagine letta per intero, nulla di insolito',
      details: 'Dettagli',
      familiarity: 'Familiarità',
      familiarityNote: (familiarity) => `${familiarity} (sotto 1 è trattenuto)`,
      engine: 'Motore',
      time: 'Tempo',
      film: 'Radiografia',
      model: 'Modello',
      withheldTitle: 'Risultato trattenuto',
      elsewhere:
        'Trattenuto non è un reperto: quanto il modello valga su radiografie come questa non è mai stato misurato. Le radiografie di un altro ospedale o di un’altra apparecchiatura sono spesso trattenute solo per questo. Quanto vale lì lo mostrano le proprie radiografie con etichette note.',
      reveal: 'Mostra comunque il punteggio',
      conceal: 'Nascondi di nuovo il punteggio',
      reread: ({ quarterTurns, isInverted }) => {
        const steps = [TURNS[quarterTurns], isInverted ? 'inverti' : ''].filter((step) => step !== '');
        const text = `${steps.join(', ')} e rileggi`;
        return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
      },
      rereadAsStored: 'Leggila così com’è nel file',
      rejectedTitle: 'Non letto',
      frame: (frames) => `Fotogramma, da 1 a ${formatCount(frames)}`,
      addFrame: 'Aggiungi un fotogramma',
      failedTitle: 'Non riuscito',
      failedStage: (stage) => `Interrotto in questa fase: ${stage.toLowerCase()}.`,
      notice: 'Solo per uso di ricerca, non è un dispositivo medico.',
    },
    counts: {
      plain: (value, lower, upper) =>
        `Su 100 radiografie con un punteggio come questo, ${value} ${value === 1 ? 'era etichettata' : 'erano etichettate'} come polmonite (intervallo al 95\u00a0%: da ${lower} a ${upper}).`,
      wide: (value, lower, upper) =>
        `Su 100 radiografie con un punteggio come questo, tra ${lower} e ${upper} erano etichettate come polmonite (intervallo al 95\u00a0%; le radiografie contate danno ${value}).`,
      source: (images, range) =>
        `Conteggio su ${formatCount(images)} radiografie messe da parte, con polmonite ${range}\u00a0%; come la ripartizione, per una probabilità a priori di un mezzo: entrambe le classi ugualmente frequenti.`,
      few: 'Poche radiografie messe da parte hanno avuto un punteggio simile: fare riferimento all’intervallo.',
      unlike: 'Qui nessun conteggio: le radiografie messe da parte da cui deriva non sono come questa.',
      caption:
        'Su 100 radiografie con un punteggio simile, quante erano etichettate come polmonite: conteggio sul decimo bloccato, per una probabilità a priori di un mezzo per classe, con l’intervallo al 95 %.',
      range: 'Punteggio',
      share: 'Etichettate come polmonite, su 100',
      films: 'Radiografie contate (normali, polmonite)',
      rangeOf: (range) => `Polmonite ${range} %`,
      shareOf: (value, lower, upper) => `${value} (da ${lower} a ${upper})`,
      filmsOf: (normal, pneumonia) =>
        `${formatCount(normal + pneumonia)} (${formatCount(normal)}, ${formatCount(pneumonia)})`,
    },
    threshold: {
      label: 'Soglia di decisione',
      exact: (label) => `${label}, valore esatto`,
      note: 'Percentuale di polmonite a partire dalla quale una radiografia è classificata come polmonite. La zona indeterminata si sposta con essa.',
      reset: 'Riporta a 0,50',
      moved: (threshold) => `con soglia ${formatDecimal(threshold, 2)}`,
      movedBadge: (threshold) => `a ${formatDecimal(threshold, 2)}`,
    },
    ...MORE,
    footer: { privacy: 'Nulla lascia questo computer.' },
    dialog: { close: 'Chiudi' },
    locked: {
      title: 'Il motore è bloccato',
      calm: 'Nessun punteggio è mostrato, perché nessuno sarebbe affidabile. Non è stato inviato nulla.',
    },
    about: {
      title: 'Informazioni sul modello',
      loading: 'Il modello è ancora in caricamento.',
      unavailable: 'Non è stato possibile caricare alcun modello.',
      intendedUse: 'Uso previsto',
      limits: 'Limiti',
      performance: 'Prestazioni misurate',
      performanceNote: 'Valori con i loro intervalli al 95 %.',
      outOfFold: 'Validazione incrociata (fuori fold)',
      lockedTenth: 'Test (decimo bloccato)',
      measure: 'Misura',
      images: 'Immagini (normali, polmonite)',
      patients: 'Pazienti',
      threshold: 'Soglia',
      auroc: 'AUROC',
      sensitivity: 'Sensibilità',
      specificity: 'Specificità',
      accuracy: 'Accuratezza',
      balancedAccuracy: 'Accuratezza bilanciata',
      auprc: 'AUPRC',
      brier: 'Punteggio di Brier',
      ece: 'Errore di calibrazione atteso',
      data: 'Dati di addestramento',
      dataImages: (images, patients) =>
        `${formatCount(images)} immagini di ${formatCount(patients)} pazienti`,
      howToRead: 'Dal punteggio al reperto',
      calibration: (images) =>
        `I punteggi sono calibrati su ${formatCount(images)} immagini messe da parte, per una probabilità a priori di un mezzo per classe.`,
      zone: (lower, upper, coverage, images) =>
        `Con polmonite da ${lower} a ${upper} % il modello si astiene dal classificare l’immagine. La zona è delimitata in modo che il ${coverage} % di ogni classe non sia classificato nell’altra, su ${formatCount(images)} immagini messe da parte; si sposta con la soglia di decisione.`,
      noZone:
        'Non c’è alcuna zona indeterminata: alla soglia di decisione o sopra, un’immagine è classificata come polmonite.',
      domain: (percent, images) =>
        `Il risultato è trattenuto quando l’immagine è diversa dalle radiografie di addestramento; il ${percent} % delle ${formatCount(images)} radiografie messe da parte era entro il limite. Ciò che se ne discosta ancora di più, non essendo una radiografia frontale del torace, non viene letto affatto.`,
      identity: 'Identificazione',
      version: 'Versione',
      parameters: 'Parametri',
      weights: 'Pesi',
      modelHash: 'SHA-256 del modello',
      dataHash: 'SHA-256 dei dati',
      licence: 'Licenza',
      cite: 'Come citare',
      citeModel: 'Il modello',
      citeData: 'I dati',
      plots: 'Grafici del decimo bloccato',
      speed: (times) => `Misurato su questo dispositivo, per radiografia: ${times}`,
      drift: (images, drift, flips) =>
        `L’esportazione ha modificato il punteggio grezzo al massimo di ${drift} e ${flips} ${flips === 1 ? 'etichetta' : 'etichette'}, su ${formatCount(images)} immagini mai viste dai pesi.`,
    },
  },
  codes: CODES,
} satisfies Catalogue;
