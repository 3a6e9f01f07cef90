/**
 * Italian words of the codes. "File" is masculine, "immagine" feminine: actions agree with the subject of the problem.
 */
import type { CodeTexts } from '../code-texts.ts';

const SAVE_AS_PNG = 'Salvare l’immagine come PNG o JPEG, poi aggiungere quel file.';
const EXPORT_UNCOMPRESSED = 'Esportarlo senza compressione (Explicit VR Little Endian) o come PNG a 16 bit.';
const EXPORT_GREY = 'Esportare la radiografia in scala di grigi (MONOCHROME2).';
const SAVE_8_OR_16_BITS = 'Salvarla con 8 o 16 bit per pixel, poi aggiungere quel file.';
const ADD_AS_PNG = 'Aggiungere la radiografia stessa come PNG o JPEG.';
const UNPACK = 'Estrarre l’archivio, poi aggiungere la cartella o le immagini che contiene.';
const DISTRUST = 'Non fidarsi dell’archivio; richiedere le immagini stesse.';
const UPLOAD_BUILD = 'Chiedere a chi ospita questa pagina di caricarne tutti i file.';
const COMPARE = 'Confrontare la radiografia con l’originale.';
const TRUST_VIEW = 'Aggiungere la proiezione frontale; mostrare i valori solo se il file è sbagliato.';
const TRUST_CHEST = 'Aggiungere una radiografia del torace; mostrare i valori solo se il file è sbagliato.';

/** All of them, as `study/codes.ts` orders them. */
export const CODES = {
  rejections: {
    'empty-file': {
      problem: 'Il file è vuoto.',
      action: 'Copiarlo o esportarlo di nuovo dalla sua origine.',
    },
    'system-file': {
      problem: 'È un file del sistema operativo, non un’immagine.',
      action: 'Non serve fare nulla: escluderlo.',
    },
    'unknown-format': {
      problem: 'Il contenuto non è un formato di immagine noto.',
      action: 'Aggiungere una radiografia del torace in DICOM, PNG o JPEG.',
    },
    'format-dicomdir': {
      problem: 'È una directory DICOM: elenca immagini ma non ne contiene.',
      action: 'Aggiungere la cartella in cui si trova: le immagini sono nei file che elenca.',
    },
    'dicom-no-pixels': {
      problem: 'Questo file DICOM non contiene immagini (un referto, un documento o una sola intestazione).',
      action: 'Aggiungere il file della radiografia stessa.',
    },
    'dicom-too-few-pixels': {
      problem: 'Questo file DICOM contiene meno pixel di quanti ne dichiari.',
      action: 'Esportarlo di nuovo dalla sua origine.',
    },
    'dicom-multi-frame': {
      problem: 'Questo file DICOM contiene più immagini.',
      action: 'Scegliere il fotogramma desiderato; viene aggiunto alla lista come radiografia a sé.',
    },
    'dicom-colour': {
      problem: 'Questa immagine DICOM è salvata a colori, quindi non viene letta come radiografia.',
      action: EXPORT_GREY,
    },
    'dicom-palette': {
      problem:
        'Questa immagine DICOM è salvata con una tavolozza di colori, quindi non viene letta come radiografia.',
      action: EXPORT_GREY,
    },
    'dicom-bit-depth': {
      problem: 'Questa immagine DICOM non ha da 8 a 16 bit per pixel.',
      action: 'Esportarla di nuovo con 8 o 16 bit allocati.',
    },
    'dicom-jpeg-12-bit': {
      problem:
        'Questo file DICOM è compresso in JPEG a 12 bit (Extended, processi 2 e 4), che non viene letto.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-retired': {
      problem: 'Questo file DICOM è compresso con un tipo di JPEG ritirato, che non viene letto.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-point-transform': {
      problem:
        'Questo file DICOM è compresso in JPEG senza perdita privo dei bit meno significativi, che non viene letto.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg2000-multi': {
      problem: 'Questo file DICOM è compresso in JPEG 2000 parte 2 (multicomponente), che non viene letto.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpegxl': {
      problem: 'Questo file DICOM è compresso in JPEG XL, che non viene letto.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpip': {
      problem: 'Questo file DICOM rimanda ai suoi pixel su un server (JPIP) e non ne contiene.',
      action: 'Esportare l’immagine con i suoi pixel.',
    },
    'dicom-video': {
      problem: 'Questo file DICOM contiene un video (MPEG-2, H.264, HEVC o ST 2110), che non viene letto.',
      action: 'Salvare come PNG il solo fotogramma desiderato, poi aggiungere quel file.',
    },
    'dicom-syntax-unknown': {
      problem: 'Questo file DICOM è salvato in una sintassi di trasferimento qui sconosciuta.',
      action: EXPORT_UNCOMPRESSED,
    },
    'format-tiff': {
      problem:
        'Questa immagine TIFF è di un tipo che non viene letto (inchiostri, trasparenza, compressione insolita).',
      action: SAVE_AS_PNG,
    },
    'tiff-jpeg': {
      problem: 'I pixel di questa immagine TIFF sono compressi in JPEG, che qui non viene letto.',
      action: SAVE_AS_PNG,
    },
    'tiff-fax': {
      problem: 'Questa immagine TIFF è un fax (compressione CCITT, bianco e nero), che non viene letto.',
      action: 'Aggiungere la radiografia stessa in scala di grigi, come DICOM, PNG o JPEG.',
    },
    'tiff-palette': {
      problem:
        'Questa immagine TIFF è salvata con una tavolozza di colori, quindi non viene letta come radiografia.',
      action: 'Salvarla in scala di grigi come PNG o TIFF, poi aggiungere quel file.',
    },
    'tiff-float': {
      problem: 'Questa immagine TIFF contiene numeri in virgola mobile, senza un bianco e un nero convenuti.',
      action: SAVE_8_OR_16_BITS,
    },
    'tiff-bit-depth': {
      problem: 'Questa immagine TIFF non ha 8 o 16 bit per pixel.',
      action: SAVE_8_OR_16_BITS,
    },
    'format-webp': {
      problem: 'Questa immagine WebP è animata o trasparente; si leggono solo quelle fisse e opache.',
      action: SAVE_AS_PNG,
    },
    'format-bmp': {
      problem: 'Questa immagine BMP è di un tipo che non viene letto (compressione RLE, 16 o 32 bit, OS/2).',
      action: SAVE_AS_PNG,
    },
    'format-gif': { problem: 'È un’immagine GIF, che non viene letta.', action: SAVE_AS_PNG },
    'format-heic': {
      problem: 'È un’immagine HEIC (una foto del telefono), che non viene letta.',
      action: SAVE_AS_PNG,
    },
    'format-avif': {
      problem: 'Questa immagine AVIF è animata o trasparente; si leggono solo quelle fisse e opache.',
      action: SAVE_AS_PNG,
    },
    'avif-unsupported': { problem: 'Questo browser non può leggere immagini AVIF.', action: SAVE_AS_PNG },
    'pixels-withheld': {
      problem:
        'Così come è impostato, o come è stata aperta la pagina, questo browser non dà alla pagina i pixel di un’immagine simile.',
      action: 'Salvare l’immagine come PNG, poi aggiungere quel file.',
    },
    'format-jpeg2000': {
      problem: 'È un’immagine JPEG 2000, che non viene ancora letta.',
      action: SAVE_AS_PNG,
    },
    'format-jpegls': { problem: 'È un’immagine JPEG-LS, che non viene ancora letta.', action: SAVE_AS_PNG },
    'format-jpegxl': { problem: 'È un’immagine JPEG XL, che non viene letta.', action: SAVE_AS_PNG },
    'format-icon': { problem: 'È un’icona, non una radiografia.', action: 'Escluderla.' },
    'format-psd': { problem: 'È un documento Photoshop, che non viene letto.', action: SAVE_AS_PNG },
    'format-nifti': { problem: 'È un volume NIfTI, che non viene letto.', action: SAVE_AS_PNG },
    'format-document': {
      problem: 'È un documento d’ufficio o un archivio di miniature, non un’immagine.',
      action: ADD_AS_PNG,
    },
    'format-svg': { problem: 'È un disegno SVG, non una radiografia.', action: ADD_AS_PNG },
    'format-html': { problem: 'È una pagina web, non una radiografia.', action: ADD_AS_PNG },
    'format-pdf': {
      problem: 'È un documento PDF, che non viene letto.',
      action: 'Esportare come PNG o JPEG la radiografia che contiene, poi aggiungere quel file.',
    },
    'format-zip': {
      problem: 'È un archivio ZIP con un altro nome all’interno di un archivio, che non viene letto.',
      action: UNPACK,
    },
    'zip-damaged': {
      problem:
        'L’archivio ZIP, o questo file al suo interno, è danneggiato: la somma di controllo o le lunghezze sono errate.',
      action: 'Copiare o scaricare di nuovo l’archivio per intero.',
    },
    'zip-encrypted': { problem: 'È protetto da una password, che qui non viene chiesta.', action: UNPACK },
    'zip-compression': {
      problem: 'Questo file è compresso nel suo archivio ZIP in un modo che non viene letto.',
      action: UNPACK,
    },
    'zip-split': {
      problem: 'È una parte di un archivio ZIP suddiviso.',
      action: 'Estrarre insieme tutte le parti, poi aggiungere la cartella o le immagini che contengono.',
    },
    'zip-empty': { problem: 'L’archivio ZIP non contiene file.', action: 'Creare di nuovo l’archivio.' },
    'zip-nested': {
      problem: 'È un archivio ZIP in un archivio a sua volta in un archivio, che non viene letto.',
      action: 'Estrarre l’archivio esterno, poi aggiungerne il contenuto.',
    },
    'zip-unsafe-name': {
      problem: 'Il nome di questo file nel suo archivio ZIP punta fuori dall’archivio.',
      action: DISTRUST,
    },
    'zip-bomb': {
      problem: 'L’archivio ZIP dichiara molti più dati di quanti ne abbiano delle radiografie.',
      action: DISTRUST,
    },
    'format-archive': { problem: 'È un archivio compresso, che non viene letto.', action: UNPACK },
    'format-video': {
      problem: 'È un video, che non viene letto.',
      action: 'Salvare un fotogramma come PNG o JPEG, poi aggiungere quel file.',
    },
    'jpeg-lossless': {
      problem: 'È un JPEG senza perdita, che non viene ancora letto.',
      action: SAVE_AS_PNG,
    },
    'jpeg-arithmetic': {
      problem: 'Questo JPEG usa la codifica aritmetica, che i browser non possono leggere.',
      action: SAVE_AS_PNG,
    },
    'jpeg-hierarchical': {
      problem: 'Questo JPEG è gerarchico, un tipo che i browser non possono leggere.',
      action: SAVE_AS_PNG,
    },
    'jpeg-12-bit': {
      problem: 'Questo JPEG ha 12 bit per pixel, un tipo che i browser non possono leggere.',
      action: 'Salvarlo come PNG a 16 bit, poi aggiungere quel file.',
    },
    truncated: {
      problem: 'Il file finisce prima dell’immagine.',
      action: 'Copiarlo o scaricarlo di nuovo, per intero.',
    },
    corrupt: {
      problem: 'Il file è danneggiato.',
      action: 'Copiarlo o esportarlo di nuovo dalla sua origine.',
    },
    'labels-used': {
      problem:
        'Questa tabella non è un’immagine: le sue etichette sono state abbinate alle radiografie che nomina.',
      action: 'Aprire «La propria raccolta» per vedere come va il modello su di esse.',
    },
    'labels-no-columns': {
      problem: 'Questa tabella non ha una colonna di nomi dei file accanto a una di etichette.',
      action: 'Chiamarle “file” e “label”, con normal o pneumonia in ogni riga, poi aggiungerla di nuovo.',
    },
    'labels-no-names': {
      problem: 'Questa tabella ha etichette, ma nessuna colonna di nomi dei file.',
      action: 'Chiamare quella colonna “file”, poi aggiungere di nuovo la tabella.',
    },
    'labels-no-labels': {
      problem: 'Questa tabella nomina dei file, ma non si sa quale colonna contenga le loro etichette.',
      action:
        'Chiamare quella colonna “label”, con normal o pneumonia in ogni riga, poi aggiungere di nuovo la tabella.',
    },
    'labels-no-classes': {
      problem: 'Nessuna etichetta di questa tabella è normal o pneumonia (o 0 o 1).',
      action: 'Scrivere le etichette con queste parole, poi aggiungerla di nuovo.',
    },
    'labels-own-results': {
      problem:
        'Questa tabella è un’esportazione di questa pagina: i reperti sono del modello, non la verità.',
      action: 'Aggiungere una tabella con etichette date senza il modello.',
    },
    'too-small': {
      problem: 'L’immagine è troppo piccola per essere letta: il lato più corto è inferiore a 200 pixel.',
      action: 'Aggiungere la radiografia a dimensione piena.',
    },
    'too-large': {
      problem: 'L’immagine ha più di 64 megapixel, o il suo file più di 512 MB.',
      action: 'Salvarla a una dimensione minore, poi aggiungere quel file.',
    },
    'near-constant': {
      problem: 'L’immagine è quasi di un unico grigio.',
      action: 'Verificare che sia stata esportata con la finestra corretta, poi aggiungerla di nuovo.',
    },
    'colour-image': {
      problem: 'L’immagine è a colori, quindi non è una radiografia.',
      action: 'Aggiungere una radiografia del torace in scala di grigi.',
    },
    'not-a-chest-radiograph': {
      problem: 'L’immagine non sembra una radiografia frontale del torace, quindi non riceve alcun valore.',
      action: 'Aggiungere la radiografia frontale del torace stessa: diritta e a tutto campo.',
    },
    'not-a-chest-as-it-lies': {
      problem:
        'Così com’è, l’immagine non sembra una radiografia frontale del torace; potrebbe essere ruotata o invertita.',
      action: 'Rileggerla come proposto, o aggiungere la radiografia frontale del torace stessa.',
    },
  },
  failures: {
    cancelled: { problem: 'È stato annullato prima della lettura.', action: 'Riprovare.' },
    'engine-locked': {
      problem: 'Nessun motore di questo computer ha superato l’autoverifica, quindi non si calcola nulla.',
      action: 'Vedere l’avviso sul motore; ricaricare la pagina, poi riprovare.',
    },
    'engine-lost': {
      problem: 'Il processore grafico è andato perso durante il calcolo.',
      action: 'Riprovare.',
    },
    'not-a-number': {
      problem: 'Il motore ha restituito qualcosa che non è un numero.',
      action: 'Riprovare; se succede ancora, ricaricare la pagina con ?backend=wasm.',
    },
    'prediction-failed': { problem: 'Il calcolo non è riuscito.', action: 'Riprovare.' },
    'decode-failed': {
      problem: 'La decodifica non è riuscita per un motivo imprevisto.',
      action: 'Riprovare, o salvare l’immagine come PNG.',
    },
    'decode-timeout': {
      problem: 'La decodifica è durata troppo ed è stata interrotta.',
      action: 'Riprovare, o salvare l’immagine a una dimensione minore.',
    },
    'decoder-crashed': {
      problem: 'Il decodificatore si è arrestato, forse per mancanza di memoria.',
      action: 'Chiudere altre schede, poi riprovare.',
    },
    'file-not-readable': {
      problem: 'Il browser non ha potuto leggere il file: è stato spostato, modificato o non è permesso.',
      action: 'Aggiungere di nuovo il file.',
    },
  },
  warnings: {
    'canvas-noise': {
      problem: 'Questo browser altera i pixel letti da un canvas (una protezione contro il tracciamento).',
      action: 'Usare file PNG, letti con esattezza, o consentire l’accesso al canvas per questa pagina.',
    },
    'colour-tint': {
      problem: 'L’immagine è leggermente colorata; è stata letta solo la sua luminosità.',
      action: 'Se possibile, esportare la radiografia in scala di grigi.',
    },
    'low-contrast': {
      problem: 'L’immagine usa una piccola parte della sua scala di grigi.',
      action: 'Se possibile, esportarla con la sua finestra completa.',
    },
    saturated: {
      problem: 'Gran parte del centro dell’immagine è nero o bianco puro: lì il dettaglio è perso.',
      action: 'Se possibile, esportarla con una finestra più ampia o dal file originale.',
    },
    'wide-border': {
      problem: 'Più di un quarto dell’immagine è una cornice vuota, e il modello legge anche la cornice.',
      action: 'Ritagliare l’immagine sulla radiografia, poi aggiungere quel file.',
    },
    'burned-in-text': {
      problem: 'Del testo è impresso nei pixel dell’immagine; può identificare il paziente.',
      action:
        'Guardare l’immagine prima di condividerla, o di condividerne la mappa di calore o una schermata.',
    },
    'read-inverted': {
      problem: 'Il nero e il bianco sono stati scambiati prima della lettura, come richiesto.',
      action: COMPARE,
    },
    'read-turned': {
      problem: 'L’immagine è stata ruotata prima della lettura, come richiesto.',
      action: COMPARE,
    },
    'dicom-window-ignored': {
      problem:
        'La finestra di questo file DICOM non mostra nulla, quindi è stato usato l’intervallo dei suoi pixel.',
      action: 'Confrontare l’immagine con ciò che mostra il visualizzatore di origine.',
    },
    'tiff-first-page': {
      problem: 'Il file TIFF contiene più pagine; è stata letta solo la prima.',
      action: 'Salvare la pagina desiderata in un file a sé.',
    },
    'animated-first-frame': {
      problem: 'Il file contiene un’animazione; è stata letta solo la sua immagine fissa.',
      action: 'Salvare il fotogramma desiderato in un file a sé.',
    },
  },
  withholdings: {
    'unlike-training-data': {
      problem:
        'L’immagine è diversa dalle radiografie da cui il modello ha imparato, quindi la sua risposta può non significare nulla.',
      action:
        'Verificare che sia una radiografia frontale del torace di un bambino; mostrare i valori solo se lo è.',
    },
    'film-inverted': {
      problem:
        'La radiografia sembra invertita, aria bianca e osso nero, ammesso che sia una radiografia frontale del torace.',
      action: 'Invertirla e rileggerla; mostrare i valori solo se è giusta così com’è.',
    },
    'film-turned': {
      problem:
        'La radiografia sembra girata su un lato o capovolta, ammesso che sia una radiografia frontale del torace.',
      action: 'Raddrizzarla e rileggerla; mostrare i valori solo se è già diritta.',
    },
    'dicom-adult': {
      problem:
        'Secondo il file DICOM il paziente ha 18 anni o più; il modello ha imparato da bambini piccoli.',
      action: 'Usare uno strumento per adulti; mostrare i valori solo se l’età nel file è sbagliata.',
    },
    'dicom-lateral': {
      problem:
        'Secondo il file DICOM è una proiezione laterale; il modello ha imparato da proiezioni frontali.',
      action: TRUST_VIEW,
    },
    'dicom-not-frontal': {
      problem: 'Secondo il file DICOM non è una proiezione AP né PA.',
      action: TRUST_VIEW,
    },
    'dicom-not-chest': { problem: 'Secondo il file DICOM non è il torace.', action: TRUST_CHEST },
    'dicom-other-modality': {
      problem: 'Secondo il file DICOM l’immagine proviene da un’apparecchiatura diversa dalla radiografia.',
      action: TRUST_CHEST,
    },
  },
  locks: {
    'backend-unknown': {
      problem: 'L’indirizzo chiede un backend che non esiste.',
      action: 'Usare ?backend=webgpu, ?backend=webgl, ?backend=wasm o ?backend=cpu, o nessuno.',
    },
    'backend-unavailable': {
      problem: 'Il backend chiesto dall’indirizzo non può funzionare qui.',
      action: 'Aprire la pagina senza ?backend.',
    },
    'self-test-failed': {
      problem: 'Il motore non dà i numeri che deve dare.',
      action: 'Aprire la pagina in un altro browser, o aggiornare il driver grafico.',
    },
    'asset-missing': { problem: 'Sul server manca un file del modello.', action: UPLOAD_BUILD },
    'asset-is-html': {
      problem: 'Il server ha inviato una pagina web al posto di un file del modello.',
      action: UPLOAD_BUILD,
    },
    'asset-unreachable': {
      problem: 'Non è stato possibile ottenere un file del modello.',
      action: 'Controllare la connessione, poi ricaricare la pagina.',
    },
    'asset-corrupt': {
      problem: 'Un file del modello non è quello pubblicato.',
      action:
        'Ricaricare la pagina; se il problema resta, chiedere a chi la ospita di caricarne tutti i file.',
    },
    'card-invalid': {
      problem: 'La scheda del modello è malformata o non corrisponde al suo modello.',
      action: UPLOAD_BUILD,
    },
    'model-invalid': {
      problem: 'Il modello non può essere caricato o non ha la forma che deve avere.',
      action: UPLOAD_BUILD,
    },
  },
} satisfies CodeTexts;
