/**
 * French. Films are "clichés", as radiologists call them. A no-break space stands before a colon or a semicolon.
 * Withheld is "masqué", since "retenu" would mean chosen.
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
import { CODES } from './fr-codes.ts';
import { MORE } from './fr-more.ts';

const FINDINGS = {
  normal: 'Normal',
  indeterminate: 'Indéterminé',
  pneumonia: 'Pneumonie',
} satisfies Record<Finding, string>;

/** A class within a sentence. */
const nameClass = (className: ClassName): string => FINDINGS[className].toLowerCase();

/** Nought and one are singular. */
const pluralS = (count: number): string => (count < 2 ? '' : 's');

const SOURCES = { activation: 'Carte d’activation', occlusion: 'Contrôle par occlusion' };
const ROWS = { upper: 'en haut', middle: 'au milieu', lower: 'en bas' };
const COLUMNS = { left: 'à gauche', middle: 'au milieu', right: 'à droite' };
const TURNS = ['', 'tourner de 90° à droite', 'tourner de 180°', 'tourner de 90° à gauche'];

export default {
  strings: {
    engines: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'CPU' },
    findings: FINDINGS,
    stages: {
      decoding: 'Décodage',
      checking: 'Contrôle de l’image',
      predicting: 'Lecture du cliché',
    },
    interval: (value, lower, upper) => `${value} (${lower} à ${upper})`,
    range: (lower, upper) => `${lower} à ${upper}`,
    remaining: {
      few: 'quelques secondes',
      seconds: (seconds) => `environ ${seconds} s`,
      minutes: (minutes) => `environ ${minutes} min`,
    },
    header: {
      name: 'Lungfield',
      notice: 'Réservé à la recherche, n’est pas un dispositif médical',
      chooseFiles: 'Choisir des fichiers',
      about: 'À propos de ce modèle',
      lightTheme: 'Thème clair',
      language: 'Langue',
      engineLoading: 'Chargement du moteur',
      engineLocked: 'Moteur bloqué',
      engineReady: (engine) => `Moteur\u00a0: ${engine}`,
      offlineReady: 'Disponible hors ligne',
      offlineUnavailable: 'Non disponible hors ligne',
      offlineSingleFile: 'Un seul fichier, aucun réseau nécessaire',
      offlinePending: 'Préparation de l’usage hors ligne',
      update: 'Mettre à jour et recharger',
      updateBlocked: 'Fermez d’abord les autres onglets de cette page',
      updateHeld:
        'Des radiographies sont ouvertes : enregistrez ce qu’il vous faut, rechargez la page, puis mettez à jour',
      rolledBack: (refused, used) =>
        `La version ${refused} n’a pas démarré dans ce navigateur ; la version précédente, ${used}, est utilisée`,
      rollsBack: (refused, used) =>
        `Cette version, ${refused}, n’a pas démarré dans ce navigateur : rechargez la page pour utiliser la précédente, ${used}`,
    },
    intake: {
      dropNow: 'Déposez pour ajouter',
      chooseFolder: 'Choisir un dossier',
    },
    empty: {
      title: 'Déposez des radiographies thoraciques n’importe où sur cette page',
      purpose:
        'Montre comment un petit réseau de neurones répartit une radiographie thoracique de face d’un enfant de 1 à 5 ans entre normal et pneumonie\u00a0; les clichés ne quittent jamais cet ordinateur.',
      formats:
        'DICOM, TIFF, PNG, JPEG, WebP, AVIF ou BMP\u00a0: un ou plusieurs fichiers, un dossier ou un ZIP. Cliquez ici pour les choisir.',
    },
    samples: {
      offer: 'Essayer un exemple synthétique',
      note: 'Produit par un programme à partir d’une graine aléatoire. Aucun patient.',
      badge: 'Synthétique',
      failed: 'L’exemple n’a pas pu être chargé.',
      labels: {
        normal: 'Poumons clairs',
        pneumonia: 'Opacités dans les poumons',
        unlike: 'Un thorax différent des clichés d’entraînement',
        hand: 'Pas un thorax\u00a0: une main',
      },
    },
    worklist: {
      title: 'Liste de travail',
      list: 'Clichés',
      none: 'Aucun cliché pour l’instant.',
      noMatch: 'Aucun cliché ne correspond.',
      search: 'Rechercher par nom de fichier',
      searchHint: 'Nom de fichier',
      filter: 'Afficher',
      filters: {
        all: (count) => `Tous (${formatCount(count)})`,
        pneumonia: (count) => `Pneumonie (${formatCount(count)})`,
        indeterminate: (count) => `Indéterminés (${formatCount(count)})`,
        normal: (count) => `Normaux (${formatCount(count)})`,
        withheld: (count) => `Masqués (${formatCount(count)})`,
        rejected: (count) => `Non lus (${formatCount(count)})`,
        failed: (count) => `En échec (${formatCount(count)})`,
        unfinished: (count) => `À traiter (${formatCount(count)})`,
      },
      order: 'Trier',
      orders: {
        added: 'Ordre d’ajout',
        name: 'Par nom',
        highest: 'Pneumonie d’abord',
        lowest: 'Normal d’abord',
        outcome: 'Par résultat',
      },
      distribution: {
        title: 'Distribution des scores',
        none: 'Aucun score pour l’instant.',
        caption: (shown, total, low, high) =>
          `Fichiers dont le score est affiché\u00a0: ${formatCount(shown)} sur ${formatCount(total)}, dont ${formatCount(low)} au-dessous de 10 % de pneumonie, ${formatCount(high)} à 90 % ou plus, ${formatCount(shown - low - high)} entre les deux.`,
      },
      paused: 'en pause',
      pause: 'Pause',
      resume: 'Reprendre',
      cancel: 'Annuler',
      retryFailed: (count) => `Relancer ${formatCount(count)} échec${pluralS(count)}`,
      done: (done, total) => `${done} sur ${total} traité${pluralS(done)}`,
      opening: 'ouverture des fichiers…',
      left: (left) => `${formatCount(left)} restant${pluralS(left)}`,
      skipped: (count) =>
        count === 1
          ? '1 fichier système a été ignoré dans un dossier ou une archive.'
          : `${formatCount(count)} fichiers système ont été ignorés dans des dossiers et des archives.`,
      queued: 'En attente',
      withheldTitle: 'Masqué.',
      withheld: {
        'unlike-training-data': {
          problem: 'Différent des clichés de l’apprentissage.',
          action: 'Vérifiez que c’est un thorax de face d’enfant.',
        },
        'film-inverted': {
          problem: 'Le cliché semble inversé.',
          action: 'Inversez-le et relisez-le.',
        },
        'film-turned': { problem: 'Le cliché semble tourné.', action: 'Tournez-le et relisez-le.' },
        'dicom-adult': {
          problem: 'D’un adulte selon le fichier, or le modèle a appris sur des enfants.',
          action: 'Utilisez un autre outil.',
        },
        'dicom-lateral': {
          problem: 'Selon le fichier, incidence de profil.',
          action: 'Ajoutez l’incidence de face.',
        },
        'dicom-not-frontal': {
          problem: 'Selon le fichier, ni AP ni PA.',
          action: 'Ajoutez l’incidence de face.',
        },
        'dicom-not-chest': {
          problem: 'Selon le fichier, pas un thorax.',
          action: 'Ajoutez une radiographie thoracique.',
        },
        'dicom-other-modality': {
          problem: 'Selon le fichier, pas une radiographie.',
          action: 'Ajoutez une radiographie thoracique.',
        },
      },
      revealed: 'Masqué par défaut',
      unread: 'Non lu.',
      failed: 'Échec.',
      noCard: 'Aucun chiffre tant que le moteur est bloqué.',
      retry: 'Relancer',
      retryNamed: (name) => `Relancer ${name}`,
    },
    film: {
      title: 'Cliché',
      alt: (index, name) => `Radiographie ${index + 1}\u00a0: ${name}`,
      noPicture: 'Il n’y a pas d’image de ce fichier.',
      waiting: 'L’image est encore en préparation.',
      facts: (widthPx, heightPx, bitDepth, format) =>
        `${widthPx} × ${heightPx} px, ${bitDepth} bits, ${format.toUpperCase()}`,
      size: (widthPx, heightPx) => `${widthPx} × ${heightPx} px`,
    },
    viewer: {
      title: 'Visionneuse du cliché',
      comparedTitle: 'Visionneuse du cliché comparé',
      chooseOther: 'Choisissez un autre cliché de la liste de travail pour le comparer à celui-ci.',
      comparedWith: (name) => `Comparé à ${name}`,
      hint: 'Les flèches déplacent un cliché agrandi, plus et moins règlent le zoom, le point d’interrogation affiche toutes les touches.',
      center: 'Centre',
      width: 'Largeur',
      tools: {
        title: 'Outils du cliché',
        window: 'Le bouton gauche règle le fenêtrage',
        move: 'Le bouton gauche déplace le cliché',
        fit: 'Ajuster',
        actualSize: 'Pixel pour pixel',
        enlarge: 'Agrandir',
        reduce: 'Réduire',
        invert: 'Inverser',
        turnLeft: 'Tourner à gauche',
        turnRight: 'Tourner à droite',
        mirror: 'Miroir',
        compare: 'Comparer',
        reset: 'Réinitialiser',
      },
      pose: (quarterTurns, isMirrored, isInverted) => {
        const turn = ['', 'tourné de 90° à droite', 'tourné de 180°', 'tourné de 90° à gauche'][quarterTurns];
        const what = [turn, isMirrored ? 'en miroir' : '', isInverted ? 'inversé' : ''].filter(
          (part) => part !== '',
        );
        return `Affiché ${what.join(', ')}\u00a0; le résultat porte sur le cliché tel qu’il a été lu.`;
      },
      zoom: (scale) => `${Math.round(100 * scale)} %`,
      loading: 'Aperçu\u00a0; décodage en pleine profondeur en cours…',
      previewOnly: 'Aperçu seul, sans fenêtrage.',
      tryAgain: 'Relancer',
      scaleBar: (lengthMm, { plane, magnification }) => {
        const length = formatLength(lengthMm);
        if (plane === 'patient') return `${length}, agrandissement corrigé selon le fichier`;
        if (magnification === null) return `${length} sur le détecteur\u00a0; moins chez le patient`;
        return `${length} sur le détecteur\u00a0; environ ${formatLength(lengthMm / magnification)} chez le patient (agrandissement ${formatShort(magnification)} selon le fichier)`;
      },
      sheet: {
        open: 'Toutes les touches',
        title: 'Touches',
        groups: [
          {
            title: 'Cliché (quand lui ou ses outils ont le focus)',
            keys: [
              ['+ −', 'Zoom'],
              ['F', 'Ajuster'],
              ['1', 'Pixel pour pixel'],
              ['← → ↑ ↓', 'Déplacer un cliché agrandi'],
              ['Maj + ← →', 'Largeur de la fenêtre'],
              ['Maj + ↑ ↓', 'Centre de la fenêtre'],
              ['I', 'Inverser'],
              ['R, L', 'Tourner à droite, tourner à gauche'],
              ['M', 'Miroir'],
              ['0', 'Réinitialiser'],
              ['W, P', 'Le bouton gauche règle le fenêtrage, déplace le cliché'],
              ['H', 'Carte de chaleur'],
              ['C', 'Comparer ce cliché à un autre'],
              ['Page préc., Page suiv.', 'Cliché précédent, cliché suivant'],
              ['?', 'Cette feuille'],
            ],
          },
          {
            title: 'Souris et doigts',
            keys: [
              [
                'Glisser avec le bouton gauche',
                'Fenêtrage\u00a0: vers la droite élargit, vers le bas assombrit',
              ],
              ['Molette', 'Zoom vers le curseur'],
              [
                'Glisser avec le bouton du milieu ou de droite',
                'Déplacer\u00a0; aussi avec la barre d’espace enfoncée et le bouton gauche',
              ],
              ['Double clic', 'Ajuster'],
              ['Deux doigts', 'Zoom et déplacement'],
            ],
          },
          {
            title: 'Liste de travail',
            keys: [
              ['↑ ↓ Début Fin', 'Parcourir la liste'],
              ['Entrée', 'Ouvrir le cliché'],
            ],
          },
        ],
      },
    },
    heatmap: {
      wipe: (share) => `Volet ${Math.round(100 * share)} %`,
      show: 'Afficher la carte de chaleur',
      title: 'Carte de chaleur',
      warning: 'Influence sur le score, pas une lésion.',
      source: 'Afficher',
      sources: SOURCES,
      influenceFor: 'Influence en faveur de',
      opacity: (opacity) => `Opacité ${Math.round(100 * opacity)} %`,
      dark: (className) => `Noir\u00a0: aucune, ou contre la classe ${nameClass(className)}.`,
      unit: {
        activation: (className) => `Logit de la classe ${nameClass(className)} par 1 % du cliché`,
        occlusion: (className) => `Logit de la classe ${nameClass(className)} perdu avec un carré`,
      },
      orMore: (value) => `${formatShort(value)} ou plus`,
      cells: (columns, rows) =>
        `Carte limitée à ${columns} × ${rows} cellules, lissée à l’affichage\u00a0; le contrôle par occlusion dit plus sûrement de quoi dépend le score.`,
      sum: (className, sum, constant, logit) =>
        `La somme de la carte est ${formatLogit(sum)}. Avec la constante du modèle, ${formatLogit(constant)}, on obtient le logit de la classe ${nameClass(className)}, ${formatLogit(logit)}.`,
      patches: ({ sidePx, patchPx, stridePx }) =>
        `Carrés de ${patchPx} × ${patchPx} px, tous les ${stridePx} px, grisés dans les ${sidePx} × ${sidePx} px que lit le modèle. Chaque point montre la moyenne des carrés qui le couvrent. Leur somme n’est pas le logit.`,
      progress: (done, total) =>
        total === 0 ? 'Nouvelle lecture du cliché…' : `Carrés grisés\u00a0: ${done} sur ${total}`,
      stop: 'Arrêter le contrôle',
      running: 'Le contrôle par occlusion est en cours.',
      finished: 'Le contrôle par occlusion est affiché.',
      failed: 'Le contrôle a échoué\u00a0; le résultat reste valable.',
      alt: (className, source, peak) => {
        const what = `${SOURCES[source]}, classe ${nameClass(className)}`;
        if (peak === null) return `${what}\u00a0: entièrement sombre.`;
        const { row, column, value } = peak;
        const place =
          row === 'middle' && column === 'middle' ? ROWS.middle : `${ROWS[row]} ${COLUMNS[column]}`;
        const unit = source === 'activation' ? 'de logit par 1 % du cliché' : 'de logit';
        return `${what}\u00a0: maximum ${place} de l’image, ${formatDecimal(value, 2)} ${unit}.`;
      },
    },
    steps: {
      title: 'Clichés',
      place: (place, total) => `${formatCount(place)} sur ${formatCount(total)}`,
      previous: 'Cliché précédent',
      next: 'Cliché suivant',
      list: 'Liste de travail',
    },
    result: {
      title: 'Résultat',
      none: 'Le résultat du premier cliché apparaîtra ici.',
      sentence: (pneumonia, normal) => `Cette image est à ${pneumonia} pneumonie et à ${normal} normale.`,
      meaning: {
        normal: 'Au-dessous de la zone indéterminée.',
        indeterminate: 'Dans la zone où le modèle s’abstient de classer.',
        pneumonia: 'Au-dessus de la zone indéterminée.',
      },
      meaningWithoutZone: {
        normal: 'Au-dessous du seuil de décision.',
        pneumonia: 'Au seuil de décision ou au-dessus.',
      },
      pneumonia: FINDINGS.pneumonia,
      normal: FINDINGS.normal,
      chart: (pneumonia, normal, threshold) =>
        `Barre de 0 à 100 %\u00a0: pneumonie ${pneumonia} %, normal ${normal} %, seuil de décision à ${formatThresholdPercent(threshold)} %.`,
      threshold: (threshold) => `seuil ${formatThresholdPercent(threshold)} %`,
      zone: (lower, upper) => `Zone indéterminée\u00a0: de ${lower} à ${upper} % de pneumonie`,
      prior:
        'Pour une probabilité a priori d’un demi\u00a0: les deux classes aussi fréquentes l’une que l’autre.',
      queued: 'En attente de son tour',
      waitingForEngine: 'En attente du moteur',
      checks: 'Contrôles',
      isFamiliar: 'Semblable aux clichés sur lesquels le modèle a été entraîné',
      isUnfamiliar: 'Différent des clichés sur lesquels le modèle a été entraîné',
      noWarnings: 'Image lue en entier, rien d’inhabituel',
      details: 'Détails',
      familiarity: 'Familiarité',
      familiarityNote: (familiarity) => `${familiarity} (masqué au-dessous de 1)`,
      engine: 'Moteur',
      time: 'Durée',
      film: 'Cliché',
      model: 'Modèle',
      withheldTitle: 'Résultat masqué',
      elsewhere:
        'Masqué n’est pas une conclusion\u00a0: ce que vaut le modèle sur de tels clichés n’a jamais été mesuré. Les clichés d’un autre hôpital ou d’un autre appareil sont souvent masqués pour cette seule raison. Vos propres clichés, dont l’étiquette est connue, montrent ce qu’il y vaut.',
      reveal: 'Afficher le score malgré tout',
      conceal: 'Masquer à nouveau le score',
      reread: ({ quarterTurns, isInverted }) => {
        const steps = [TURNS[quarterTurns], isInverted ? 'inverser' : ''].filter((step) => step !== '');
        const text = `${steps.join(', ')} et relire`;
        return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
      },
      rereadAsStored: 'Le lire tel qu’il est dans le fichier',
      rejectedTitle: 'Non lu',
      frame: (frames) => `Image, de 1 à ${formatCount(frames)}`,
      addFrame: 'Ajouter une image',
      failedTitle: 'Échec',
      failedStage: (stage) => `Arrêté à l’étape\u00a0: ${stage.toLowerCase()}.`,
      notice: 'Réservé à la recherche, n’est pas un dispositif médical.',
    },
    counts: {
      plain: (value, lower, upper) =>
        `Sur 100 radiographies de score semblable, ${value} ${value < 2 ? 'était étiquetée' : 'étaient étiquetées'} pneumonie (intervalle à 95\u00a0%\u00a0: ${lower} à ${upper}).`,
      wide: (value, lower, upper) =>
        `Sur 100 radiographies de score semblable, entre ${lower} et ${upper} étaient étiquetées pneumonie (intervalle à 95\u00a0%, les clichés comptés donnent ${value}).`,
      source: (images, range) =>
        `Compté sur ${formatCount(images)} clichés mis de côté, de ${range}\u00a0% de pneumonie. Comme la répartition, pour une probabilité a priori d’un demi\u00a0: les deux classes aussi fréquentes l’une que l’autre.`,
      few: 'Peu de clichés mis de côté ont eu un tel score\u00a0: fiez-vous à l’intervalle.',
      unlike:
        'Pas de décompte ici\u00a0: les clichés mis de côté dont il provient ne ressemblent pas à celui-ci.',
      caption:
        'Sur 100 radiographies de score semblable, combien étaient étiquetées pneumonie\u00a0: décompte sur le dixième verrouillé, pour une probabilité a priori d’un demi par classe, avec l’intervalle à 95 %.',
      range: 'Niveau de score',
      share: 'Étiquetées pneumonie, sur 100',
      films: 'Clichés comptés (normaux, pneumonie)',
      rangeOf: (range) => `${range} % de pneumonie`,
      shareOf: (value, lower, upper) => `${value} (${lower} à ${upper})`,
      filmsOf: (normal, pneumonia) =>
        `${formatCount(normal + pneumonia)} (${formatCount(normal)}, ${formatCount(pneumonia)})`,
    },
    threshold: {
      label: 'Seuil de décision',
      exact: (label) => `${label}, valeur exacte`,
      note: 'Pourcentage de pneumonie à partir duquel un cliché est classé pneumonie. La zone indéterminée se déplace avec lui.',
      reset: 'Revenir à 0,50',
      moved: (threshold) => `à un seuil de ${formatDecimal(threshold, 2)}`,
      movedBadge: (threshold) => `à ${formatDecimal(threshold, 2)}`,
    },
    ...MORE,
    footer: { privacy: 'Rien ne quitte cet ordinateur.' },
    dialog: { close: 'Fermer' },
    locked: {
      title: 'Le moteur est bloqué',
      calm: 'Aucun score n’est affiché, car aucun ne serait fiable. Rien n’a été envoyé nulle part.',
    },
    about: {
      title: 'À propos de ce modèle',
      loading: 'Le modèle est encore en cours de chargement.',
      unavailable: 'Aucun modèle n’a pu être chargé.',
      intendedUse: 'Utilisation prévue',
      limits: 'Limites',
      performance: 'Performances mesurées',
      performanceNote: 'Valeurs avec leurs intervalles à 95 %.',
      outOfFold: 'Validation croisée (hors pli)',
      lockedTenth: 'Test (dixième verrouillé)',
      measure: 'Mesure',
      images: 'Images (normales, pneumonie)',
      patients: 'Patients',
      threshold: 'Seuil',
      auroc: 'AUROC',
      sensitivity: 'Sensibilité',
      specificity: 'Spécificité',
      accuracy: 'Exactitude',
      balancedAccuracy: 'Exactitude équilibrée',
      auprc: 'AUPRC',
      brier: 'Score de Brier',
      ece: 'Erreur de calibration attendue',
      data: 'Données d’entraînement',
      dataImages: (images, patients) => `${formatCount(images)} images de ${formatCount(patients)} patients`,
      howToRead: 'Du score à la conclusion',
      calibration: (images) =>
        `Les scores sont calibrés sur ${formatCount(images)} images mises de côté, pour une probabilité a priori d’un demi par classe.`,
      zone: (lower, upper, coverage, images) =>
        `De ${lower} à ${upper} % de pneumonie, le modèle s’abstient de classer l’image. La zone est délimitée de sorte que ${coverage} % de chaque classe ne soient pas classés dans l’autre, sur ${formatCount(images)} images mises de côté\u00a0; elle se déplace avec le seuil de décision.`,
      noZone:
        'Il n’y a pas de zone indéterminée\u00a0: au seuil de décision ou au-dessus, une image est classée pneumonie.',
      domain: (percent, images) =>
        `Un résultat est masqué quand l’image diffère des clichés d’entraînement. ${percent} % des ${formatCount(images)} clichés mis de côté étaient en deçà de la limite. Ce qui s’en éloigne davantage, sans être une radiographie thoracique de face, n’est pas lu du tout.`,
      identity: 'Identification',
      version: 'Version',
      parameters: 'Paramètres',
      weights: 'Poids',
      modelHash: 'SHA-256 du modèle',
      dataHash: 'SHA-256 des données',
      licence: 'Licence',
      cite: 'Comment citer',
      citeModel: 'Le modèle',
      citeData: 'Les données',
      plots: 'Graphiques du dixième verrouillé',
      speed: (times) => `Mesuré sur cet appareil, par radiographie : ${times}`,
      drift: (images, drift, flips) =>
        `L’exportation a modifié le score brut d’au plus ${drift} et ${flips} étiquette${pluralS(flips)}, sur ${formatCount(images)} images que les poids n’ont jamais vues.`,
    },
  },
  codes: CODES,
} satisfies Catalogue;
