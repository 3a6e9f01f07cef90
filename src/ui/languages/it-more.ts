/**
 * Italian texts of the charts, the operating point, the own read, the own set, the exports and print: a part of `it.ts`.
 * The reader's own things are "propri": no sentence has to address anyone.
 */
import type { ClassName } from '../../model/spec.ts';
import { formatCount, formatDecimal, formatThresholdPercent } from '../format.ts';
import type { Strings } from '../strings.ts';

const CLASS_WORDS = { normal: 'normale', pneumonia: 'polmonite' } satisfies Record<ClassName, string>;

const films = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'radiografia' : 'radiografie'}`;

/** A participle that agrees with so many films. */
const agree = (count: number, stem: string): string => `${stem}${count === 1 ? 'a' : 'e'}`;

/** By section. */
export const MORE = {
  charts: {
    asTable: 'Come tabella',
    intervals: 'Con intervalli al 95 %.',
    threshold: 'Soglia',
    sensitivity: 'Sensibilità',
    specificity: 'Specificità',
    roc: 'Curva ROC',
    falseCalls: 'Radiografie normali classificate come polmonite, %',
    hits: 'Sensibilità, %',
    rocAlternative: (threshold, sensitivity, specificity) =>
      `Curva ROC; con soglia ${formatDecimal(threshold, 2)} la sensibilità è ${sensitivity} e la specificità ${specificity}.`,
    enlarge: 'Ingrandisci l’angolo in alto a sinistra',
    rocNote: (threshold) =>
      `Banda grigia: intervallo al 95 % della sensibilità (Wilson) in ogni punto. Punto e croce: una soglia di ${formatDecimal(threshold, 2)} con entrambi gli intervalli. Tratteggio: il caso.`,
    labelledPneumonia: 'Etichettate come polmonite',
    labelledNormal: 'Etichettate come normali',
    calledPneumonia: 'Classificate come polmonite',
    calledNormal: 'Classificate come normali',
    sum: 'Somma',
    confusion: (threshold) => `Matrice di confusione con soglia ${formatDecimal(threshold, 2)}`,
  },
  operatingPoint: {
    button: 'Punto operativo',
    title: 'Punto operativo: che cosa comporta la soglia di decisione',
    measured: (images, normal, pneumonia) =>
      `Misurato sul decimo bloccato: ${films(images)} dell’ospedale da cui il modello ha imparato, ${formatCount(normal)} normali e ${formatCount(pneumonia)} con polmonite. Gli intervalli al 95 % considerano indipendenti le radiografie (Wilson).`,
    auroc: (text) => `AUROC ${text}, intervallo al 95 % con bootstrap sui pazienti.`,
    exact: 'Conteggio esattamente a questa soglia.',
    between: (asked, at, count) =>
      `Conteggio a ${at}, la soglia successiva riportata nella scheda; a ${formatDecimal(asked, 2)} fino a ${count} ${count === 1 ? 'radiografia in più è classificata' : 'radiografie in più sono classificate'} come polmonite.`,
    rates: 'A questa soglia, con intervalli al 95 %',
    sensitivity: 'Sensibilità',
    specificity: 'Specificità',
    positive: 'VPP: classificata come polmonite, e lo è',
    negative: 'VPN: classificata come normale, e lo è',
    noCall: 'Nessuna radiografia è classificata così.',
    of: (part, whole) => `${formatCount(part)} su ${formatCount(whole)}`,
    atPrevalence: (percent) => `con prevalenza del ${percent} %`,
    prevalence: 'Prevalenza, %',
    prevalenceNote:
      'Quota di polmonite tra le radiografie che si leggono. I punteggi sono calibrati per il 50 %; i valori predittivi seguono il valore impostato, i punteggi no.',
    prevalenceReset: 'Riporta al 50 %',
    rowsNote:
      'Con intervalli al 95 %; ogni riga è contata alla soglia successiva riportata nella scheda, a poche radiografie da quella indicata.',
    zone: 'Una radiografia nella zona indeterminata è contata qui dal lato della soglia in cui si trova.',
    reliability: 'Diagramma di affidabilità',
    reliabilityAlternative: (holding, bins) =>
      `Diagramma di affidabilità: in ${holding} di ${bins} gruppi di radiografie con punteggio simile, il punteggio medio è entro l’intervallo al 95 % della quota etichettata come polmonite.`,
    reliabilityNote: (images) =>
      `${films(images)} del decimo bloccato in gruppi di uguale peso, con peso di un mezzo per classe; le barre sono intervalli al 95 %. Sulla linea tratteggiata i punteggi valgono ciò che dicono. La calibrazione è stata adattata sulle stesse radiografie: questo mostra l’adattamento, non una prova.`,
    reliabilityTable: 'Gruppi come tabella',
    meanScore: 'Punteggio medio, % di polmonite',
    labelled: 'Etichettate come polmonite, %',
    films: 'Radiografie (normali, polmonite)',
    filmsOf: (normal, pneumonia) =>
      `${formatCount(normal + pneumonia)} (${formatCount(normal)}, ${formatCount(pneumonia)})`,
  },
  ownRead: {
    switch: 'Prima la propria lettura',
    switchHint: 'Nasconde ogni risultato finché la propria lettura non è registrata',
    promptTitle: 'Prima la propria lettura',
    prompt:
      'La radiografia è stata letta. Che cosa si vede? Il risultato appare quando la propria lettura è registrata; questa resta com’è.',
    normal: 'Normale',
    pneumonia: 'Polmonite',
    keys: 'Tasti: N per normale, P per polmonite.',
    card: 'Prima la propria lettura',
    badge: (className) => `Lettore: ${CLASS_WORDS[className]}`,
    note: (read, call, threshold) =>
      `Propria lettura: ${CLASS_WORDS[read]}. Classificazione del modello a ${formatDecimal(threshold, 2)}: ${CLASS_WORDS[call]}. ${read === call ? 'Concordano.' : 'Sono diverse.'}`,
    notOwn: 'Il risultato era già stato mostrato: questa lettura non è contata.',
    agreement: 'Concordanza',
    title: 'Concordanza delle proprie letture con il modello',
    none: 'Ancora nessuna lettura registrata. Attivare «Prima la propria lettura», poi leggere le radiografie.',
    shareTerm: 'Letture concordi',
    share: (agreeing, reads) => `${formatCount(agreeing)} su ${formatCount(reads)}`,
    kappaTerm: 'Kappa di Cohen',
    kappa: (value, lower, upper) => `${value} (da ${lower} a ${upper})`,
    kappaAlone: (value) => `${value}, senza intervallo`,
    noKappa: 'Non definito: entrambi classificano ogni radiografia allo stesso modo.',
    method:
      'Con intervalli al 95 %: di Wilson per la quota; per kappa quello asintotico di Fleiss, Cohen ed Everitt (Psychological Bulletin 1969, 72, 323). Concordanza non è accuratezza: entrambi possono sbagliare.',
    few: 'Con poche radiografie, o se tutte concordano, l’intervallo asintotico di kappa promette troppo o non esiste.',
    caption: (threshold) =>
      `Le proprie letture e le classificazioni del modello con soglia ${formatDecimal(threshold, 2)}; le radiografie nella zona indeterminata sono contate dal lato in cui si trovano`,
    youPneumonia: 'Lettore: polmonite',
    youNormal: 'Lettore: normale',
    modelPneumonia: 'Modello: polmonite',
    modelNormal: 'Modello: normale',
    sum: 'Somma',
    left: (reads) =>
      `${formatCount(reads)} ${reads === 1 ? 'lettura esclusa' : 'letture escluse'}: il risultato era già stato mostrato.`,
    memory: 'Le letture restano solo nella memoria di questa pagina e finiscono con essa.',
  },
  ownSet: {
    button: 'La propria raccolta',
    title: 'La propria raccolta: come va il modello sulle proprie radiografie',
    none: 'Nessuna radiografia della lista ha ancora un’etichetta.',
    how: [
      'Trascinare una cartella con le sottocartelle NORMAL e PNEUMONIA: la più vicina delle due sopra una radiografia è la sua etichetta.',
      'Oppure trascinare le radiografie con una tabella CSV che ha una colonna “file” e una colonna “label” (normal o pneumonia, 0 o 1).',
    ],
    why: 'Le etichette dovrebbero venire da lettori che non hanno visto la risposta del modello. Nulla lascia questo computer, nulla è conservato.',
    labelled: (normal, pneumonia) =>
      `${films(normal + pneumonia)} con un’etichetta: ${formatCount(normal)} normali, ${formatCount(pneumonia)} con polmonite.`,
    counted: (count) => `${films(count)} ${agree(count, 'contat')}.`,
    leftOut: {
      withheld: (count) => `${films(count)} ${agree(count, 'trattenut')}, ${agree(count, 'esclus')}.`,
      unread: (count) =>
        `${films(count)} ${agree(count, 'esclus')} finché la propria lettura non è registrata.`,
      rejected: (count) => `${films(count)} non ${agree(count, 'lett')}, ${agree(count, 'esclus')}.`,
      failed: (count) => `${films(count)} con lettura non riuscita, ${agree(count, 'esclus')}.`,
      unfinished: (count) => `${films(count)} ancora da leggere.`,
    },
    skippedRows: (count) =>
      `${formatCount(count)} ${count === 1 ? 'riga' : 'righe'} delle etichette non ${count === 1 ? 'utilizzabile' : 'utilizzabili'}: senza nome del file, o né normal né pneumonia.`,
    includeWithheld: 'Con le radiografie trattenute',
    withheldIncluded: (count) => `${films(count)} ${agree(count, 'trattenut')}, ${agree(count, 'contat')}.`,
    patients:
      'I pazienti non sono noti: ogni radiografia è considerata di un paziente diverso, perciò gli intervalli sono troppo stretti dove più radiografie sono dello stesso paziente.',
    figures: 'Valori con intervalli al 95 %',
    accuracy: 'Accuratezza',
    sensitivity: 'Sensibilità',
    specificity: 'Specificità',
    auroc: 'AUROC',
    noFilms: 'Nessuna radiografia di questo tipo.',
    oneClass: 'Servono radiografie di entrambe le classi.',
    waits: 'In attesa che tutte siano lette.',
    measuring: 'Calcolo in corso…',
    apart:
      'I punteggi separano del tutto le classi, perciò il bootstrap dà un intervallo di ampiezza nulla; con poche radiografie non è una certezza.',
    method:
      'Intervalli di Wilson; AUROC con bootstrap sulle radiografie. Una radiografia nella zona indeterminata è contata dal suo lato della soglia.',
    errors: (count) => (count === 0 ? 'Nessun errore' : `Errori: ${formatCount(count)}`),
    errorsNote: (shown, all) =>
      shown < all
        ? `I ${formatCount(shown)} più lontani dalla soglia; nei file ci sono tutti.`
        : 'Dal più lontano dalla soglia.',
    film: 'Radiografia',
    truth: 'Etichetta',
    score: 'Polmonite, %',
    classes: CLASS_WORDS,
    save: 'Salva questi valori',
    names: 'Con i nomi dei file',
    csv: 'Salva come CSV',
    json: 'Salva come JSON',
  },
  exporting: {
    title: 'Esporta',
    button: 'Esporta CSV',
    names: 'Includi i nomi dei file',
    withheld: 'Includi i punteggi trattenuti',
    more: 'Altre esportazioni',
    notice: 'Solo per uso di ricerca, non per la diagnosi: ogni file lo riporta.',
    include: 'Includi',
    withNames: 'Nomi dei file',
    withWithheld: 'Punteggi trattenuti',
    withIdentity: 'Paziente e identificativi delle radiografie DICOM',
    identityNote: 'In FHIR e DICOM, letti dal file della radiografia per la sola esportazione.',
    all: 'Tutte le radiografie',
    one: 'La radiografia sullo schermo',
    json: { button: 'JSON', about: 'Ogni risultato con la sua mappa di calore, a piena precisione.' },
    fhir: {
      button: 'FHIR R4',
      about: 'Un referto diagnostico preliminare per ogni radiografia con un risultato.',
    },
    report: { button: 'DICOM SR', about: 'Un rapporto di misura (TID 1500), parziale e non verificato.' },
    capture: {
      button: 'Mappa di calore DICOM',
      about: 'Radiografia e mappa di calore in un’unica immagine, con scala e avvertenze.',
    },
    print: { button: 'Stampa o PDF', about: 'Una pagina, con la mappa di calore se è mostrata.' },
    noResult: 'Non c’è alcun risultato di questa radiografia da esportare.',
    noHeatmap: 'La mappa di calore di un risultato trattenuto richiede «Punteggi trattenuti».',
    making: 'Preparazione del file…',
    reading: (done, total) => `Nuova lettura dei file: ${formatCount(done)} su ${formatCount(total)}`,
    saved: (name) => `Salvato: ${name}`,
    failed: 'L’esportazione non è riuscita; nulla è stato salvato.',
    concealed: (count) =>
      `${count === 1 ? 'È incluso 1 risultato che attende' : `Sono inclusi ${formatCount(count)} risultati che attendono`} la Sua lettura.`,
    place: (index) => `Radiografia ${index} della lista (da 0)`,
    model: (version, hash) => `modello ${version} (${hash})`,
  },
  print: {
    title: 'Lungfield',
    film: 'Radiografia',
    heatmap: 'Radiografia e mappa di calore',
    file: 'Nome del file',
    indexLabel: 'Posizione nella lista, da 0',
    made: 'Stampato il',
    correction: 'Prima della lettura',
    corrected: ({ quarterTurns, isInverted }) =>
      [quarterTurns === 0 ? '' : `ruotata di ${90 * quarterTurns}° a destra`, isInverted ? 'invertita' : '']
        .filter((step) => step !== '')
        .join(' e '),
    modelHash: 'SHA-256 del modello',
    app: 'Applicazione',
    thresholdLabel: 'Soglia di decisione',
    thresholdOf: (threshold) => `${formatThresholdPercent(threshold)} % di polmonite`,
    included: 'Trattenuto, e incluso su richiesta.',
  },
} satisfies Pick<Strings, 'charts' | 'operatingPoint' | 'ownRead' | 'ownSet' | 'exporting' | 'print'>;
