/**
 * Spanish. Worklist entries are "archivos" (masculine), since not every file is a film; films are "radiografías".
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
import { CODES } from './es-codes.ts';
import { MORE } from './es-more.ts';

const FINDINGS = {
  normal: 'Normal',
  indeterminate: 'Indeterminado',
  pneumonia: 'Neumonía',
} satisfies Record<Finding, string>;

/** A class within a sentence. */
const nameClass = (className: ClassName): string => FINDINGS[className].toLowerCase();

const SOURCES = { activation: 'Mapa de activación', occlusion: 'Comprobación por oclusión' };
const ROWS = { upper: 'superior', middle: 'media', lower: 'inferior' };
const COLUMNS = { left: 'izquierda', middle: 'central', right: 'derecha' };
const TURNS = ['', 'girar 90° a la derecha', 'girar 180°', 'girar 90° a la izquierda'];

export default {
  strings: {
    engines: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'CPU' },
    findings: FINDINGS,
    stages: {
      decoding: 'Decodificación',
      checking: 'Comprobación de la imagen',
      predicting: 'Lectura de la radiografía',
    },
    interval: (value, lower, upper) => `${value} (${lower} a ${upper})`,
    range: (lower, upper) => `${lower} a ${upper}`,
    remaining: {
      few: 'unos segundos',
      seconds: (seconds) => `unos ${seconds} s`,
      minutes: (minutes) => `cerca de ${minutes} min`,
    },
    header: {
      name: 'Lungfield',
      notice: 'Solo para uso en investigación, no es un dispositivo médico',
      chooseFiles: 'Elegir archivos',
      about: 'Acerca de este modelo',
      lightTheme: 'Tema claro',
      language: 'Idioma',
      engineLoading: 'Cargando el motor',
      engineLocked: 'Motor bloqueado',
      engineReady: (engine) => `Motor: ${engine}`,
      offlineReady: 'Disponible sin conexión',
      offlineUnavailable: 'No disponible sin conexión',
      offlineSingleFile: 'Un solo archivo, sin necesidad de red',
      offlinePending: 'Preparando el uso sin conexión',
      update: 'Actualizar y recargar',
      updateBlocked: 'Cierre antes las demás pestañas de esta página',
      updateHeld: 'Hay radiografías abiertas: guarde lo que necesite, recargue la página y actualice después',
      rolledBack: (refused, used) =>
        `La versión ${refused} no arrancó en este navegador; se usa la versión anterior, ${used}`,
      rollsBack: (refused, used) =>
        `Esta versión, ${refused}, no arrancó en este navegador: recargue la página para usar la anterior, ${used}`,
    },
    intake: {
      dropNow: 'Suelte para añadir',
      chooseFolder: 'Elegir una carpeta',
    },
    empty: {
      title: 'Suelte radiografías de tórax en cualquier lugar de esta página',
      purpose:
        'Muestra cómo una pequeña red neuronal reparte una radiografía frontal de tórax de un niño de 1 a 5 años entre normal y neumonía; las radiografías nunca salen de este equipo.',
      formats:
        'DICOM, TIFF, PNG, JPEG, WebP, AVIF o BMP: una, varias, una carpeta o un ZIP. Haga clic aquí para elegirlas.',
    },
    samples: {
      offer: 'Probar con un ejemplo sintético',
      note: 'Generado por un programa a partir de una semilla aleatoria. No es de ningún paciente.',
      badge: 'Sintético',
      failed: 'No se pudo obtener el ejemplo.',
      labels: {
        normal: 'Pulmones limpios',
        pneumonia: 'Opacidades en los pulmones',
        unlike: 'Un tórax distinto de las radiografías de entrenamiento',
        hand: 'No es un tórax: una mano',
      },
    },
    worklist: {
      title: 'Lista de trabajo',
      list: 'Radiografías',
      none: 'Aún no hay radiografías.',
      noMatch: 'Ninguna radiografía coincide.',
      search: 'Buscar por nombre de archivo',
      searchHint: 'Nombre de archivo',
      filter: 'Mostrar',
      filters: {
        all: (count) => `Todos (${formatCount(count)})`,
        pneumonia: (count) => `Neumonía (${formatCount(count)})`,
        indeterminate: (count) => `Indeterminados (${formatCount(count)})`,
        normal: (count) => `Normales (${formatCount(count)})`,
        withheld: (count) => `Retenidos (${formatCount(count)})`,
        rejected: (count) => `No leídos (${formatCount(count)})`,
        failed: (count) => `Fallidos (${formatCount(count)})`,
        unfinished: (count) => `Pendientes (${formatCount(count)})`,
      },
      order: 'Ordenar',
      orders: {
        added: 'Según se añadieron',
        name: 'Por nombre',
        highest: 'Neumonía primero',
        lowest: 'Normal primero',
        outcome: 'Por resultado',
      },
      distribution: {
        title: 'Distribución de las puntuaciones',
        none: 'Aún no hay puntuaciones.',
        caption: (shown, total, low, high) =>
          `Archivos con puntuación visible: ${formatCount(shown)} de ${formatCount(total)}; ${formatCount(low)} por debajo del 10 % de neumonía, ${formatCount(high)} en el 90 % o más, ${formatCount(shown - low - high)} entre ambos.`,
      },
      paused: 'en pausa',
      pause: 'Pausar',
      resume: 'Continuar',
      cancel: 'Cancelar',
      retryFailed: (count) => `Reintentar ${formatCount(count)} ${count === 1 ? 'fallido' : 'fallidos'}`,
      done: (done, total) => `${done} de ${total} ${done === 1 ? 'listo' : 'listos'}`,
      opening: 'abriendo archivos…',
      left: (left) => `${formatCount(left)} ${left === 1 ? 'pendiente' : 'pendientes'}`,
      skipped: (count) =>
        count === 1
          ? 'Se omitió 1 archivo del sistema en una carpeta o un archivo comprimido.'
          : `Se omitieron ${formatCount(count)} archivos del sistema en carpetas y archivos comprimidos.`,
      queued: 'En espera',
      withheldTitle: 'Retenido.',
      withheld: {
        'unlike-training-data': {
          problem: 'Distinta de las radiografías de entrenamiento.',
          action: 'Compruebe que sea de tórax, frontal y de un niño.',
        },
        'film-inverted': {
          problem: 'La radiografía parece invertida.',
          action: 'Inviértala y vuelva a leerla.',
        },
        'film-turned': { problem: 'La radiografía parece girada.', action: 'Gírela y vuelva a leerla.' },
        'dicom-adult': {
          problem: 'Según su archivo, de un adulto; el modelo aprendió de niños.',
          action: 'Use otra herramienta.',
        },
        'dicom-lateral': {
          problem: 'Según su archivo, proyección lateral.',
          action: 'Añada la proyección frontal.',
        },
        'dicom-not-frontal': {
          problem: 'Según su archivo, ni AP ni PA.',
          action: 'Añada la proyección frontal.',
        },
        'dicom-not-chest': {
          problem: 'Según su archivo, no es de tórax.',
          action: 'Añada una radiografía de tórax.',
        },
        'dicom-other-modality': {
          problem: 'Según su archivo, no es radiografía.',
          action: 'Añada una radiografía de tórax.',
        },
      },
      revealed: 'Retenido',
      unread: 'No leído.',
      failed: 'Fallido.',
      noCard: 'Sin cifras mientras el motor esté bloqueado.',
      retry: 'Reintentar',
      retryNamed: (name) => `Reintentar ${name}`,
    },
    film: {
      title: 'Radiografía',
      alt: (index, name) => `Radiografía ${index + 1}: ${name}`,
      noPicture: 'No hay imagen de este archivo.',
      waiting: 'La imagen aún se está preparando.',
      facts: (widthPx, heightPx, bitDepth, format) =>
        `${widthPx} × ${heightPx} px, ${bitDepth} bits, ${format.toUpperCase()}`,
      size: (widthPx, heightPx) => `${widthPx} × ${heightPx} px`,
    },
    viewer: {
      title: 'Visor de la radiografía',
      comparedTitle: 'Visor de la radiografía comparada',
      chooseOther: 'Elija otra radiografía de la lista de trabajo para compararla con esta.',
      comparedWith: (name) => `Comparada con ${name}`,
      hint: 'Las flechas mueven una radiografía ampliada, más y menos cambian el zoom, el signo de interrogación muestra todas las teclas.',
      center: 'Centro',
      width: 'Ancho',
      tools: {
        title: 'Herramientas de la radiografía',
        window: 'El botón izquierdo ajusta la ventana',
        move: 'El botón izquierdo mueve la radiografía',
        fit: 'Encajar',
        actualSize: 'Píxel a píxel',
        enlarge: 'Acercar',
        reduce: 'Alejar',
        invert: 'Invertir',
        turnLeft: 'Girar a la izquierda',
        turnRight: 'Girar a la derecha',
        mirror: 'Reflejar',
        compare: 'Comparar',
        reset: 'Restablecer',
      },
      pose: (quarterTurns, isMirrored, isInverted) => {
        const turn = ['', 'girada 90° a la derecha', 'girada 180°', 'girada 90° a la izquierda'][
          quarterTurns
        ];
        const what = [turn, isMirrored ? 'reflejada' : '', isInverted ? 'invertida' : ''].filter(
          (part) => part !== '',
        );
        return `Se muestra ${what.join(', ')}; el resultado es de la radiografía tal como se leyó.`;
      },
      zoom: (scale) => `${Math.round(100 * scale)} %`,
      loading: 'Vista previa; se está decodificando la profundidad completa…',
      previewOnly: 'Solo vista previa, sin ventana.',
      tryAgain: 'Reintentar',
      scaleBar: (lengthMm, { plane, magnification }) => {
        const length = formatLength(lengthMm);
        if (plane === 'patient') return `${length}, con la magnificación corregida según el archivo`;
        if (magnification === null) return `${length} en el detector; menos en el paciente`;
        return `${length} en el detector; unos ${formatLength(lengthMm / magnification)} en el paciente (magnificación ${formatShort(magnification)} según el archivo)`;
      },
      sheet: {
        open: 'Todas las teclas',
        title: 'Teclas',
        groups: [
          {
            title: 'Radiografía (con el foco en ella o en sus herramientas)',
            keys: [
              ['+ −', 'Zoom'],
              ['F', 'Encajar'],
              ['1', 'Píxel a píxel'],
              ['← → ↑ ↓', 'Mover una radiografía ampliada'],
              ['Mayús + ← →', 'Ancho de la ventana'],
              ['Mayús + ↑ ↓', 'Centro de la ventana'],
              ['I', 'Invertir'],
              ['R, L', 'Girar a la derecha, a la izquierda'],
              ['M', 'Reflejar'],
              ['0', 'Restablecer'],
              ['W, P', 'El botón izquierdo ajusta la ventana, mueve la radiografía'],
              ['H', 'Mapa de calor'],
              ['C', 'Comparar esta radiografía con otra'],
              ['Re Pág, Av Pág', 'Radiografía anterior, radiografía siguiente'],
              ['?', 'Esta hoja'],
            ],
          },
          {
            title: 'Ratón y dedos',
            keys: [
              ['Arrastrar con el izquierdo', 'Ventana: a la derecha ensancha, hacia abajo oscurece'],
              ['Rueda', 'Zoom hacia el cursor'],
              [
                'Arrastrar con el central o el derecho',
                'Mover; también con la barra espaciadora pulsada y el botón izquierdo',
              ],
              ['Doble clic', 'Encajar'],
              ['Dos dedos', 'Zoom y mover'],
            ],
          },
          {
            title: 'Lista de trabajo',
            keys: [
              ['↑ ↓ Inicio Fin', 'Recorrer la lista'],
              ['Intro', 'Abrir la radiografía'],
            ],
          },
        ],
      },
    },
    heatmap: {
      wipe: (share) => `Cortinilla ${Math.round(100 * share)} %`,
      show: 'Mostrar mapa de calor',
      title: 'Mapa de calor',
      warning: 'Influencia en la puntuación, no una lesión.',
      source: 'Mostrar',
      sources: SOURCES,
      influenceFor: 'Influencia a favor de',
      opacity: (opacity) => `Opacidad ${Math.round(100 * opacity)} %`,
      dark: (className) => `Negro: ninguna, o en contra de la clase ${nameClass(className)}.`,
      unit: {
        activation: (className) => `Logit de la clase ${nameClass(className)} por 1 % de la radiografía`,
        occlusion: (className) => `Logit de la clase ${nameClass(className)} que se pierde con un parche`,
      },
      orMore: (value) => `${formatShort(value)} o más`,
      cells: (columns, rows) =>
        `Resolución máxima de ${columns} × ${rows} celdas, suavizada al dibujar; la comprobación por oclusión indica con más seguridad de qué depende la puntuación.`,
      sum: (className, sum, constant, logit) =>
        `El mapa suma ${formatLogit(sum)}; con la constante del modelo, ${formatLogit(constant)}, resulta el logit de la clase ${nameClass(className)}: ${formatLogit(logit)}.`,
      patches: ({ sidePx, patchPx, stridePx }) =>
        `Parches de ${patchPx} × ${patchPx} px, cada ${stridePx} px, en gris sobre los ${sidePx} × ${sidePx} px que lee el modelo; cada punto muestra la media de los parches que lo cubren. Su suma no es el logit.`,
      progress: (done, total) =>
        total === 0
          ? 'Leyendo de nuevo la radiografía…'
          : `Cubriendo con parches grises: ${done} de ${total}`,
      stop: 'Detener la comprobación',
      running: 'La comprobación por oclusión está en curso.',
      finished: 'Se muestra la comprobación por oclusión.',
      failed: 'La comprobación falló; el resultado sigue siendo válido.',
      alt: (className, source, peak) => {
        const what = `${SOURCES[source]}, clase ${nameClass(className)}`;
        if (peak === null) return `${what}: todo oscuro.`;
        const { row, column, value } = peak;
        const place = row === 'middle' && column === 'middle' ? 'central' : `${ROWS[row]} ${COLUMNS[column]}`;
        const unit = source === 'activation' ? 'de logit por 1 % de la radiografía' : 'de logit';
        return `${what}: máximo en la parte ${place} de la imagen, ${formatDecimal(value, 2)} ${unit}.`;
      },
    },
    steps: {
      title: 'Radiografías',
      place: (place, total) => `${formatCount(place)} de ${formatCount(total)}`,
      previous: 'Radiografía anterior',
      next: 'Radiografía siguiente',
      list: 'Lista de trabajo',
    },
    result: {
      title: 'Resultado',
      none: 'El resultado de la primera radiografía aparecerá aquí.',
      sentence: (pneumonia, normal) => `Esta imagen es un ${pneumonia} neumonía y un ${normal} normal.`,
      meaning: {
        normal: 'Por debajo de la zona indeterminada.',
        indeterminate: 'En la zona en la que el modelo se abstiene de clasificar.',
        pneumonia: 'Por encima de la zona indeterminada.',
      },
      meaningWithoutZone: {
        normal: 'Por debajo del umbral de decisión.',
        pneumonia: 'En el umbral de decisión o por encima.',
      },
      pneumonia: FINDINGS.pneumonia,
      normal: FINDINGS.normal,
      chart: (pneumonia, normal, threshold) =>
        `Barra de 0 a 100 %: neumonía ${pneumonia} %, normal ${normal} %; umbral de decisión en ${formatThresholdPercent(threshold)} %.`,
      threshold: (threshold) => `umbral ${formatThresholdPercent(threshold)} %`,
      zone: (lower, upper) => `Zona indeterminada: de ${lower} a ${upper} % de neumonía`,
      prior: 'Con una probabilidad a priori de un medio: ambas clases igual de frecuentes.',
      queued: 'En espera de su turno',
      waitingForEngine: 'En espera del motor',
      checks: 'Comprobaciones',
      isFamiliar: 'Similar a las radiografías con las que se entrenó el modelo',
      isUnfamiliar: 'Distinta de las radiografías con las que se entrenó el modelo',
      noWarnings: 'Imagen leída por completo, nada inusual',
      details: 'Detalles',
      familiarity: 'Familiaridad',
      familiarityNote: (familiarity) => `${familiarity} (por debajo de 1 se retiene)`,
      engine: 'Motor',
      time: 'Tiempo',
      film: 'Radiografía',
      model: 'Modelo',
      withheldTitle: 'Resultado retenido',
      elsewhere:
        'Que se retenga no es un hallazgo: nunca se midió cuánto acierta el modelo con radiografías como esta. A menudo se retienen radiografías de otro hospital u otro equipo solo por eso. Cuánto vale allí lo muestran sus propias radiografías con etiquetas conocidas.',
      reveal: 'Mostrar la puntuación de todos modos',
      conceal: 'Ocultar de nuevo la puntuación',
      reread: ({ quarterTurns, isInverted }) => {
        const steps = [TURNS[quarterTurns], isInverted ? 'invertir' : ''].filter((step) => step !== '');
        const text = `${steps.join(', ')} y leer de nuevo`;
        return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
      },
      rereadAsStored: 'Leerla tal como está en el archivo',
      rejectedTitle: 'No leído',
      frame: (frames) => `Fotograma, de 1 a ${formatCount(frames)}`,
      addFrame: 'Añadir un fotograma',
      failedTitle: 'Fallido',
      failedStage: (stage) => `Detenido en: ${stage.toLowerCase()}.`,
      notice: 'Solo para uso en investigación, no es un dispositivo médico.',
    },
    counts: {
      plain: (value, lower, upper) =>
        `De 100 radiografías con una puntuación como esta, ${value} ${value === 1 ? 'estaba etiquetada' : 'estaban etiquetadas'} como neumonía (intervalo del 95\u00a0%: ${lower} a ${upper}).`,
      wide: (value, lower, upper) =>
        `De 100 radiografías con una puntuación como esta, entre ${lower} y ${upper} estaban etiquetadas como neumonía (intervalo del 95\u00a0%; las radiografías contadas dan ${value}).`,
      source: (images, range) =>
        `Recuento en ${formatCount(images)} radiografías reservadas con un ${range}\u00a0% de neumonía; como el reparto, con una probabilidad a priori de un medio: ambas clases igual de frecuentes.`,
      few: 'Pocas radiografías reservadas tuvieron una puntuación así: guíese por el intervalo.',
      unlike: 'Aquí no hay recuento: las radiografías reservadas de las que procede no son como esta.',
      caption:
        'De 100 radiografías con una puntuación similar, cuántas estaban etiquetadas como neumonía: recuento en el décimo bloqueado, con una probabilidad a priori de un medio para cada clase y el intervalo del 95 %.',
      range: 'Puntuación',
      share: 'Etiquetadas como neumonía, de 100',
      films: 'Radiografías contadas (normales, neumonía)',
      rangeOf: (range) => `${range} % de neumonía`,
      shareOf: (value, lower, upper) => `${value} (${lower} a ${upper})`,
      filmsOf: (normal, pneumonia) =>
        `${formatCount(normal + pneumonia)} (${formatCount(normal)}, ${formatCount(pneumonia)})`,
    },
    threshold: {
      label: 'Umbral de decisión',
      exact: (label) => `${label}, valor exacto`,
      note: 'Porcentaje de neumonía a partir del cual una radiografía se clasifica como neumonía. La zona indeterminada se desplaza con él.',
      reset: 'Restablecer a 0,50',
      moved: (threshold) => `con un umbral de ${formatDecimal(threshold, 2)}`,
      movedBadge: (threshold) => `con ${formatDecimal(threshold, 2)}`,
    },
    ...MORE,
    footer: { privacy: 'Nada sale de este equipo.' },
    dialog: { close: 'Cerrar' },
    locked: {
      title: 'El motor está bloqueado',
      calm: 'No se muestra ninguna puntuación, porque ninguna sería fiable. No se ha enviado nada a ningún sitio.',
    },
    about: {
      title: 'Acerca de este modelo',
      loading: 'El modelo aún se está cargando.',
      unavailable: 'No se pudo cargar ningún modelo.',
      intendedUse: 'Uso previsto',
      limits: 'Limitaciones',
      performance: 'Rendimiento medido',
      performanceNote: 'Valores con sus intervalos del 95 %.',
      outOfFold: 'Validación cruzada (fuera de pliegue)',
      lockedTenth: 'Prueba (décimo bloqueado)',
      measure: 'Medida',
      images: 'Imágenes (normales, neumonía)',
      patients: 'Pacientes',
      threshold: 'Umbral',
      auroc: 'AUROC',
      sensitivity: 'Sensibilidad',
      specificity: 'Especificidad',
      accuracy: 'Exactitud',
      balancedAccuracy: 'Exactitud equilibrada',
      auprc: 'AUPRC',
      brier: 'Puntuación de Brier',
      ece: 'Error de calibración esperado',
      data: 'Datos de entrenamiento',
      dataImages: (images, patients) =>
        `${formatCount(images)} imágenes de ${formatCount(patients)} pacientes`,
      howToRead: 'De la puntuación al hallazgo',
      calibration: (images) =>
        `Las puntuaciones están calibradas con ${formatCount(images)} imágenes reservadas, para una probabilidad a priori de un medio para cada clase.`,
      zone: (lower, upper, coverage, images) =>
        `De ${lower} a ${upper} % de neumonía, el modelo se abstiene de clasificar la imagen. La zona está delimitada de modo que el ${coverage} % de cada clase no se clasifique como la otra, en ${formatCount(images)} imágenes reservadas; se desplaza con el umbral de decisión.`,
      noZone:
        'No hay zona indeterminada: en el umbral de decisión o por encima, la imagen se clasifica como neumonía.',
      domain: (percent, images) =>
        `El resultado se retiene cuando la imagen no se parece a las radiografías de entrenamiento; el ${percent} % de las ${formatCount(images)} radiografías reservadas quedó dentro del límite. Lo que se aleja aún más, por no ser una radiografía frontal de tórax, no se lee.`,
      identity: 'Identificación',
      version: 'Versión',
      parameters: 'Parámetros',
      weights: 'Pesos',
      modelHash: 'SHA-256 del modelo',
      dataHash: 'SHA-256 de los datos',
      licence: 'Licencia',
      cite: 'Cómo citar',
      citeModel: 'El modelo',
      citeData: 'Los datos',
      plots: 'Gráficos del décimo bloqueado',
      speed: (times) => `Medido en este dispositivo, por radiografía: ${times}`,
      drift: (images, drift, flips) =>
        `La exportación cambió la puntuación bruta en ${drift} como máximo y ${flips} ${flips === 1 ? 'etiqueta' : 'etiquetas'}, en ${formatCount(images)} imágenes que los pesos nunca vieron.`,
    },
  },
  codes: CODES,
} satisfies Catalogue;
