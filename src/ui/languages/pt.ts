/**
 * The page in Portuguese, spelt as in Brazil. "Radiografia" is a film, "imagem" any picture, "arquivo" what is dropped;
 * "retido" is a number that is not shown yet, "não lido" one that there is not.
 */
import {
  formatCount,
  formatDecimal,
  formatLength,
  formatLogit,
  formatShort,
  formatThresholdPercent,
} from '../format.ts';
import type { Catalogue } from '../language.ts';
import type { Strings } from '../strings.ts';
import { codes } from './pt-codes.ts';
import { more } from './pt-more.ts';

const findings = { normal: 'Normal', indeterminate: 'Indeterminado', pneumonia: 'Pneumonia' };
/** As they stand within a sentence. */
const classes = { normal: 'normal', pneumonia: 'pneumonia' };
const rows = { upper: 'na parte superior', middle: 'a meia altura', lower: 'na parte inferior' };
const columns = { left: 'à esquerda', middle: 'no centro', right: 'à direita' };
const notice = 'Apenas para uso em pesquisa; não é um dispositivo médico';

const radiographs = (count: number) =>
  `${formatCount(count)} ${count === 1 ? 'radiografia' : 'radiografias'}`;
const images = (count: number) => `${formatCount(count)} ${count === 1 ? 'imagem' : 'imagens'}`;

const strings: Strings = {
  engines: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'CPU' },
  findings,
  stages: {
    decoding: 'Decodificação',
    checking: 'Verificação da imagem',
    predicting: 'Leitura da radiografia',
  },
  interval: (value, lower, upper) => `${value} (${lower} a ${upper})`,
  range: (lower, upper) => `${lower} a ${upper}`,
  remaining: {
    few: 'alguns segundos',
    seconds: (seconds) => `cerca de ${seconds} s`,
    minutes: (minutes) => `cerca de ${minutes} min`,
  },
  header: {
    name: 'Lungfield',
    notice,
    chooseFiles: 'Escolher arquivos',
    about: 'Sobre este modelo',
    lightTheme: 'Tema claro',
    language: 'Idioma',
    engineLoading: 'Carregando o motor de cálculo',
    engineLocked: 'Motor de cálculo bloqueado',
    engineReady: (engine) => `Motor de cálculo: ${engine}`,
    offlineReady: 'Pronto para uso offline',
    offlineUnavailable: 'Uso offline indisponível',
    offlineSingleFile: 'Um único arquivo, não precisa de rede',
    offlinePending: 'Preparando o uso offline',
    update: 'Atualizar e recarregar',
    updateBlocked: 'Feche antes as outras abas desta página',
    updateHeld: 'Há radiografias abertas: salve o que precisar, recarregue a página e depois atualize',
    rolledBack: (refused, used) =>
      `A versão ${refused} não iniciou neste navegador; usa-se a versão anterior, ${used}`,
    rollsBack: (refused, used) =>
      `Esta versão, ${refused}, não iniciou neste navegador: recarregue a página para usar a anterior, ${used}`,
  },
  intake: { dropNow: 'Solte para adicionar', chooseFolder: 'Escolher pasta' },
  empty: {
    title: 'Arraste radiografias de tórax para qualquer lugar desta página',
    purpose:
      'Mostra como uma pequena rede neural divide uma radiografia frontal de tórax de uma criança de 1 a 5 anos entre normal e pneumonia; as radiografias nunca saem deste computador.',
    formats:
      'DICOM, TIFF, PNG, JPEG, WebP, AVIF ou BMP: um arquivo, vários, uma pasta ou um ZIP. Clique aqui para escolher.',
  },
  samples: {
    offer: 'Experimentar um exemplo sintético',
    note: 'Desenhado por um computador a partir de uma semente aleatória. Nenhum paciente.',
    badge: 'Sintético',
    failed: 'Não foi possível obter o exemplo.',
    labels: {
      normal: 'Pulmões limpos',
      pneumonia: 'Opacidades nos pulmões',
      unlike: 'Um tórax diferente das radiografias de treinamento',
      hand: 'Não é um tórax: uma mão',
    },
  },
  worklist: {
    title: 'Lista de trabalho',
    list: 'Radiografias',
    none: 'Nenhuma radiografia ainda.',
    noMatch: 'Nenhuma radiografia corresponde.',
    search: 'Buscar por nome de arquivo',
    searchHint: 'Nome do arquivo',
    filter: 'Mostrar',
    filters: {
      all: (count) => `Todos (${formatCount(count)})`,
      pneumonia: (count) => `Pneumonia (${formatCount(count)})`,
      indeterminate: (count) => `Indeterminados (${formatCount(count)})`,
      normal: (count) => `Normais (${formatCount(count)})`,
      withheld: (count) => `Retidos (${formatCount(count)})`,
      rejected: (count) => `Não lidos (${formatCount(count)})`,
      failed: (count) => `Com falha (${formatCount(count)})`,
      unfinished: (count) => `Pendentes (${formatCount(count)})`,
    },
    order: 'Ordenar',
    orders: {
      added: 'Por adição',
      name: 'Por nome',
      highest: 'Pneumonia primeiro',
      lowest: 'Normal primeiro',
      outcome: 'Por resultado',
    },
    distribution: {
      title: 'Distribuição dos escores',
      none: 'Nenhum escore ainda.',
      caption: (shown, total, low, high) =>
        `Arquivos com escore exibido: ${formatCount(shown)} de ${formatCount(total)}. Abaixo de 10 % de pneumonia: ${formatCount(low)}; em 90 % ou acima: ${formatCount(high)}; entre os dois: ${formatCount(shown - low - high)}.`,
    },
    paused: 'em pausa',
    pause: 'Pausar',
    resume: 'Continuar',
    cancel: 'Cancelar',
    retryFailed: (count) => `Repetir ${formatCount(count)} com falha`,
    done: (done, total) => `${done} de ${total} ${total === 1 ? 'concluído' : 'concluídos'}`,
    opening: 'abrindo arquivos…',
    left: (left) => `${left === 1 ? 'resta' : 'restam'} ${formatCount(left)}`,
    skipped: (count) =>
      count === 1
        ? '1 arquivo de sistema em uma pasta ou um pacote foi ignorado.'
        : `${formatCount(count)} arquivos de sistema em pastas e pacotes foram ignorados.`,
    queued: 'Aguardando',
    withheldTitle: 'Resultado retido.',
    withheld: {
      'unlike-training-data': {
        problem: 'Diferente das radiografias do treino.',
        action: 'Verifique se é um tórax frontal de criança.',
      },
      'film-inverted': {
        problem: 'A radiografia parece invertida.',
        action: 'Inverta-a e leia de novo.',
      },
      'film-turned': { problem: 'A radiografia parece girada.', action: 'Gire-a e leia de novo.' },
      'dicom-adult': {
        problem: 'Segundo o arquivo, de um adulto; o modelo aprendeu com crianças.',
        action: 'Use outra ferramenta.',
      },
      'dicom-lateral': {
        problem: 'Segundo o arquivo, incidência lateral.',
        action: 'Adicione a incidência frontal.',
      },
      'dicom-not-frontal': {
        problem: 'Segundo o arquivo, nem AP nem PA.',
        action: 'Adicione a incidência frontal.',
      },
      'dicom-not-chest': {
        problem: 'Segundo o arquivo, não é do tórax.',
        action: 'Adicione uma radiografia de tórax.',
      },
      'dicom-other-modality': {
        problem: 'Segundo o arquivo, não é radiografia.',
        action: 'Adicione uma radiografia de tórax.',
      },
    },
    revealed: 'Retido',
    unread: 'Não lido.',
    failed: 'Falhou.',
    noCard: 'Sem números enquanto o motor de cálculo estiver bloqueado.',
    retry: 'Repetir',
    retryNamed: (name) => `Repetir ${name}`,
  },
  film: {
    title: 'Radiografia',
    alt: (index, name) => `Radiografia ${index + 1}: ${name}`,
    noPicture: 'Não há imagem deste arquivo.',
    waiting: 'A imagem ainda está sendo preparada.',
    facts: (widthPx, heightPx, bitDepth, format) =>
      `${widthPx} × ${heightPx} px, ${bitDepth} bits ${format.toUpperCase()}`,
    size: (widthPx, heightPx) => `${widthPx} × ${heightPx} px`,
  },
  viewer: {
    title: 'Visualizador da radiografia',
    comparedTitle: 'Visualizador da radiografia comparada',
    chooseOther: 'Escolha na lista de trabalho outra radiografia para comparar com esta.',
    comparedWith: (name) => `Comparada com ${name}`,
    hint: 'As setas movem uma radiografia ampliada, mais e menos mudam o zoom, o ponto de interrogação mostra todas as teclas.',
    center: 'Centro',
    width: 'Largura',
    tools: {
      title: 'Ferramentas da radiografia',
      window: 'O botão esquerdo ajusta a janela',
      move: 'O botão esquerdo move a radiografia',
      fit: 'Ajustar',
      actualSize: 'Pixel a pixel',
      enlarge: 'Ampliar',
      reduce: 'Reduzir',
      invert: 'Inverter',
      turnLeft: 'Girar à esquerda',
      turnRight: 'Girar à direita',
      mirror: 'Espelhar',
      compare: 'Comparar',
      reset: 'Redefinir',
    },
    pose: (quarterTurns, isMirrored, isInverted) => {
      const turn = ['', 'girada 90° à direita', 'girada 180°', 'girada 90° à esquerda'][quarterTurns];
      const what = [turn, isMirrored ? 'espelhada' : '', isInverted ? 'invertida' : ''].filter(
        (part) => part !== '',
      );
      return `Mostrada ${what.join(', ')}; o resultado é da radiografia como foi lida.`;
    },
    zoom: (scale) => `${Math.round(100 * scale)} %`,
    loading: 'Prévia; decodificando na profundidade completa…',
    previewOnly: 'Apenas prévia, sem janela.',
    tryAgain: 'Tentar de novo',
    scaleBar: (lengthMm, { plane, magnification }) => {
      const length = formatLength(lengthMm);
      if (plane === 'patient') return `${length}, com a ampliação corrigida segundo o arquivo`;
      if (magnification === null) return `${length} no detector; menos no paciente`;
      return `${length} no detector; cerca de ${formatLength(lengthMm / magnification)} no paciente (ampliação ${formatShort(magnification)} segundo o arquivo)`;
    },
    sheet: {
      open: 'Todas as teclas',
      title: 'Teclas',
      groups: [
        {
          title: 'Radiografia (quando ela ou suas ferramentas têm o foco)',
          keys: [
            ['+ −', 'Zoom'],
            ['F', 'Ajustar'],
            ['1', 'Pixel a pixel'],
            ['← → ↑ ↓', 'Mover uma radiografia ampliada'],
            ['Shift + ← →', 'Largura da janela'],
            ['Shift + ↑ ↓', 'Centro da janela'],
            ['I', 'Inverter'],
            ['R, L', 'Girar à direita, girar à esquerda'],
            ['M', 'Espelhar'],
            ['0', 'Redefinir'],
            ['W, P', 'O botão esquerdo ajusta a janela, move a radiografia'],
            ['H', 'Mapa de calor'],
            ['C', 'Comparar esta radiografia com outra'],
            ['Page Up, Page Down', 'Radiografia anterior, próxima radiografia'],
            ['?', 'Este quadro'],
          ],
        },
        {
          title: 'Mouse e dedos',
          keys: [
            ['Arrastar com o esquerdo', 'Janela: à direita alarga, para baixo escurece'],
            ['Roda', 'Zoom no cursor'],
            [
              'Arrastar com o do meio ou o direito',
              'Mover; também com a barra de espaço pressionada e o botão esquerdo',
            ],
            ['Duplo clique', 'Ajustar'],
            ['Dois dedos', 'Zoom e movimento'],
          ],
        },
        {
          title: 'Lista de trabalho',
          keys: [
            ['↑ ↓ Home End', 'Percorrer a lista'],
            ['Enter', 'Abrir a radiografia'],
          ],
        },
      ],
    },
  },
  heatmap: {
    wipe: (share) => `Cortina ${Math.round(100 * share)} %`,
    show: 'Mostrar mapa de calor',
    title: 'Mapa de calor',
    warning: 'Influência no escore, não lesão.',
    source: 'Mostrar',
    sources: { activation: 'Mapa de ativação', occlusion: 'Teste de oclusão' },
    influenceFor: 'Influência a favor de',
    opacity: (opacity) => `Opacidade ${Math.round(100 * opacity)} %`,
    dark: (className) => `Preto: nenhuma, ou contra ${classes[className]}.`,
    unit: {
      activation: (className) => `Logit para ${classes[className]} por 1 % da área`,
      occlusion: (className) => `Logit para ${classes[className]} perdido com um bloco`,
    },
    orMore: (value) => `${formatShort(value)} ou mais`,
    cells: (columnCount, rowCount) =>
      `Não mais fino que ${columnCount} × ${rowCount} células, suavizadas; o teste de oclusão mostra com mais segurança de que o escore depende.`,
    sum: (className, sum, constant, logit) =>
      `Soma do mapa: ${formatLogit(sum)}; com a constante do modelo (${formatLogit(constant)}), logit para ${classes[className]}: ${formatLogit(logit)}.`,
    patches: ({ sidePx, patchPx, stridePx }) =>
      `Blocos de ${patchPx} × ${patchPx} px, a cada ${stridePx} px, cobertos de cinza nos ${sidePx} × ${sidePx} px que o modelo lê; cada ponto mostra a média dos blocos que o cobrem. A soma deles não é o logit.`,
    progress: (done, total) =>
      total === 0 ? 'Lendo a radiografia de novo…' : `Cobrindo blocos: ${done} de ${total}`,
    stop: 'Interromper o teste',
    running: 'O teste de oclusão está em andamento.',
    finished: 'O teste de oclusão está em exibição.',
    failed: 'O teste falhou; o resultado continua válido.',
    alt: (className, source, peak) => {
      const kind = source === 'activation' ? 'Mapa de ativação' : 'Teste de oclusão';
      const what = `${kind} para ${classes[className]}`;
      if (peak === null) return `${what}: escuro por inteiro.`;
      const { row, column, value } = peak;
      const isCentre = row === 'middle' && column === 'middle';
      const place = isCentre ? 'no centro da imagem' : `${rows[row]} da imagem, ${columns[column]}`;
      const unit = source === 'activation' ? 'de logit por 1 % da área' : 'de logit';
      return `${what}: máximo ${place}, ${formatDecimal(value, 2)} ${unit}.`;
    },
  },
  steps: {
    title: 'Radiografias',
    place: (place, total) => `${formatCount(place)} de ${formatCount(total)}`,
    previous: 'Radiografia anterior',
    next: 'Próxima radiografia',
    list: 'Lista de trabalho',
  },
  result: {
    title: 'Resultado',
    none: 'O resultado da primeira radiografia aparece aqui.',
    sentence: (pneumonia, normal) => `Esta imagem é ${pneumonia} pneumonia e ${normal} normal.`,
    meaning: {
      normal: 'Abaixo da zona indeterminada.',
      indeterminate: 'Na zona em que o modelo se abstém de decidir.',
      pneumonia: 'Acima da zona indeterminada.',
    },
    meaningWithoutZone: {
      normal: 'Abaixo do limiar de decisão.',
      pneumonia: 'No limiar de decisão ou acima dele.',
    },
    pneumonia: findings.pneumonia,
    normal: findings.normal,
    chart: (pneumonia, normal, threshold) =>
      `Barra de 0 a 100 %: pneumonia ${pneumonia} %, normal ${normal} %; limiar de decisão em ${formatThresholdPercent(threshold)} %.`,
    threshold: (threshold) => `limiar ${formatThresholdPercent(threshold)} %`,
    zone: (lower, upper) => `Indeterminado: ${lower} a ${upper} % de pneumonia`,
    prior: 'Para uma probabilidade a priori de um meio: ambas as classes igualmente frequentes.',
    queued: 'Aguardando a vez',
    waitingForEngine: 'Aguardando o motor de cálculo',
    checks: 'Verificações',
    isFamiliar: 'Semelhante às radiografias com que o modelo foi treinado',
    isUnfamiliar: 'Diferente das radiografias com que o modelo foi treinado',
    noWarnings: 'Imagem lida por inteiro, nada incomum',
    details: 'Detalhes',
    familiarity: 'Familiaridade',
    familiarityNote: (familiarity) => `${familiarity} (retido abaixo de 1)`,
    engine: 'Motor',
    time: 'Tempo',
    film: 'Radiografia',
    model: 'Modelo',
    withheldTitle: 'Resultado retido',
    elsewhere:
      'Retido não é um achado: nunca se mediu o quanto o modelo acerta em radiografias como esta. Radiografias de outro hospital ou de outro equipamento são muitas vezes retidas só por isso. Quanto ele vale ali, mostram as suas próprias radiografias com rótulos conhecidos.',
    reveal: 'Mostrar o escore mesmo assim',
    conceal: 'Ocultar o escore de novo',
    reread: ({ quarterTurns, isInverted }) => {
      const turn = ['', 'Girar 90° à direita', 'Girar 180°', 'Girar 90° à esquerda'][quarterTurns];
      const inversion = turn === '' ? 'Inverter' : 'inverter';
      return `${[turn, isInverted ? inversion : ''].filter((step) => step !== '').join(', ')} e ler de novo`;
    },
    rereadAsStored: 'Ler como está no arquivo',
    rejectedTitle: 'Não lido',
    frame: (frames) => `Quadro, 1 a ${formatCount(frames)}`,
    addFrame: 'Adicionar um quadro',
    failedTitle: 'Falhou',
    failedStage: (stage) => `Parou em: ${stage.toLowerCase()}.`,
    notice: `${notice}.`,
  },
  counts: {
    plain: (value, lower, upper) =>
      `De 100 radiografias com escore como este, ${value} ${value === 1 ? 'foi rotulada' : 'foram rotuladas'} como pneumonia (intervalo de 95\u00a0%: ${lower} a ${upper}).`,
    wide: (value, lower, upper) =>
      `De 100 radiografias com escore como este, entre ${lower} e ${upper} foram rotuladas como pneumonia (intervalo de 95\u00a0%; as radiografias contadas dão ${value}).`,
    source: (count, range) =>
      `Contagem em ${radiographs(count)} fora do treinamento, com ${range}\u00a0% de pneumonia; como a divisão, para uma probabilidade a priori de um meio: ambas as classes igualmente frequentes.`,
    few: 'Poucas radiografias fora do treinamento tiveram escore como este: guie-se pelo intervalo.',
    unlike: 'Sem contagens aqui: as radiografias fora do treinamento em que se baseiam não são como esta.',
    caption:
      'De 100 radiografias com escore semelhante, quantas foram rotuladas como pneumonia: contagem no décimo lacrado, para uma probabilidade a priori de um meio por classe, com o intervalo de 95 %.',
    range: 'Escore',
    share: 'Rotuladas como pneumonia, de 100',
    films: 'Radiografias contadas (normal, pneumonia)',
    rangeOf: (range) => `${range} % de pneumonia`,
    shareOf: (value, lower, upper) => `${value} (${lower} a ${upper})`,
    filmsOf: (normal, pneumonia) =>
      `${formatCount(normal + pneumonia)} (${formatCount(normal)}; ${formatCount(pneumonia)})`,
  },
  threshold: {
    label: 'Limiar de decisão',
    exact: (label) => `${label}, valor exato`,
    note: 'Parcela de pneumonia a partir da qual a radiografia é classificada como tal. A zona indeterminada acompanha o limiar.',
    reset: 'Voltar a 0,50',
    moved: (threshold) => `com limiar de ${formatDecimal(threshold, 2)}`,
    movedBadge: (threshold) => `em ${formatDecimal(threshold, 2)}`,
  },
  ...more,
  footer: { privacy: 'Nada sai deste computador.' },
  dialog: { close: 'Fechar' },
  locked: {
    title: 'O motor de cálculo está bloqueado',
    calm: 'Nenhum escore é mostrado, porque nenhum seria confiável. Nada foi enviado a lugar algum.',
  },
  about: {
    title: 'Sobre este modelo',
    loading: 'O modelo ainda está carregando.',
    unavailable: 'Não foi possível carregar nenhum modelo.',
    intendedUse: 'Uso previsto',
    limits: 'Limitações',
    performance: 'Desempenho medido',
    performanceNote: 'Valores com seus intervalos de 95 %.',
    outOfFold: 'Fora da partição',
    lockedTenth: 'Décimo lacrado',
    measure: 'Medida',
    images: 'Imagens (normal, pneumonia)',
    patients: 'Pacientes',
    threshold: 'Limiar',
    auroc: 'AUROC',
    sensitivity: 'Sensibilidade',
    specificity: 'Especificidade',
    accuracy: 'Acurácia',
    balancedAccuracy: 'Acurácia balanceada',
    auprc: 'AUPRC',
    brier: 'Escore de Brier',
    ece: 'Erro de calibração esperado',
    data: 'Dados de treinamento',
    dataImages: (count, patients) =>
      `${images(count)} de ${formatCount(patients)} ${patients === 1 ? 'paciente' : 'pacientes'}`,
    howToRead: 'Como os escores se tornam achados',
    calibration: (count) =>
      `Os escores são calibrados em ${images(count)} fora do treinamento, para uma probabilidade a priori de um meio por classe.`,
    zone: (lower, upper, coverage, count) =>
      `De ${lower} a ${upper} % de pneumonia o modelo se abstém de classificar a imagem. A zona é definida de modo que ${coverage} % de cada classe fiquem fora da classificação da outra, em ${images(count)} fora do treinamento; ela acompanha o limiar de decisão.`,
    noZone:
      'Não há zona indeterminada: no limiar de decisão ou acima dele, a imagem é classificada como pneumonia.',
    domain: (percent, count) =>
      `Um resultado é retido quando a imagem difere das radiografias de treinamento; ${percent} % de ${radiographs(count)} fora do treinamento ficaram dentro do limite. O que está ainda mais distante e não é uma radiografia frontal de tórax não é lido.`,
    identity: 'Identificação',
    version: 'Versão',
    parameters: 'Parâmetros',
    weights: 'Pesos',
    modelHash: 'SHA-256 do modelo',
    dataHash: 'SHA-256 dos dados',
    licence: 'Licença',
    cite: 'Como citar',
    citeModel: 'O modelo',
    citeData: 'Os dados',
    plots: 'Gráficos do décimo bloqueado',
    speed: (times) => `Medido neste dispositivo, por radiografia: ${times}`,
    drift: (count, drift, flips) =>
      `A exportação alterou o escore bruto em no máximo ${drift} e mudou ${flips} ${flips === 1 ? 'rótulo' : 'rótulos'}, em ${images(count)} que os pesos nunca viram.`,
  },
};

export default { strings, codes } satisfies Catalogue;
