/**
 * French words of the codes. "Fichier" is masculine, "image" feminine: actions agree with the subject of the problem.
 */
import type { CodeTexts } from '../code-texts.ts';

const SAVE_AS_PNG = 'Enregistrez l’image en PNG ou JPEG, puis ajoutez ce fichier.';
const EXPORT_UNCOMPRESSED = 'Exportez-le sans compression (Explicit VR Little Endian) ou en PNG 16 bits.';
const EXPORT_GREY = 'Exportez la radiographie en niveaux de gris (MONOCHROME2).';
const SAVE_8_OR_16_BITS = 'Enregistrez-la avec 8 ou 16 bits par pixel, puis ajoutez ce fichier.';
const ADD_AS_PNG = 'Ajoutez la radiographie elle-même en PNG ou JPEG.';
const UNPACK = 'Décompressez l’archive, puis ajoutez le dossier ou les images qu’elle contient.';
const DISTRUST = 'Ne faites pas confiance à l’archive\u00a0; demandez les images elles-mêmes.';
const UPLOAD_BUILD = 'Demandez à l’hébergeur de cette page d’en déposer tous les fichiers.';
const COMPARE = 'Comparez le cliché à l’original.';
const TRUST_VIEW = 'Ajoutez l’incidence de face\u00a0; n’affichez les chiffres que si le fichier se trompe.';
const TRUST_CHEST =
  'Ajoutez une radiographie thoracique\u00a0; n’affichez les chiffres que si le fichier se trompe.';

/** All of them, as `study/codes.ts` orders them. */
export const CODES = {
  rejections: {
    'empty-file': {
      problem: 'Le fichier est vide.',
      action: 'Copiez-le ou exportez-le à nouveau depuis sa source.',
    },
    'system-file': {
      problem: 'C’est un fichier du système d’exploitation, pas une image.',
      action: 'Rien à faire\u00a0: laissez-le de côté.',
    },
    'unknown-format': {
      problem: 'Le contenu n’est pas un format d’image connu.',
      action: 'Ajoutez une radiographie thoracique en DICOM, PNG ou JPEG.',
    },
    'format-dicomdir': {
      problem: 'C’est un répertoire DICOM\u00a0: il énumère des images, mais n’en contient aucune.',
      action: 'Ajoutez le dossier où il se trouve\u00a0: les images sont dans les fichiers qu’il énumère.',
    },
    'dicom-no-pixels': {
      problem: 'Ce fichier DICOM ne contient pas d’image (un compte rendu, un document ou un en-tête seul).',
      action: 'Ajoutez le fichier de la radiographie elle-même.',
    },
    'dicom-too-few-pixels': {
      problem: 'Ce fichier DICOM contient moins de pixels qu’il n’en déclare.',
      action: 'Exportez-le à nouveau depuis sa source.',
    },
    'dicom-multi-frame': {
      problem: 'Ce fichier DICOM contient plusieurs images.',
      action: 'Choisissez l’image voulue\u00a0; elle est ajoutée à la liste comme un cliché à part.',
    },
    'dicom-colour': {
      problem: 'Cette image DICOM est enregistrée en couleurs et n’est donc pas lue comme une radiographie.',
      action: EXPORT_GREY,
    },
    'dicom-palette': {
      problem:
        'Cette image DICOM est enregistrée avec une palette de couleurs et n’est donc pas lue comme une radiographie.',
      action: EXPORT_GREY,
    },
    'dicom-bit-depth': {
      problem: 'Cette image DICOM n’a pas entre 8 et 16 bits par pixel.',
      action: 'Exportez-la à nouveau avec 8 ou 16 bits alloués.',
    },
    'dicom-jpeg-12-bit': {
      problem:
        'Ce fichier DICOM est compressé en JPEG 12 bits (Extended, processus 2 et 4), qui n’est pas lu.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-retired': {
      problem: 'Ce fichier DICOM est compressé avec un type de JPEG abandonné, qui n’est pas lu.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-point-transform': {
      problem:
        'Ce fichier DICOM est compressé en JPEG sans perte privé de ses bits de poids faible, ce qui n’est pas lu.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg2000-multi': {
      problem: 'Ce fichier DICOM est compressé en JPEG 2000 partie 2 (multicomposante), qui n’est pas lu.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpegxl': {
      problem: 'Ce fichier DICOM est compressé en JPEG XL, qui n’est pas lu.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpip': {
      problem: 'Ce fichier DICOM renvoie à ses pixels sur un serveur (JPIP) et n’en contient aucun.',
      action: 'Exportez l’image avec ses pixels.',
    },
    'dicom-video': {
      problem: 'Ce fichier DICOM contient une vidéo (MPEG-2, H.264, HEVC ou ST 2110), qui n’est pas lue.',
      action: 'Enregistrez en PNG la seule image voulue, puis ajoutez ce fichier.',
    },
    'dicom-syntax-unknown': {
      problem: 'Ce fichier DICOM est enregistré dans une syntaxe de transfert inconnue ici.',
      action: EXPORT_UNCOMPRESSED,
    },
    'format-tiff': {
      problem:
        'Cette image TIFF est d’un type qui n’est pas lu (encres, transparence, compression inhabituelle).',
      action: SAVE_AS_PNG,
    },
    'tiff-jpeg': {
      problem: 'Les pixels de cette image TIFF sont compressés en JPEG, ce qui n’est pas lu.',
      action: SAVE_AS_PNG,
    },
    'tiff-fax': {
      problem: 'Cette image TIFF est une télécopie (compression CCITT, noir et blanc), qui n’est pas lue.',
      action: 'Ajoutez la radiographie elle-même en niveaux de gris, en DICOM, PNG ou JPEG.',
    },
    'tiff-palette': {
      problem:
        'Cette image TIFF est enregistrée avec une palette de couleurs et n’est donc pas lue comme une radiographie.',
      action: 'Enregistrez-la en niveaux de gris en PNG ou TIFF, puis ajoutez ce fichier.',
    },
    'tiff-float': {
      problem: 'Cette image TIFF contient des nombres à virgule flottante, sans noir ni blanc convenus.',
      action: SAVE_8_OR_16_BITS,
    },
    'tiff-bit-depth': {
      problem: 'Cette image TIFF n’a ni 8 ni 16 bits par pixel.',
      action: SAVE_8_OR_16_BITS,
    },
    'format-webp': {
      problem:
        'Cette image WebP est animée ou transparente\u00a0; seules les images fixes et opaques sont lues.',
      action: SAVE_AS_PNG,
    },
    'format-bmp': {
      problem: 'Cette image BMP est d’un type qui n’est pas lu (compression RLE, 16 ou 32 bits, OS/2).',
      action: SAVE_AS_PNG,
    },
    'format-gif': { problem: 'C’est une image GIF, qui n’est pas lue.', action: SAVE_AS_PNG },
    'format-heic': {
      problem: 'C’est une image HEIC (une photo de téléphone), qui n’est pas lue.',
      action: SAVE_AS_PNG,
    },
    'format-avif': {
      problem:
        'Cette image AVIF est animée ou transparente\u00a0; seules les images fixes et opaques sont lues.',
      action: SAVE_AS_PNG,
    },
    'avif-unsupported': { problem: 'Ce navigateur ne sait pas lire les images AVIF.', action: SAVE_AS_PNG },
    'pixels-withheld': {
      problem:
        'Tel qu’il est réglé, ou tel que la page a été ouverte, ce navigateur ne donne pas à la page les pixels d’une telle image.',
      action: 'Enregistrez l’image en PNG, puis ajoutez ce fichier.',
    },
    'format-jpeg2000': {
      problem: 'C’est une image JPEG 2000, qui n’est pas encore lue.',
      action: SAVE_AS_PNG,
    },
    'format-jpegls': { problem: 'C’est une image JPEG-LS, qui n’est pas encore lue.', action: SAVE_AS_PNG },
    'format-jpegxl': { problem: 'C’est une image JPEG XL, qui n’est pas lue.', action: SAVE_AS_PNG },
    'format-icon': { problem: 'C’est une icône, pas une radiographie.', action: 'Laissez-la de côté.' },
    'format-psd': { problem: 'C’est un document Photoshop, qui n’est pas lu.', action: SAVE_AS_PNG },
    'format-nifti': { problem: 'C’est un volume NIfTI, qui n’est pas lu.', action: SAVE_AS_PNG },
    'format-document': {
      problem: 'C’est un document bureautique ou un cache de vignettes, pas une image.',
      action: ADD_AS_PNG,
    },
    'format-svg': { problem: 'C’est un dessin SVG, pas une radiographie.', action: ADD_AS_PNG },
    'format-html': { problem: 'C’est une page web, pas une radiographie.', action: ADD_AS_PNG },
    'format-pdf': {
      problem: 'C’est un document PDF, qui n’est pas lu.',
      action: 'Exportez en PNG ou JPEG la radiographie qu’il contient, puis ajoutez ce fichier.',
    },
    'format-zip': {
      problem: 'C’est une archive ZIP sous un autre nom à l’intérieur d’une archive, ce qui n’est pas lu.',
      action: UNPACK,
    },
    'zip-damaged': {
      problem:
        'L’archive ZIP, ou ce fichier qu’elle contient, est endommagée\u00a0: sa somme de contrôle ou ses longueurs sont fausses.',
      action: 'Copiez ou téléchargez à nouveau l’archive en entier.',
    },
    'zip-encrypted': {
      problem: 'Le contenu est protégé par un mot de passe, qui n’est pas demandé ici.',
      action: UNPACK,
    },
    'zip-compression': {
      problem: 'Ce fichier est compressé dans son archive ZIP d’une façon qui n’est pas lue.',
      action: UNPACK,
    },
    'zip-split': {
      problem: 'C’est une partie d’une archive ZIP fractionnée.',
      action: 'Décompressez toutes les parties ensemble, puis ajoutez le dossier ou les images obtenus.',
    },
    'zip-empty': { problem: 'L’archive ZIP ne contient aucun fichier.', action: 'Recréez l’archive.' },
    'zip-nested': {
      problem: 'C’est une archive ZIP dans une archive elle-même dans une archive, ce qui n’est pas lu.',
      action: 'Décompressez l’archive extérieure, puis ajoutez son contenu.',
    },
    'zip-unsafe-name': {
      problem: 'Le nom de ce fichier dans son archive ZIP désigne un endroit hors de l’archive.',
      action: DISTRUST,
    },
    'zip-bomb': {
      problem: 'L’archive ZIP déclare bien plus de données que n’en ont des clichés.',
      action: DISTRUST,
    },
    'format-archive': { problem: 'C’est une archive compressée, qui n’est pas lue.', action: UNPACK },
    'format-video': {
      problem: 'C’est une vidéo, qui n’est pas lue.',
      action: 'Enregistrez une image en PNG ou JPEG, puis ajoutez ce fichier.',
    },
    'jpeg-lossless': { problem: 'C’est un JPEG sans perte, qui n’est pas encore lu.', action: SAVE_AS_PNG },
    'jpeg-arithmetic': {
      problem: 'Ce JPEG utilise un codage arithmétique, que les navigateurs ne savent pas lire.',
      action: SAVE_AS_PNG,
    },
    'jpeg-hierarchical': {
      problem: 'Ce JPEG est hiérarchique, ce que les navigateurs ne savent pas lire.',
      action: SAVE_AS_PNG,
    },
    'jpeg-12-bit': {
      problem: 'Ce JPEG a 12 bits par pixel, ce que les navigateurs ne savent pas lire.',
      action: 'Enregistrez-le en PNG 16 bits, puis ajoutez ce fichier.',
    },
    truncated: {
      problem: 'Le fichier se termine avant l’image.',
      action: 'Copiez-le ou téléchargez-le à nouveau, en entier.',
    },
    corrupt: {
      problem: 'Le fichier est endommagé.',
      action: 'Copiez-le ou exportez-le à nouveau depuis sa source.',
    },
    'labels-used': {
      problem: 'Ce tableau n’est pas une image\u00a0: ses étiquettes sont attachées aux clichés qu’il nomme.',
      action: 'Ouvrez «\u00a0Votre propre série\u00a0» pour voir ce que le modèle y donne.',
    },
    'labels-no-columns': {
      problem: 'Ce tableau n’a pas de colonne de noms de fichier à côté d’une colonne d’étiquettes.',
      action:
        'Nommez-les «\u00a0file\u00a0» et «\u00a0label\u00a0», avec normal ou pneumonia à chaque ligne, puis ajoutez à nouveau le tableau.',
    },
    'labels-no-names': {
      problem: 'Ce tableau a des étiquettes, mais pas de colonne de noms de fichier.',
      action: 'Nommez cette colonne «\u00a0file\u00a0», puis ajoutez à nouveau le tableau.',
    },
    'labels-no-labels': {
      problem: 'Ce tableau nomme des fichiers, mais rien n’y indique la colonne de leurs étiquettes.',
      action:
        'Nommez cette colonne «\u00a0label\u00a0», avec normal ou pneumonia à chaque ligne, puis ajoutez à nouveau le tableau.',
    },
    'labels-no-classes': {
      problem:
        'Aucune étiquette de ce tableau n’est «\u00a0normal\u00a0» ou «\u00a0pneumonia\u00a0» (ou bien 0 ou 1).',
      action: 'Écrivez les étiquettes avec ces mots, puis ajoutez à nouveau le tableau.',
    },
    'labels-own-results': {
      problem:
        'Ce tableau est un export de cette page\u00a0: ses conclusions sont celles du modèle, pas la vérité.',
      action: 'Ajoutez un tableau dont les étiquettes ont été faites sans le modèle.',
    },
    'too-small': {
      problem: 'L’image est trop petite pour être lue\u00a0: son petit côté fait moins de 200 pixels.',
      action: 'Ajoutez la radiographie en taille réelle.',
    },
    'too-large': {
      problem: 'L’image a plus de 64 mégapixels, ou son fichier plus de 512 Mo.',
      action: 'Enregistrez-la à une taille plus petite, puis ajoutez ce fichier.',
    },
    'near-constant': {
      problem: 'L’image est presque d’un seul gris.',
      action: 'Vérifiez qu’elle a été exportée avec le bon fenêtrage, puis ajoutez-la à nouveau.',
    },
    'colour-image': {
      problem: 'L’image est en couleurs\u00a0; ce n’est donc pas une radiographie.',
      action: 'Ajoutez une radiographie thoracique en niveaux de gris.',
    },
    'not-a-chest-radiograph': {
      problem:
        'L’image ne ressemble pas à une radiographie thoracique de face\u00a0; elle ne reçoit donc aucun chiffre.',
      action: 'Ajoutez la radiographie thoracique de face elle-même\u00a0: droite et remplissant l’image.',
    },
    'not-a-chest-as-it-lies': {
      problem:
        'Telle qu’elle est, l’image ne ressemble pas à une radiographie thoracique de face\u00a0; elle est peut-être tournée ou inversée.',
      action: 'Relisez-la comme proposé, ou ajoutez la radiographie thoracique de face elle-même.',
    },
  },
  failures: {
    cancelled: { problem: 'La lecture a été annulée avant d’avoir lieu.', action: 'Relancez.' },
    'engine-locked': {
      problem: 'Aucun moteur de cet ordinateur n’a réussi son autotest\u00a0; rien n’est donc calculé.',
      action: 'Consultez l’avis sur le moteur\u00a0; rechargez la page, puis relancez.',
    },
    'engine-lost': {
      problem: 'Le processeur graphique a été perdu pendant le calcul.',
      action: 'Relancez.',
    },
    'not-a-number': {
      problem: 'Le moteur a renvoyé autre chose qu’un nombre.',
      action: 'Relancez\u00a0; si cela se reproduit, rechargez la page avec ?backend=wasm.',
    },
    'prediction-failed': { problem: 'Le calcul a échoué.', action: 'Relancez.' },
    'decode-failed': {
      problem: 'Le décodage a échoué de façon inattendue.',
      action: 'Relancez, ou enregistrez l’image en PNG.',
    },
    'decode-timeout': {
      problem: 'Le décodage a duré trop longtemps et a été arrêté.',
      action: 'Relancez, ou enregistrez l’image à une taille plus petite.',
    },
    'decoder-crashed': {
      problem: 'Le décodeur s’est arrêté, peut-être faute de mémoire.',
      action: 'Fermez d’autres onglets, puis relancez.',
    },
    'file-not-readable': {
      problem:
        'Le navigateur n’a pas pu lire le fichier\u00a0: il a été déplacé, modifié, ou l’accès est refusé.',
      action: 'Ajoutez à nouveau le fichier.',
    },
  },
  warnings: {
    'canvas-noise': {
      problem: 'Ce navigateur altère les pixels lus depuis un canevas (protection contre le pistage).',
      action: 'Utilisez des fichiers PNG, lus exactement, ou autorisez l’accès au canevas pour cette page.',
    },
    'colour-tint': {
      problem: 'L’image est légèrement colorée\u00a0; seule sa luminosité a été lue.',
      action: 'Exportez la radiographie en niveaux de gris si possible.',
    },
    'low-contrast': {
      problem: 'L’image n’utilise qu’une petite partie de son échelle de gris.',
      action: 'Exportez-la avec tout son fenêtrage si possible.',
    },
    saturated: {
      problem:
        'Une grande partie du centre de l’image est en noir ou blanc purs\u00a0; le détail y est perdu.',
      action: 'Exportez-la avec un fenêtrage plus large, ou depuis le fichier d’origine, si possible.',
    },
    'wide-border': {
      problem: 'Plus d’un quart de l’image est un cadre vide, que le modèle lit aussi.',
      action: 'Recadrez l’image sur la radiographie, puis ajoutez ce fichier.',
    },
    'burned-in-text': {
      problem: 'Du texte est incrusté dans les pixels de l’image\u00a0; il peut identifier le patient.',
      action: 'Regardez l’image avant de la partager, elle, sa carte de chaleur ou une capture d’écran.',
    },
    'read-inverted': {
      problem: 'Le noir et le blanc ont été échangés avant la lecture, comme vous l’avez demandé.',
      action: COMPARE,
    },
    'read-turned': {
      problem: 'L’image a été tournée avant la lecture, comme vous l’avez demandé.',
      action: COMPARE,
    },
    'dicom-window-ignored': {
      problem:
        'Le fenêtrage de ce fichier DICOM ne montre rien\u00a0; l’étendue de ses pixels a donc été utilisée.',
      action: 'Comparez l’image à ce que montre la visionneuse d’origine.',
    },
    'tiff-first-page': {
      problem: 'Le fichier TIFF contient plusieurs pages\u00a0; seule la première a été lue.',
      action: 'Enregistrez la page voulue dans un fichier à part.',
    },
    'animated-first-frame': {
      problem: 'Le fichier contient une animation\u00a0; seule son image fixe a été lue.',
      action: 'Enregistrez l’image voulue dans un fichier à part.',
    },
  },
  withholdings: {
    'unlike-training-data': {
      problem:
        'L’image diffère des radiographies sur lesquelles le modèle a appris\u00a0; sa réponse peut donc ne rien signifier.',
      action:
        'Vérifiez que c’est une radiographie thoracique de face d’un enfant\u00a0; n’affichez les chiffres que si c’est le cas.',
    },
    'film-inverted': {
      problem:
        'Le cliché semble inversé, air en blanc et os en noir, si tant est que ce soit une radiographie thoracique de face.',
      action: 'Inversez-le et relisez-le\u00a0; n’affichez les chiffres que s’il est correct tel quel.',
    },
    'film-turned': {
      problem:
        'Le cliché semble couché sur le côté ou à l’envers, si tant est que ce soit une radiographie thoracique de face.',
      action: 'Redressez-le et relisez-le\u00a0; n’affichez les chiffres que s’il est déjà droit.',
    },
    'dicom-adult': {
      problem:
        'Selon le fichier DICOM, le patient a 18 ans ou plus, or le modèle a appris sur de jeunes enfants.',
      action:
        'Utilisez un outil conçu pour les adultes\u00a0; n’affichez les chiffres que si l’âge du fichier est faux.',
    },
    'dicom-lateral': {
      problem:
        'Selon le fichier DICOM, c’est une incidence de profil, or le modèle a appris sur des incidences de face.',
      action: TRUST_VIEW,
    },
    'dicom-not-frontal': {
      problem: 'Selon le fichier DICOM, ce n’est ni une incidence AP ni une incidence PA.',
      action: TRUST_VIEW,
    },
    'dicom-not-chest': {
      problem: 'Selon le fichier DICOM, ce n’est pas le thorax.',
      action: TRUST_CHEST,
    },
    'dicom-other-modality': {
      problem: 'Selon le fichier DICOM, l’image provient d’un autre appareil que la radiographie.',
      action: TRUST_CHEST,
    },
  },
  locks: {
    'backend-unknown': {
      problem: 'L’adresse demande un backend qui n’existe pas.',
      action: 'Utilisez ?backend=webgpu, ?backend=webgl, ?backend=wasm ou ?backend=cpu, ou aucun.',
    },
    'backend-unavailable': {
      problem: 'Le backend que demande l’adresse ne peut pas fonctionner ici.',
      action: 'Ouvrez la page sans ?backend.',
    },
    'self-test-failed': {
      problem: 'Le moteur ne donne pas les nombres qu’il doit donner.',
      action: 'Ouvrez la page dans un autre navigateur, ou mettez à jour le pilote graphique.',
    },
    'asset-missing': { problem: 'Il manque un fichier du modèle sur le serveur.', action: UPLOAD_BUILD },
    'asset-is-html': {
      problem: 'Le serveur a envoyé une page web à la place d’un fichier du modèle.',
      action: UPLOAD_BUILD,
    },
    'asset-unreachable': {
      problem: 'Un fichier du modèle n’a pas pu être obtenu.',
      action: 'Vérifiez la connexion, puis rechargez la page.',
    },
    'asset-corrupt': {
      problem: 'Un fichier du modèle n’est pas celui qui a été publié.',
      action:
        'Rechargez la page\u00a0; si cela persiste, demandez à l’hébergeur d’en déposer tous les fichiers.',
    },
    'card-invalid': {
      problem: 'La fiche du modèle est mal formée ou ne correspond pas à son modèle.',
      action: UPLOAD_BUILD,
    },
    'model-invalid': {
      problem: 'Le modèle ne peut pas être chargé ou n’a pas la forme qu’il doit avoir.',
      action: UPLOAD_BUILD,
    },
  },
} satisfies CodeTexts;
