/**
 * Spanish, the rest: charts, operating point, own read, own set, exports and print. A part of `es.ts`.
 */
import type { ClassName } from '../../model/spec.ts';
import { formatCount, formatDecimal, formatThresholdPercent } from '../format.ts';
import type { Strings } from '../strings.ts';

const CLASSES = { normal: 'normal', pneumonia: 'neumonía' } satisfies Record<ClassName, string>;

const films = (count: number): string =>
  `${formatCount(count)} ${count === 1 ? 'radiografía' : 'radiografías'}`;

/** The sections that `es.ts` takes in. */
export const MORE = {
  charts: {
    asTable: 'Como tabla',
    intervals: 'Con intervalos del 95 %.',
    threshold: 'Umbral',
    sensitivity: 'Sensibilidad',
    specificity: 'Especificidad',
    roc: 'Curva ROC',
    falseCalls: 'Radiografías normales clasificadas como neumonía, %',
    hits: 'Sensibilidad, %',
    rocAlternative: (threshold, sensitivity, specificity) =>
      `Curva ROC; con un umbral de ${formatDecimal(threshold, 2)}, la sensibilidad es ${sensitivity} y la especificidad ${specificity}.`,
    enlarge: 'Ampliar la esquina superior izquierda',
    rocNote: (threshold) =>
      `Banda gris: intervalo del 95 % de la sensibilidad (Wilson) en cada punto. Punto y cruz: un umbral de ${formatDecimal(threshold, 2)} con ambos intervalos. Línea discontinua: el azar.`,
    labelledPneumonia: 'Etiquetadas como neumonía',
    labelledNormal: 'Etiquetadas como normales',
    calledPneumonia: 'Clasificadas como neumonía',
    calledNormal: 'Clasificadas como normales',
    sum: 'Total',
    confusion: (threshold) => `Matriz de confusión con un umbral de ${formatDecimal(threshold, 2)}`,
  },
  operatingPoint: {
    button: 'Punto de operación',
    title: 'Punto de operación: qué se obtiene con el umbral de decisión',
    measured: (images, normal, pneumonia) =>
      `Medido en el décimo bloqueado: ${formatCount(images)} radiografías del hospital del que aprendió el modelo, ${formatCount(normal)} normales y ${formatCount(pneumonia)} con neumonía. Los intervalos del 95 % suponen radiografías independientes (Wilson).`,
    auroc: (text) => `AUROC ${text}, intervalo del 95 % por bootstrap sobre los pacientes.`,
    exact: 'Recuento exactamente en este umbral.',
    between: (asked, at, count) =>
      `Recuento en ${at}, el umbral siguiente de la ficha del modelo; en ${formatDecimal(asked, 2)} ${count === 1 ? 'se clasifica' : 'se clasifican'} como neumonía hasta ${films(count)} más.`,
    rates: 'Con este umbral, con intervalos del 95 %',
    sensitivity: 'Sensibilidad',
    specificity: 'Especificidad',
    positive: 'VPP: clasificada como neumonía, y lo es',
    negative: 'VPN: clasificada como normal, y lo es',
    noCall: 'Ninguna radiografía se clasifica así.',
    of: (part, whole) => `${formatCount(part)} de ${formatCount(whole)}`,
    atPrevalence: (percent) => `con una prevalencia del ${percent} %`,
    prevalence: 'Prevalencia, %',
    prevalenceNote:
      'Porcentaje de neumonía entre las radiografías que usted lee. Las puntuaciones están calibradas para el 50 %; los valores predictivos siguen lo que usted fije, las puntuaciones no.',
    prevalenceReset: 'Restablecer al 50 %',
    rowsNote:
      'Con intervalos del 95 %; cada fila se cuenta en el umbral siguiente de la ficha del modelo, a pocas radiografías del indicado.',
    zone: 'Una radiografía de la zona indeterminada cuenta aquí en el lado del umbral en el que está.',
    reliability: 'Diagrama de fiabilidad',
    reliabilityAlternative: (holding, bins) =>
      `Diagrama de fiabilidad: en ${holding} de ${bins} grupos de radiografías con puntuación similar, la puntuación media está dentro del intervalo del 95 % de la proporción etiquetada como neumonía.`,
    reliabilityNote: (images) =>
      `${formatCount(images)} radiografías del décimo bloqueado en grupos de igual peso, con un medio para cada clase; las barras son intervalos del 95 %. Sobre la línea discontinua, las puntuaciones son lo que dicen. La calibración se ajustó con las mismas radiografías, así que esto muestra ajuste, no una prueba.`,
    reliabilityTable: 'Grupos como tabla',
    meanScore: 'Puntuación media, % de neumonía',
    labelled: 'Etiquetadas como neumonía, %',
    films: 'Radiografías (normales, neumonía)',
    filmsOf: (normal, pneumonia) =>
      `${formatCount(normal + pneumonia)} (${formatCount(normal)}, ${formatCount(pneumonia)})`,
  },
  ownRead: {
    switch: 'Primero su lectura',
    switchHint: 'Oculta cada resultado hasta que usted haya registrado su propia lectura',
    promptTitle: 'Primero, su lectura',
    prompt:
      'La radiografía ya está leída. ¿Qué ve usted? El resultado se muestra en cuanto se registra su lectura, que queda tal como se registró.',
    normal: 'Normal',
    pneumonia: 'Neumonía',
    keys: 'Teclas: N para normal, P para neumonía.',
    card: 'Primero, su lectura',
    badge: (className) => `Usted: ${CLASSES[className]}`,
    note: (read, call, threshold) =>
      `Su lectura: ${CLASSES[read]}. Clasificación del modelo con ${formatDecimal(threshold, 2)}: ${CLASSES[call]}. ${read === call ? 'Ambas concuerdan.' : 'Difieren.'}`,
    notOwn: 'El resultado ya había estado en pantalla, así que esta lectura no cuenta.',
    agreement: 'Concordancia',
    title: 'Concordancia de sus lecturas con el modelo',
    none: 'Aún no hay lecturas registradas. Active «Primero su lectura» y lea las radiografías.',
    shareTerm: 'Lecturas que concuerdan',
    share: (agreeing, reads) => `${formatCount(agreeing)} de ${formatCount(reads)}`,
    kappaTerm: 'Kappa de Cohen',
    kappa: (value, lower, upper) => `${value} (${lower} a ${upper})`,
    kappaAlone: (value) => `${value}, sin intervalo`,
    noKappa: 'No definido: ambos clasifican igual todas las radiografías.',
    method:
      'Con intervalos del 95 %: el de Wilson para la proporción; para kappa, el de muestras grandes de Fleiss, Cohen y Everitt (Psychological Bulletin 1969, 72, 323). Concordar no es acertar: cualquiera de los dos puede equivocarse.',
    few: 'Con pocas radiografías, o si todas concuerdan, el intervalo de kappa para muestras grandes afirma demasiado o no existe.',
    caption: (threshold) =>
      `Sus lecturas frente a las clasificaciones del modelo con un umbral de ${formatDecimal(threshold, 2)}; las radiografías de la zona indeterminada cuentan en el lado en el que están`,
    youPneumonia: 'Usted: neumonía',
    youNormal: 'Usted: normal',
    modelPneumonia: 'Modelo: neumonía',
    modelNormal: 'Modelo: normal',
    sum: 'Total',
    left: (reads) =>
      reads === 1
        ? 'Se excluye 1 lectura: el resultado ya había estado en pantalla.'
        : `Se excluyen ${formatCount(reads)} lecturas: el resultado ya había estado en pantalla.`,
    memory: 'Las lecturas se guardan solo en la memoria de esta página y se pierden al cerrarla.',
  },
  ownSet: {
    button: 'Su propia serie',
    title: 'Su propia serie: cómo responde el modelo con sus radiografías',
    none: 'Ninguna radiografía de la lista tiene etiqueta todavía.',
    how: [
      'Suelte una carpeta con subcarpetas NORMAL y PNEUMONIA: la más cercana de las dos por encima de una radiografía es su etiqueta.',
      'O suelte las radiografías con una tabla CSV que tenga una columna «file» (archivo) y una columna «label» (etiqueta: normal o pneumonia, 0 o 1).',
    ],
    why: 'Las etiquetas deben proceder de lectores que no vieron la respuesta del modelo. Nada sale de este equipo, nada se conserva.',
    labelled: (normal, pneumonia) =>
      `${films(normal + pneumonia)} con etiqueta; normales: ${formatCount(normal)}, con neumonía: ${formatCount(pneumonia)}.`,
    counted: (count) => `Contadas: ${formatCount(count)}.`,
    leftOut: {
      withheld: (count) => `Excluidas por retenidas: ${formatCount(count)}.`,
      unread: (count) => `Excluidas hasta que registre su propia lectura: ${formatCount(count)}.`,
      rejected: (count) => `Excluidas por no haberse podido leer: ${formatCount(count)}.`,
      failed: (count) => `Excluidas por fallo: ${formatCount(count)}.`,
      unfinished: (count) => `Aún por leer: ${formatCount(count)}.`,
    },
    skippedRows: (count) =>
      `Filas de etiquetas que no se pudieron usar: ${formatCount(count)} (sin nombre de archivo, o ni normal ni neumonía).`,
    includeWithheld: 'Con las retenidas',
    withheldIncluded: (count) => `Retenidas, contadas: ${formatCount(count)}.`,
    patients:
      'No se conoce a los pacientes: cada radiografía se toma por un paciente distinto, así que los intervalos son demasiado estrechos si varias son del mismo paciente.',
    figures: 'Cifras con intervalos del 95 %',
    accuracy: 'Exactitud',
    sensitivity: 'Sensibilidad',
    specificity: 'Especificidad',
    auroc: 'AUROC',
    noFilms: 'Ninguna radiografía así.',
    oneClass: 'Requiere radiografías de ambas clases.',
    waits: 'Espera a que se lean todas.',
    measuring: 'Se está calculando…',
    apart:
      'Las puntuaciones separan por completo las clases, así que el bootstrap da un intervalo de anchura nula; con pocas radiografías, eso no es certeza.',
    method:
      'Intervalos de Wilson; AUROC por bootstrap sobre las radiografías. Una radiografía de la zona indeterminada cuenta en su lado del umbral.',
    errors: (count) => (count === 0 ? 'Sin errores' : `Errores: ${formatCount(count)}`),
    errorsNote: (shown, all) =>
      shown < all
        ? `Las ${formatCount(shown)} más alejadas del umbral; los archivos las contienen todas.`
        : 'Primero las más alejadas del umbral.',
    film: 'Radiografía',
    truth: 'Etiqueta',
    score: 'Neumonía, %',
    classes: CLASSES,
    save: 'Guardar estas cifras',
    names: 'Con nombres de archivo',
    csv: 'Guardar como CSV',
    json: 'Guardar como JSON',
  },
  exporting: {
    title: 'Exportar',
    button: 'Exportar CSV',
    names: 'Incluir nombres de archivo',
    withheld: 'Incluir puntuaciones retenidas',
    more: 'Más exportaciones',
    notice: 'Solo para investigación, no para diagnóstico: cada archivo lo indica.',
    include: 'Incluir',
    withNames: 'Nombres de archivo',
    withWithheld: 'Puntuaciones retenidas',
    withIdentity: 'Paciente e identificadores de las radiografías DICOM',
    identityNote: 'En FHIR y DICOM; se leen del archivo de la radiografía solo para la exportación.',
    all: 'Todas las radiografías',
    one: 'La radiografía en pantalla',
    json: { button: 'JSON', about: 'Todos los resultados con su mapa de calor, con precisión completa.' },
    fhir: { button: 'FHIR R4', about: 'Un informe diagnóstico preliminar por radiografía con resultado.' },
    report: { button: 'DICOM SR', about: 'Un informe de mediciones (TID 1500), parcial y sin verificar.' },
    capture: {
      button: 'Mapa de calor DICOM',
      about: 'Radiografía y mapa de calor en una sola imagen, con su escala y sus avisos.',
    },
    print: { button: 'Imprimir o PDF', about: 'Una página, con el mapa de calor si se muestra.' },
    noResult: 'No hay ningún resultado de esta radiografía que exportar.',
    noHeatmap: 'El mapa de calor de un resultado retenido requiere «Puntuaciones retenidas».',
    making: 'Creando el archivo…',
    reading: (done, total) => `Leyendo de nuevo los archivos: ${formatCount(done)} de ${formatCount(total)}`,
    saved: (name) => `Guardado: ${name}`,
    failed: 'La exportación falló; no se guardó nada.',
    concealed: (count) =>
      `${count === 1 ? 'Se incluye 1 resultado que espera' : `Se incluyen ${formatCount(count)} resultados que esperan`} su propia lectura.`,
    place: (index) => `Radiografía ${index} de la lista (desde 0)`,
    model: (version, hash) => `modelo ${version} (${hash})`,
  },
  print: {
    title: 'Lungfield',
    film: 'Radiografía',
    heatmap: 'Radiografía y mapa de calor',
    file: 'Archivo',
    indexLabel: 'Posición en la lista, desde 0',
    made: 'Impreso',
    correction: 'Antes de la lectura',
    corrected: ({ quarterTurns, isInverted }) =>
      [quarterTurns === 0 ? '' : `girada ${90 * quarterTurns}° a la derecha`, isInverted ? 'invertida' : '']
        .filter((step) => step !== '')
        .join(' e '),
    modelHash: 'SHA-256 del modelo',
    app: 'Aplicación',
    thresholdLabel: 'Umbral de decisión',
    thresholdOf: (threshold) => `${formatThresholdPercent(threshold)} % de neumonía`,
    included: 'Retenido, e incluido a petición.',
  },
} satisfies Partial<Strings>;
