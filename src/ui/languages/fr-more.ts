/**
 * French, the rest: charts, operating point, own read, own set, exports and print. A part of `fr.ts`.
 */
import type { ClassName } from '../../model/spec.ts';
import { formatCount, formatDecimal, formatThresholdPercent } from '../format.ts';
import type { Strings } from '../strings.ts';

const CLASSES = { normal: 'normal', pneumonia: 'pneumonie' } satisfies Record<ClassName, string>;

/** Nought and one are singular. */
const films = (count: number): string => `${formatCount(count)} cliché${count < 2 ? '' : 's'}`;

/** The sections that `fr.ts` takes in. */
export const MORE = {
  charts: {
    asTable: 'Sous forme de tableau',
    intervals: 'Avec les intervalles à 95 %.',
    threshold: 'Seuil',
    sensitivity: 'Sensibilité',
    specificity: 'Spécificité',
    roc: 'Courbe ROC',
    falseCalls: 'Clichés normaux classés pneumonie, %',
    hits: 'Sensibilité, %',
    rocAlternative: (threshold, sensitivity, specificity) =>
      `Courbe ROC\u00a0; à un seuil de ${formatDecimal(threshold, 2)}, la sensibilité est de ${sensitivity} et la spécificité de ${specificity}.`,
    enlarge: 'Agrandir le coin supérieur gauche',
    rocNote: (threshold) =>
      `Bande grise\u00a0: intervalle à 95 % de la sensibilité (Wilson) en chaque point. Point et croix\u00a0: un seuil de ${formatDecimal(threshold, 2)} avec ses deux intervalles. Tirets\u00a0: le hasard.`,
    labelledPneumonia: 'Étiquetés pneumonie',
    labelledNormal: 'Étiquetés normaux',
    calledPneumonia: 'Classés pneumonie',
    calledNormal: 'Classés normaux',
    sum: 'Total',
    confusion: (threshold) => `Matrice de confusion à un seuil de ${formatDecimal(threshold, 2)}`,
  },
  operatingPoint: {
    button: 'Point de fonctionnement',
    title: 'Point de fonctionnement\u00a0: ce qu’apporte le seuil de décision',
    measured: (images, normal, pneumonia) =>
      `Mesuré sur le dixième verrouillé\u00a0: ${formatCount(images)} clichés de l’hôpital sur lequel le modèle a appris, ${formatCount(normal)} normaux et ${formatCount(pneumonia)} avec pneumonie. Les intervalles à 95 % supposent les clichés indépendants (Wilson).`,
    auroc: (text) => `AUROC ${text}, intervalle à 95 % par bootstrap sur les patients.`,
    exact: 'Décompte à ce seuil précis.',
    between: (asked, at, count) =>
      `Décompte à ${at}, le seuil suivant de la fiche du modèle\u00a0; à ${formatDecimal(asked, 2)}, jusqu’à ${films(count)} de plus ${count < 2 ? 'est classé' : 'sont classés'} pneumonie.`,
    rates: 'À ce seuil, avec les intervalles à 95 %',
    sensitivity: 'Sensibilité',
    specificity: 'Spécificité',
    positive: 'VPP\u00a0: classé pneumonie, à raison',
    negative: 'VPN\u00a0: classé normal, à raison',
    noCall: 'Aucun cliché n’est classé ainsi.',
    of: (part, whole) => `${formatCount(part)} sur ${formatCount(whole)}`,
    atPrevalence: (percent) => `à une prévalence de ${percent} %`,
    prevalence: 'Prévalence, %',
    prevalenceNote:
      'Part de pneumonies parmi les clichés que vous lisez. Les scores sont calibrés pour 50 %\u00a0; les valeurs prédictives suivent votre réglage, les scores non.',
    prevalenceReset: 'Revenir à 50 %',
    rowsNote:
      'Avec les intervalles à 95 %\u00a0; chaque ligne est comptée au seuil suivant de la fiche du modèle, à quelques clichés près.',
    zone: 'Un cliché de la zone indéterminée compte ici du côté du seuil où il se trouve.',
    reliability: 'Diagramme de fiabilité',
    reliabilityAlternative: (holding, bins) =>
      `Diagramme de fiabilité\u00a0: dans ${holding} groupes de clichés de score semblable sur ${bins}, le score moyen est dans l’intervalle à 95 % de la part étiquetée pneumonie.`,
    reliabilityNote: (images) =>
      `${formatCount(images)} clichés du dixième verrouillé en groupes de même poids, chaque classe pesant un demi\u00a0; les barres sont les intervalles à 95 %. Sur la ligne en tirets, les scores tiennent ce qu’ils disent. La calibration a été ajustée sur les mêmes clichés\u00a0: ceci montre l’ajustement, ce n’est pas une preuve.`,
    reliabilityTable: 'Groupes sous forme de tableau',
    meanScore: 'Score moyen, % de pneumonie',
    labelled: 'Étiquetés pneumonie, %',
    films: 'Clichés (normaux, pneumonie)',
    filmsOf: (normal, pneumonia) =>
      `${formatCount(normal + pneumonia)} (${formatCount(normal)}, ${formatCount(pneumonia)})`,
  },
  ownRead: {
    switch: 'Votre lecture d’abord',
    switchHint: 'Cache chaque résultat jusqu’à ce que votre propre lecture soit enregistrée',
    promptTitle: 'Votre lecture d’abord',
    prompt:
      'Le cliché est lu. Que voyez-vous\u00a0? Le résultat s’affiche dès que votre lecture est enregistrée\u00a0; elle reste telle quelle.',
    normal: 'Normal',
    pneumonia: 'Pneumonie',
    keys: 'Touches\u00a0: N pour normal, P pour pneumonie.',
    card: 'Votre lecture d’abord',
    badge: (className) => `Vous\u00a0: ${CLASSES[className]}`,
    note: (read, call, threshold) =>
      `Votre lecture\u00a0: ${CLASSES[read]}. Classement du modèle à ${formatDecimal(threshold, 2)}\u00a0: ${CLASSES[call]}. ${read === call ? 'Les deux concordent.' : 'Les deux diffèrent.'}`,
    notOwn: 'Le résultat avait déjà été affiché, cette lecture n’est donc pas comptée.',
    agreement: 'Concordance',
    title: 'Concordance de vos lectures avec le modèle',
    none: 'Aucune lecture n’est encore enregistrée. Activez «\u00a0Votre lecture d’abord\u00a0», puis lisez les clichés.',
    shareTerm: 'Lectures concordantes',
    share: (agreeing, reads) => `${formatCount(agreeing)} sur ${formatCount(reads)}`,
    kappaTerm: 'Kappa de Cohen',
    kappa: (value, lower, upper) => `${value} (${lower} à ${upper})`,
    kappaAlone: (value) => `${value}, sans intervalle`,
    noKappa: 'Non défini\u00a0: vous et le modèle classez tous les clichés de la même façon.',
    method:
      'Avec les intervalles à 95 %\u00a0: celui de Wilson pour la part\u00a0; pour le kappa, celui de Fleiss, Cohen et Everitt pour grands échantillons (Psychological Bulletin 1969, 72, 323). Concordance n’est pas exactitude\u00a0: l’un comme l’autre peut se tromper.',
    few: 'Avec peu de clichés, ou si tous concordent, l’intervalle du kappa pour grands échantillons en dit trop ou n’existe pas.',
    caption: (threshold) =>
      `Vos lectures face aux classements du modèle à un seuil de ${formatDecimal(threshold, 2)}\u00a0; les clichés de la zone indéterminée comptent du côté où ils se trouvent`,
    youPneumonia: 'Vous\u00a0: pneumonie',
    youNormal: 'Vous\u00a0: normal',
    modelPneumonia: 'Modèle\u00a0: pneumonie',
    modelNormal: 'Modèle\u00a0: normal',
    sum: 'Total',
    left: (reads) =>
      `${formatCount(reads)} ${reads < 2 ? 'lecture est exclue' : 'lectures sont exclues'}\u00a0: le résultat avait déjà été affiché.`,
    memory: 'Les lectures ne sont gardées que dans la mémoire de cette page et disparaissent avec elle.',
  },
  ownSet: {
    button: 'Votre propre série',
    title: 'Votre propre série\u00a0: ce que donne le modèle sur vos clichés',
    none: 'Aucun cliché de la liste n’a encore d’étiquette.',
    how: [
      'Déposez un dossier avec des sous-dossiers NORMAL et PNEUMONIA\u00a0: le plus proche des deux au-dessus d’un cliché est son étiquette.',
      'Ou déposez les clichés avec un tableau CSV qui a une colonne «\u00a0file\u00a0» (fichier) et une colonne «\u00a0label\u00a0» (étiquette\u00a0: normal ou pneumonia, 0 ou 1).',
    ],
    why: 'Les étiquettes doivent venir de lecteurs qui n’ont pas vu la réponse du modèle. Rien ne quitte cet ordinateur, rien n’est conservé.',
    labelled: (normal, pneumonia) =>
      `${films(normal + pneumonia)} avec étiquette\u00a0: normal ${formatCount(normal)}, pneumonie ${formatCount(pneumonia)}.`,
    counted: (count) => `${films(count)} compté${count < 2 ? '' : 's'}.`,
    leftOut: {
      withheld: (count) => `Masqués, exclus\u00a0: ${formatCount(count)}.`,
      unread: (count) => `Exclus tant que votre lecture n’est pas enregistrée\u00a0: ${formatCount(count)}.`,
      rejected: (count) => `Impossibles à lire, exclus\u00a0: ${formatCount(count)}.`,
      failed: (count) => `En échec, exclus\u00a0: ${formatCount(count)}.`,
      unfinished: (count) => `Restant à lire\u00a0: ${formatCount(count)}.`,
    },
    skippedRows: (count) =>
      `Lignes d’étiquettes inutilisables\u00a0: ${formatCount(count)} (sans nom de fichier, ou ni normal ni pneumonie).`,
    includeWithheld: 'Avec les clichés masqués',
    withheldIncluded: (count) => `Masqués, comptés\u00a0: ${formatCount(count)}.`,
    patients:
      'Les patients ne sont pas connus\u00a0: chaque cliché est pris pour un patient distinct, les intervalles sont donc trop étroits si plusieurs clichés sont du même patient.',
    figures: 'Chiffres avec les intervalles à 95 %',
    accuracy: 'Exactitude',
    sensitivity: 'Sensibilité',
    specificity: 'Spécificité',
    auroc: 'AUROC',
    noFilms: 'Aucun cliché de ce type.',
    oneClass: 'Nécessite des clichés des deux classes.',
    waits: 'Attend que tous soient lus.',
    measuring: 'Calcul en cours…',
    apart:
      'Les scores séparent entièrement les classes, le bootstrap donne donc un intervalle de largeur nulle\u00a0; avec peu de clichés, ce n’est pas une certitude.',
    method:
      'Intervalles de Wilson\u00a0; AUROC par bootstrap sur les clichés. Un cliché de la zone indéterminée compte de son côté du seuil.',
    errors: (count) => (count === 0 ? 'Aucune erreur' : `Erreurs\u00a0: ${formatCount(count)}`),
    errorsNote: (shown, all) =>
      shown < all
        ? `Les ${formatCount(shown)} plus éloignés du seuil\u00a0; les fichiers les contiennent tous.`
        : 'Les plus éloignés du seuil d’abord.',
    film: 'Cliché',
    truth: 'Étiquette',
    score: 'Pneumonie, %',
    classes: CLASSES,
    save: 'Enregistrer ces chiffres',
    names: 'Avec les noms de fichier',
    csv: 'Enregistrer en CSV',
    json: 'Enregistrer en JSON',
  },
  exporting: {
    title: 'Exporter',
    button: 'Exporter en CSV',
    names: 'Inclure les noms de fichier',
    withheld: 'Inclure les scores masqués',
    more: 'Autres exports',
    notice: 'Réservé à la recherche, pas au diagnostic\u00a0: chaque fichier le dit.',
    include: 'Inclure',
    withNames: 'Noms de fichier',
    withWithheld: 'Scores masqués',
    withIdentity: 'Patient et identifiants des clichés DICOM',
    identityNote: 'En FHIR et DICOM\u00a0; lus dans le fichier du cliché pour l’export seulement.',
    all: 'Tous les clichés',
    one: 'Le cliché à l’écran',
    json: { button: 'JSON', about: 'Chaque résultat avec sa carte de chaleur, en pleine précision.' },
    fhir: {
      button: 'FHIR R4',
      about: 'Un compte rendu diagnostique préliminaire par cliché qui a un résultat.',
    },
    report: {
      button: 'DICOM SR',
      about: 'Un compte rendu de mesures (TID 1500), partiel et non vérifié.',
    },
    capture: {
      button: 'Carte de chaleur DICOM',
      about: 'Cliché et carte de chaleur en une seule image, avec son échelle et ses avertissements.',
    },
    print: { button: 'Imprimer ou PDF', about: 'Une page, avec la carte de chaleur si elle est affichée.' },
    noResult: 'Il n’y a pas de résultat de ce cliché à exporter.',
    noHeatmap: 'La carte de chaleur d’un résultat masqué nécessite «\u00a0Scores masqués\u00a0».',
    making: 'Création du fichier…',
    reading: (done, total) =>
      `Nouvelle lecture des fichiers\u00a0: ${formatCount(done)} sur ${formatCount(total)}`,
    saved: (name) => `Enregistré\u00a0: ${name}`,
    failed: 'L’export a échoué\u00a0; rien n’a été enregistré.',
    concealed: (count) =>
      `${formatCount(count)} ${count < 2 ? 'résultat qui attend votre propre lecture est inclus' : 'résultats qui attendent votre propre lecture sont inclus'}.`,
    place: (index) => `Cliché ${index} de la liste (à partir de 0)`,
    model: (version, hash) => `modèle ${version} (${hash})`,
  },
  print: {
    title: 'Lungfield',
    film: 'Cliché',
    heatmap: 'Cliché et carte de chaleur',
    file: 'Fichier',
    indexLabel: 'Place dans la liste, à partir de 0',
    made: 'Imprimé',
    correction: 'Avant la lecture',
    corrected: ({ quarterTurns, isInverted }) =>
      [quarterTurns === 0 ? '' : `tourné de ${90 * quarterTurns}° à droite`, isInverted ? 'inversé' : '']
        .filter((step) => step !== '')
        .join(' et '),
    modelHash: 'SHA-256 du modèle',
    app: 'Logiciel',
    thresholdLabel: 'Seuil de décision',
    thresholdOf: (threshold) => `${formatThresholdPercent(threshold)} % de pneumonie`,
    included: 'Masqué, et inclus sur demande.',
  },
} satisfies Partial<Strings>;
