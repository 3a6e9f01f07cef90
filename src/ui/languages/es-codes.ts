/**
 * Spanish words of the codes. "Archivo" is masculine, "imagen" feminine: actions agree with the subject of the problem.
 */
import type { CodeTexts } from '../code-texts.ts';

const SAVE_AS_PNG = 'Guarde la imagen como PNG o JPEG y añada ese archivo.';
const EXPORT_UNCOMPRESSED = 'Expórtelo sin compresión (Explicit VR Little Endian) o como PNG de 16 bits.';
const EXPORT_GREY = 'Exporte la radiografía en grises (MONOCHROME2).';
const ADD_AS_PNG = 'Añada la propia radiografía como PNG o JPEG.';
const UNPACK = 'Descomprímalo y añada la carpeta o las imágenes que contiene.';
const DISTRUST = 'No se fíe del archivo ZIP; solicite las imágenes originales.';
const UPLOAD_BUILD = 'Pida a quien aloja esta página que suba todos sus archivos.';
const COMPARE = 'Compare la radiografía con su original.';

/** All of them, as `study/codes.ts` orders them. */
export const CODES = {
  rejections: {
    'empty-file': {
      problem: 'El archivo está vacío.',
      action: 'Cópielo o expórtelo de nuevo desde su origen.',
    },
    'system-file': {
      problem: 'Es un archivo del sistema operativo, no una imagen.',
      action: 'No hay que hacer nada: déjelo fuera.',
    },
    'unknown-format': {
      problem: 'El contenido no es un formato de imagen conocido.',
      action: 'Añada una radiografía de tórax en DICOM, PNG o JPEG.',
    },
    'format-dicomdir': {
      problem: 'Es un directorio DICOM: enumera imágenes, pero no contiene ninguna.',
      action: 'Añada la carpeta en la que está: las imágenes están en los archivos que enumera.',
    },
    'dicom-no-pixels': {
      problem:
        'Este archivo DICOM no contiene ninguna imagen (es un informe, un documento o solo una cabecera).',
      action: 'Añada el archivo de la propia radiografía.',
    },
    'dicom-too-few-pixels': {
      problem: 'Este archivo DICOM contiene menos píxeles de los que declara.',
      action: 'Expórtelo de nuevo desde su origen.',
    },
    'dicom-multi-frame': {
      problem: 'Este archivo DICOM contiene varias imágenes.',
      action: 'Elija el fotograma que desee; se añade a la lista como una radiografía aparte.',
    },
    'dicom-colour': {
      problem: 'Esta imagen DICOM está guardada en color, por lo que no se lee como radiografía.',
      action: EXPORT_GREY,
    },
    'dicom-palette': {
      problem:
        'Esta imagen DICOM está guardada con una paleta de colores, por lo que no se lee como radiografía.',
      action: EXPORT_GREY,
    },
    'dicom-bit-depth': {
      problem: 'Esta imagen DICOM no tiene de 8 a 16 bits por píxel.',
      action: 'Expórtela de nuevo con 8 o 16 bits asignados.',
    },
    'dicom-jpeg-12-bit': {
      problem:
        'Este archivo DICOM está comprimido en JPEG de 12 bits (Extended, procesos 2 y 4), que no se lee.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-retired': {
      problem: 'Este archivo DICOM está comprimido con un tipo de JPEG retirado, que no se lee.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-point-transform': {
      problem:
        'Este archivo DICOM está comprimido en JPEG sin pérdida sin sus bits más bajos, lo que no se lee.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg2000-multi': {
      problem: 'Este archivo DICOM está comprimido en JPEG 2000 parte 2 (multicomponente), que no se lee.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpegxl': {
      problem: 'Este archivo DICOM está comprimido en JPEG XL, que no se lee.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpip': {
      problem: 'Este archivo DICOM remite a sus píxeles en un servidor (JPIP) y no contiene ninguno.',
      action: 'Exporte la imagen con sus píxeles.',
    },
    'dicom-video': {
      problem: 'Este archivo DICOM contiene un vídeo (MPEG-2, H.264, HEVC o ST 2110), que no se lee.',
      action: 'Guarde como PNG el fotograma que desee y añada ese archivo.',
    },
    'dicom-syntax-unknown': {
      problem: 'Este archivo DICOM está guardado en una sintaxis de transferencia desconocida aquí.',
      action: EXPORT_UNCOMPRESSED,
    },
    'format-tiff': {
      problem:
        'Esta imagen TIFF es de un tipo que no se lee (tintas, transparencia o una compresión poco habitual).',
      action: SAVE_AS_PNG,
    },
    'tiff-jpeg': {
      problem: 'Los píxeles de esta imagen TIFF están comprimidos en JPEG, lo que no se lee.',
      action: SAVE_AS_PNG,
    },
    'tiff-fax': {
      problem: 'Esta imagen TIFF es un fax (compresión CCITT, blanco y negro), que no se lee.',
      action: 'Añada la propia radiografía en grises, como DICOM, PNG o JPEG.',
    },
    'tiff-palette': {
      problem:
        'Esta imagen TIFF está guardada con una paleta de colores, por lo que no se lee como radiografía.',
      action: 'Guárdela en grises como PNG o TIFF y añada ese archivo.',
    },
    'tiff-float': {
      problem: 'Esta imagen TIFF contiene números de coma flotante, sin un blanco y un negro convenidos.',
      action: 'Guárdela con 8 o 16 bits por píxel y añada ese archivo.',
    },
    'tiff-bit-depth': {
      problem: 'Esta imagen TIFF no tiene 8 ni 16 bits por píxel.',
      action: 'Guárdela con 8 o 16 bits por píxel y añada ese archivo.',
    },
    'format-webp': {
      problem: 'Esta imagen WebP es animada o transparente; solo se leen las fijas y opacas.',
      action: SAVE_AS_PNG,
    },
    'format-bmp': {
      problem: 'Esta imagen BMP es de un tipo que no se lee (compresión RLE, 16 o 32 bits, OS/2).',
      action: SAVE_AS_PNG,
    },
    'format-gif': { problem: 'Es una imagen GIF, que no se lee.', action: SAVE_AS_PNG },
    'format-heic': {
      problem: 'Es una imagen HEIC (una foto de teléfono), que no se lee.',
      action: SAVE_AS_PNG,
    },
    'format-avif': {
      problem: 'Esta imagen AVIF es animada o transparente; solo se leen las fijas y opacas.',
      action: SAVE_AS_PNG,
    },
    'avif-unsupported': { problem: 'Este navegador no puede leer imágenes AVIF.', action: SAVE_AS_PNG },
    'pixels-withheld': {
      problem:
        'Tal como está configurado, o tal como se abrió la página, este navegador no entrega a la página los píxeles de una imagen así.',
      action: 'Guarde la imagen como PNG y añada ese archivo.',
    },
    'format-jpeg2000': { problem: 'Es una imagen JPEG 2000, que aún no se lee.', action: SAVE_AS_PNG },
    'format-jpegls': { problem: 'Es una imagen JPEG-LS, que aún no se lee.', action: SAVE_AS_PNG },
    'format-jpegxl': { problem: 'Es una imagen JPEG XL, que no se lee.', action: SAVE_AS_PNG },
    'format-icon': { problem: 'Es un icono, no una radiografía.', action: 'Déjelo fuera.' },
    'format-psd': { problem: 'Es un documento de Photoshop, que no se lee.', action: SAVE_AS_PNG },
    'format-nifti': { problem: 'Es un volumen NIfTI, que no se lee.', action: SAVE_AS_PNG },
    'format-document': {
      problem: 'Es un documento de oficina o un archivo de miniaturas, no una imagen.',
      action: ADD_AS_PNG,
    },
    'format-svg': { problem: 'Es un dibujo SVG, no una radiografía.', action: ADD_AS_PNG },
    'format-html': { problem: 'Es una página web, no una radiografía.', action: ADD_AS_PNG },
    'format-pdf': {
      problem: 'Es un documento PDF, que no se lee.',
      action: 'Exporte como PNG o JPEG la radiografía que contiene y añada ese archivo.',
    },
    'format-zip': {
      problem: 'Es un archivo ZIP con otro nombre dentro de un archivo comprimido, que no se lee.',
      action: UNPACK,
    },
    'zip-damaged': {
      problem:
        'El archivo ZIP, o este archivo que contiene, está dañado: su suma de control o sus longitudes no cuadran.',
      action: 'Copie o descargue de nuevo el archivo ZIP completo.',
    },
    'zip-encrypted': {
      problem: 'Está protegido con una contraseña, que aquí no se pide.',
      action: 'Descomprima el archivo ZIP y añada la carpeta o las imágenes que contiene.',
    },
    'zip-compression': {
      problem: 'Este archivo está comprimido dentro de su ZIP de un modo que no se lee.',
      action: 'Descomprima el archivo ZIP y añada la carpeta o las imágenes que contiene.',
    },
    'zip-split': {
      problem: 'Es una parte de un archivo ZIP dividido.',
      action: 'Descomprima todas las partes juntas y añada la carpeta o las imágenes que contienen.',
    },
    'zip-empty': {
      problem: 'El archivo ZIP no contiene ningún archivo.',
      action: 'Cree de nuevo el archivo ZIP.',
    },
    'zip-nested': {
      problem: 'Es un archivo ZIP dentro de otro que está dentro de un tercero, lo que no se lee.',
      action: 'Descomprima el archivo exterior y añada lo que contiene.',
    },
    'zip-unsafe-name': {
      problem: 'El nombre de este archivo dentro del ZIP apunta fuera de él.',
      action: DISTRUST,
    },
    'zip-bomb': {
      problem: 'El archivo ZIP declara muchos más datos de los que ocupan unas radiografías.',
      action: DISTRUST,
    },
    'format-archive': { problem: 'Es un archivo comprimido, que no se lee.', action: UNPACK },
    'format-video': {
      problem: 'Es un vídeo, que no se lee.',
      action: 'Guarde un fotograma como PNG o JPEG y añada ese archivo.',
    },
    'jpeg-lossless': { problem: 'Es un JPEG sin pérdida, que aún no se lee.', action: SAVE_AS_PNG },
    'jpeg-arithmetic': {
      problem: 'Este JPEG usa codificación aritmética, que los navegadores no pueden leer.',
      action: SAVE_AS_PNG,
    },
    'jpeg-hierarchical': {
      problem: 'Este JPEG es jerárquico, lo que los navegadores no pueden leer.',
      action: SAVE_AS_PNG,
    },
    'jpeg-12-bit': {
      problem: 'Este JPEG tiene 12 bits por píxel, lo que los navegadores no pueden leer.',
      action: 'Guárdelo como PNG de 16 bits y añada ese archivo.',
    },
    truncated: {
      problem: 'El archivo termina antes que la imagen.',
      action: 'Cópielo o descárguelo de nuevo, completo.',
    },
    corrupt: { problem: 'El archivo está dañado.', action: 'Cópielo o expórtelo de nuevo desde su origen.' },
    'labels-used': {
      problem: 'Esta tabla no es una imagen: sus etiquetas se asignan a las radiografías que nombra.',
      action: 'Abra «Su propia serie» para ver cómo responde el modelo con ellas.',
    },
    'labels-no-columns': {
      problem: 'Esta tabla no tiene una columna de nombres de archivo junto a otra de etiquetas.',
      action: 'Llámelas «file» y «label», con normal o pneumonia en cada fila, y añada la tabla de nuevo.',
    },
    'labels-no-names': {
      problem: 'Esta tabla tiene etiquetas, pero ninguna columna de nombres de archivo.',
      action: 'Llame a esa columna «file» y añada la tabla de nuevo.',
    },
    'labels-no-labels': {
      problem: 'Esta tabla nombra archivos, pero no se sabe qué columna contiene sus etiquetas.',
      action: 'Llame a esa columna «label», con normal o pneumonia en cada fila, y añada la tabla de nuevo.',
    },
    'labels-no-classes': {
      problem: 'Ninguna etiqueta de esta tabla es «normal» o «pneumonia» (o bien 0 o 1).',
      action: 'Escriba las etiquetas con estas palabras y añada la tabla de nuevo.',
    },
    'labels-own-results': {
      problem: 'Esta tabla es una exportación de esta página: sus hallazgos son del modelo, no la verdad.',
      action: 'Añada una tabla con etiquetas hechas sin el modelo.',
    },
    'too-small': {
      problem: 'La imagen es demasiado pequeña para leerla: su lado menor mide menos de 200 píxeles.',
      action: 'Añada la radiografía a tamaño completo.',
    },
    'too-large': {
      problem: 'La imagen tiene más de 64 megapíxeles, o su archivo más de 512 MB.',
      action: 'Guárdela con un tamaño menor y añada ese archivo.',
    },
    'near-constant': {
      problem: 'La imagen es casi de un único gris.',
      action: 'Compruebe que se exportó con la ventana correcta y añádala de nuevo.',
    },
    'colour-image': {
      problem: 'La imagen es en color, por lo que no es una radiografía.',
      action: 'Añada una radiografía de tórax en grises.',
    },
    'not-a-chest-radiograph': {
      problem: 'La imagen no parece una radiografía frontal de tórax, por lo que no recibe cifra.',
      action: 'Añada la propia radiografía frontal de tórax: derecha y ocupando toda la imagen.',
    },
    'not-a-chest-as-it-lies': {
      problem:
        'Tal como está, la imagen no parece una radiografía frontal de tórax; puede estar girada o invertida.',
      action: 'Léala de nuevo como se propone, o añada la propia radiografía frontal de tórax.',
    },
  },
  failures: {
    cancelled: { problem: 'Se canceló antes de leerse.', action: 'Reintente.' },
    'engine-locked': {
      problem: 'Ningún motor de este equipo superó su autocomprobación, por lo que no se calcula nada.',
      action: 'Vea el aviso sobre el motor; recargue la página y reintente.',
    },
    'engine-lost': {
      problem: 'Se perdió el procesador gráfico durante el cálculo.',
      action: 'Reintente.',
    },
    'not-a-number': {
      problem: 'El motor devolvió algo que no es un número.',
      action: 'Reintente; si vuelve a ocurrir, recargue la página con ?backend=wasm.',
    },
    'prediction-failed': { problem: 'El cálculo falló.', action: 'Reintente.' },
    'decode-failed': {
      problem: 'La decodificación falló de forma inesperada.',
      action: 'Reintente, o guarde la imagen como PNG.',
    },
    'decode-timeout': {
      problem: 'La decodificación tardó demasiado y se detuvo.',
      action: 'Reintente, o guarde la imagen con un tamaño menor.',
    },
    'decoder-crashed': {
      problem: 'El decodificador se detuvo, quizá por falta de memoria.',
      action: 'Cierre otras pestañas y reintente.',
    },
    'file-not-readable': {
      problem: 'El navegador no pudo leer el archivo: se movió, cambió o no está permitido.',
      action: 'Añada de nuevo el archivo.',
    },
  },
  warnings: {
    'canvas-noise': {
      problem: 'Este navegador altera los píxeles leídos de un lienzo (una protección contra el rastreo).',
      action: 'Use archivos PNG, que se leen con exactitud, o permita el acceso al lienzo en esta página.',
    },
    'colour-tint': {
      problem: 'La imagen está ligeramente coloreada; solo se leyó su luminosidad.',
      action: 'Si puede, exporte la radiografía en grises.',
    },
    'low-contrast': {
      problem: 'La imagen usa una pequeña parte de su escala de grises.',
      action: 'Si puede, expórtela con su ventana completa.',
    },
    saturated: {
      problem: 'Gran parte del centro de la imagen es negro o blanco puro: ahí se pierde el detalle.',
      action: 'Si puede, expórtela con una ventana más ancha o desde el archivo original.',
    },
    'wide-border': {
      problem: 'Más de una cuarta parte de la imagen es un marco vacío, y el modelo lee también el marco.',
      action: 'Recorte la imagen a la radiografía y añada ese archivo.',
    },
    'burned-in-text': {
      problem: 'Hay texto incrustado en los píxeles de la imagen; puede identificar al paciente.',
      action:
        'Revise la imagen antes de compartirla, o de compartir su mapa de calor o una captura de pantalla.',
    },
    'read-inverted': {
      problem: 'Se intercambiaron blanco y negro antes de la lectura, como usted pidió.',
      action: COMPARE,
    },
    'read-turned': {
      problem: 'La imagen se giró antes de la lectura, como usted pidió.',
      action: COMPARE,
    },
    'dicom-window-ignored': {
      problem:
        'La ventana de este archivo DICOM no muestra nada, por lo que se usó el intervalo de sus píxeles.',
      action: 'Compare la imagen con lo que muestra el visor de origen.',
    },
    'tiff-first-page': {
      problem: 'El archivo TIFF contiene varias páginas; solo se leyó la primera.',
      action: 'Guarde la página que desee como un archivo aparte.',
    },
    'animated-first-frame': {
      problem: 'El archivo contiene una animación; solo se leyó su imagen fija.',
      action: 'Guarde el fotograma que desee como un archivo aparte.',
    },
  },
  withholdings: {
    'unlike-training-data': {
      problem:
        'La imagen no se parece a las radiografías de las que aprendió el modelo, por lo que su respuesta puede no significar nada.',
      action:
        'Compruebe que sea una radiografía frontal de tórax de un niño; muestre las cifras solo si lo es.',
    },
    'film-inverted': {
      problem:
        'La radiografía parece invertida, con el aire en blanco y el hueso en negro, si es que se trata de una radiografía frontal de tórax.',
      action: 'Inviértala y léala de nuevo; muestre las cifras solo si está bien como está.',
    },
    'film-turned': {
      problem:
        'La radiografía parece estar de lado o boca abajo, si es que se trata de una radiografía frontal de tórax.',
      action: 'Póngala derecha y léala de nuevo; muestre las cifras solo si ya está derecha.',
    },
    'dicom-adult': {
      problem:
        'El archivo DICOM dice que el paciente tiene 18 años o más; el modelo aprendió de niños pequeños.',
      action: 'Use una herramienta para adultos; muestre las cifras solo si la edad del archivo es errónea.',
    },
    'dicom-lateral': {
      problem:
        'El archivo DICOM dice que es una proyección lateral; el modelo aprendió de proyecciones frontales.',
      action: 'Añada la proyección frontal; muestre las cifras solo si el archivo se equivoca.',
    },
    'dicom-not-frontal': {
      problem: 'El archivo DICOM dice que no es una proyección AP ni PA.',
      action: 'Añada la proyección frontal; muestre las cifras solo si el archivo se equivoca.',
    },
    'dicom-not-chest': {
      problem: 'El archivo DICOM dice que no es del tórax.',
      action: 'Añada una radiografía de tórax; muestre las cifras solo si el archivo se equivoca.',
    },
    'dicom-other-modality': {
      problem: 'El archivo DICOM dice que procede de un equipo que no es de radiografía.',
      action: 'Añada una radiografía de tórax; muestre las cifras solo si el archivo se equivoca.',
    },
  },
  locks: {
    'backend-unknown': {
      problem: 'La dirección pide un backend que no existe.',
      action: 'Use ?backend=webgpu, ?backend=webgl, ?backend=wasm o ?backend=cpu, o ninguno.',
    },
    'backend-unavailable': {
      problem: 'El backend que pide la dirección no puede funcionar aquí.',
      action: 'Abra la página sin ?backend.',
    },
    'self-test-failed': {
      problem: 'El motor no da los números que debe dar.',
      action: 'Abra la página en otro navegador o actualice el controlador gráfico.',
    },
    'asset-missing': { problem: 'Falta en el servidor un archivo del modelo.', action: UPLOAD_BUILD },
    'asset-is-html': {
      problem: 'El servidor envió una página web en lugar de un archivo del modelo.',
      action: UPLOAD_BUILD,
    },
    'asset-unreachable': {
      problem: 'No se pudo obtener un archivo del modelo.',
      action: 'Compruebe la conexión y recargue la página.',
    },
    'asset-corrupt': {
      problem: 'Un archivo del modelo no es el que se publicó.',
      action: 'Recargue la página; si persiste, pida a quien la aloja que suba todos sus archivos.',
    },
    'card-invalid': {
      problem: 'La ficha del modelo está mal formada o no corresponde a su modelo.',
      action: UPLOAD_BUILD,
    },
    'model-invalid': {
      problem: 'El modelo no se puede cargar o no tiene la forma que debe tener.',
      action: UPLOAD_BUILD,
    },
  },
} satisfies CodeTexts;
