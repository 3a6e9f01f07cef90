/**
 * Portuguese texts of the charts, the operating point, the own read, the own set, the exports and print: a part of `pt.ts`.
 */
import { formatCount, formatDecimal, formatThresholdPercent } from '../format.ts';
import type { Strings } from '../strings.ts';

const classes = { normal: 'normal', pneumonia: 'pneumonia' };

const radiographs = (count: number) =>
  `${formatCount(count)} ${count === 1 ? 'radiografia' : 'radiografias'}`;

/** A participle that agrees with so many films. */
const agree = (count: number, stem: string) => `${stem}${count === 1 ? 'a' : 'as'}`;

type Section = 'charts' | 'operatingPoint' | 'ownRead' | 'ownSet' | 'exporting' | 'print';

/** By section. */
export const more: Pick<Strings, Section> = {
  charts: {
    asTable: 'Como tabela',
    intervals: 'Com intervalos de 95 %.',
    threshold: 'Limiar',
    sensitivity: 'Sensibilidade',
    specificity: 'Especificidade',
    roc: 'Curva ROC',
    falseCalls: 'Radiografias normais classificadas como pneumonia, %',
    hits: 'Sensibilidade, %',
    rocAlternative: (threshold, sensitivity, specificity) =>
      `Curva ROC; com limiar de ${formatDecimal(threshold, 2)} a sensibilidade é ${sensitivity} e a especificidade ${specificity}.`,
    enlarge: 'Ampliar o canto superior esquerdo',
    rocNote: (threshold) =>
      `Faixa cinza: intervalo de 95 % da sensibilidade (Wilson) em cada ponto. Ponto e cruz: um limiar de ${formatDecimal(threshold, 2)} com os dois intervalos. Tracejado: o acaso.`,
    labelledPneumonia: 'Rotuladas como pneumonia',
    labelledNormal: 'Rotuladas como normais',
    calledPneumonia: 'Classificadas como pneumonia',
    calledNormal: 'Classificadas como normais',
    sum: 'Soma',
    confusion: (threshold) => `Matriz de confusão com limiar de ${formatDecimal(threshold, 2)}`,
  },
  operatingPoint: {
    button: 'Ponto de operação',
    title: 'Ponto de operação: o que se obtém com o limiar de decisão',
    measured: (count, normal, pneumonia) =>
      `Medido no décimo lacrado: ${radiographs(count)} do hospital com que o modelo aprendeu, ${formatCount(normal)} normais e ${formatCount(pneumonia)} com pneumonia. Os intervalos de 95 % tomam as radiografias como independentes (Wilson).`,
    auroc: (text) => `AUROC ${text}, intervalo de 95 % por bootstrap sobre os pacientes.`,
    exact: 'Contagem exatamente neste limiar.',
    between: (asked, at, count) =>
      `Contagem em ${at}, o limiar seguinte que consta da ficha; em ${formatDecimal(asked, 2)}, até ${count} ${count === 1 ? 'radiografia a mais é classificada' : 'radiografias a mais são classificadas'} como pneumonia.`,
    rates: 'Neste limiar, com intervalos de 95 %',
    sensitivity: 'Sensibilidade',
    specificity: 'Especificidade',
    positive: 'VPP: classificada como pneumonia, e é',
    negative: 'VPN: classificada como normal, e é',
    noCall: 'Nenhuma radiografia é classificada assim.',
    of: (part, whole) => `${formatCount(part)} de ${formatCount(whole)}`,
    atPrevalence: (percent) => `com prevalência de ${percent} %`,
    prevalence: 'Prevalência, %',
    prevalenceNote:
      'Parcela de pneumonia entre as radiografias lidas no serviço. Os escores são calibrados para 50 %; os valores preditivos acompanham o valor definido, os escores não.',
    prevalenceReset: 'Voltar a 50 %',
    rowsNote:
      'Com intervalos de 95 %; cada linha é contada no limiar seguinte que consta da ficha, a poucas radiografias do indicado.',
    zone: 'Uma radiografia na zona indeterminada conta aqui do lado do limiar em que está.',
    reliability: 'Diagrama de confiabilidade',
    reliabilityAlternative: (holding, bins) =>
      `Diagrama de confiabilidade: em ${holding} de ${bins} grupos de radiografias com escore semelhante, o escore médio está dentro do intervalo de 95 % da parcela rotulada como pneumonia.`,
    reliabilityNote: (count) =>
      `${radiographs(count)} do décimo lacrado em grupos de mesmo peso, cada classe pesando um meio; as barras são intervalos de 95 %. Na linha tracejada, os escores valem o que dizem. A calibração foi ajustada nas mesmas radiografias: isto mostra o ajuste, não uma prova.`,
    reliabilityTable: 'Grupos como tabela',
    meanScore: 'Escore médio, % de pneumonia',
    labelled: 'Rotuladas como pneumonia, %',
    films: 'Radiografias (normal, pneumonia)',
    filmsOf: (normal, pneumonia) =>
      `${formatCount(normal + pneumonia)} (${formatCount(normal)}; ${formatCount(pneumonia)})`,
  },
  ownRead: {
    switch: 'Leitura própria primeiro',
    switchHint: 'Oculta cada resultado até a leitura própria ser registrada',
    promptTitle: 'Leitura própria primeiro',
    prompt:
      'A radiografia foi lida. O que se vê? O resultado aparece depois que a leitura própria é registrada; ela fica como foi registrada.',
    normal: 'Normal',
    pneumonia: 'Pneumonia',
    keys: 'Teclas: N para normal, P para pneumonia.',
    card: 'Leitura própria primeiro',
    badge: (className) => `Leitor: ${classes[className]}`,
    note: (read, call, threshold) =>
      `Leitura própria: ${classes[read]}. Classificação do modelo em ${formatDecimal(threshold, 2)}: ${classes[call]}. ${read === call ? 'Concordam.' : 'Divergem.'}`,
    notOwn: 'O resultado já tinha sido mostrado; por isso esta leitura não é contada.',
    agreement: 'Concordância',
    title: 'Concordância das leituras próprias com o modelo',
    none: 'Nenhuma leitura registrada ainda. Ative “Leitura própria primeiro” e leia as radiografias.',
    shareTerm: 'Leituras concordantes',
    share: (agreeing, reads) => `${formatCount(agreeing)} de ${formatCount(reads)}`,
    kappaTerm: 'Kappa de Cohen',
    kappa: (value, lower, upper) => `${value} (${lower} a ${upper})`,
    kappaAlone: (value) => `${value}, sem intervalo`,
    noKappa: 'Não definido: ambos classificam todas as radiografias da mesma forma.',
    method:
      'Com intervalos de 95 %: o de Wilson para a parcela; para o kappa, o assintótico de Fleiss, Cohen e Everitt (Psychological Bulletin 1969, 72, 323). Concordância não é acurácia: qualquer um dos dois pode errar.',
    few: 'Com poucas radiografias, ou todas concordantes, o intervalo assintótico do kappa promete demais ou não existe.',
    caption: (threshold) =>
      `Leituras próprias e classificações do modelo com limiar de ${formatDecimal(threshold, 2)}; as radiografias na zona indeterminada contam do lado em que estão`,
    youPneumonia: 'Leitor: pneumonia',
    youNormal: 'Leitor: normal',
    modelPneumonia: 'Modelo: pneumonia',
    modelNormal: 'Modelo: normal',
    sum: 'Soma',
    left: (reads) =>
      `${formatCount(reads)} ${reads === 1 ? 'leitura excluída' : 'leituras excluídas'}: o resultado já tinha sido mostrado.`,
    memory: 'As leituras ficam apenas na memória desta página e acabam com ela.',
  },
  ownSet: {
    button: 'Conjunto próprio',
    title: 'Conjunto próprio: como o modelo se sai nas radiografias próprias',
    none: 'Nenhuma radiografia da lista tem rótulo ainda.',
    how: [
      'Arraste uma pasta com as subpastas NORMAL e PNEUMONIA: a mais próxima das duas acima de uma radiografia é o seu rótulo.',
      'Ou arraste as radiografias com uma tabela CSV que tenha uma coluna “file” e uma coluna “label” (normal ou pneumonia, 0 ou 1).',
    ],
    why: 'Os rótulos devem vir de leitores que não viram a resposta do modelo. Nada sai deste computador, nada é guardado.',
    labelled: (normal, pneumonia) =>
      `${radiographs(normal + pneumonia)} com rótulo: ${formatCount(normal)} normais, ${formatCount(pneumonia)} com pneumonia.`,
    counted: (count) => `${radiographs(count)} ${agree(count, 'contad')}.`,
    leftOut: {
      withheld: (count) => `${radiographs(count)} ${agree(count, 'retid')}, ${agree(count, 'excluíd')}.`,
      unread: (count) =>
        `${radiographs(count)} ${agree(count, 'excluíd')} até a leitura própria ser registrada.`,
      rejected: (count) => `${radiographs(count)} não ${agree(count, 'lid')}, ${agree(count, 'excluíd')}.`,
      failed: (count) => `${radiographs(count)} com falha na leitura, ${agree(count, 'excluíd')}.`,
      unfinished: (count) => `${radiographs(count)} ainda por ler.`,
    },
    skippedRows: (count) =>
      `${formatCount(count)} ${count === 1 ? 'linha' : 'linhas'} dos rótulos sem uso: sem nome de arquivo, ou nem normal nem pneumonia.`,
    includeWithheld: 'Com as radiografias retidas',
    withheldIncluded: (count) => `${radiographs(count)} ${agree(count, 'retid')}, ${agree(count, 'contad')}.`,
    patients:
      'Os pacientes não são conhecidos: cada radiografia é tomada como de um paciente diferente, e por isso os intervalos são estreitos demais onde várias são do mesmo paciente.',
    figures: 'Valores com intervalos de 95 %',
    accuracy: 'Acurácia',
    sensitivity: 'Sensibilidade',
    specificity: 'Especificidade',
    auroc: 'AUROC',
    noFilms: 'Nenhuma radiografia desse tipo.',
    oneClass: 'Requer radiografias de ambas as classes.',
    waits: 'Aguarda a leitura de todas.',
    measuring: 'Em cálculo…',
    apart:
      'Os escores separam as classes por completo, e por isso o bootstrap dá um intervalo de largura nula; com poucas radiografias isso não é uma certeza.',
    method:
      'Intervalos de Wilson; AUROC por bootstrap sobre as radiografias. Uma radiografia na zona indeterminada conta do seu lado do limiar.',
    errors: (count) => (count === 0 ? 'Nenhum erro' : `Erros: ${formatCount(count)}`),
    errorsNote: (shown, all) =>
      shown < all
        ? `Os ${formatCount(shown)} mais distantes do limiar; os arquivos trazem todos.`
        : 'Primeiro os mais distantes do limiar.',
    film: 'Radiografia',
    truth: 'Rótulo',
    score: 'Pneumonia, %',
    classes,
    save: 'Salvar estes valores',
    names: 'Com nomes de arquivo',
    csv: 'Salvar como CSV',
    json: 'Salvar como JSON',
  },
  exporting: {
    title: 'Exportar',
    button: 'Exportar CSV',
    names: 'Incluir nomes de arquivo',
    withheld: 'Incluir escores retidos',
    more: 'Mais exportações',
    notice: 'Apenas para uso em pesquisa, não para diagnóstico: todo arquivo o informa.',
    include: 'Incluir',
    withNames: 'Nomes de arquivo',
    withWithheld: 'Escores retidos',
    withIdentity: 'Paciente e identificadores das radiografias DICOM',
    identityNote: 'Em FHIR e DICOM, lidos do arquivo da radiografia apenas para a exportação.',
    all: 'Todas as radiografias',
    one: 'A radiografia na tela',
    json: { button: 'JSON', about: 'Cada resultado com seu mapa de calor, com precisão total.' },
    fhir: {
      button: 'FHIR R4',
      about: 'Um laudo diagnóstico preliminar para cada radiografia com resultado.',
    },
    report: { button: 'DICOM SR', about: 'Um relatório de medidas (TID 1500), parcial e não verificado.' },
    capture: {
      button: 'Mapa de calor DICOM',
      about: 'Radiografia e mapa de calor em uma só imagem, com escala e avisos.',
    },
    print: { button: 'Imprimir ou PDF', about: 'Uma página, com o mapa de calor se estiver em exibição.' },
    noResult: 'Não há resultado desta radiografia para exportar.',
    noHeatmap: 'O mapa de calor de um resultado retido requer “Escores retidos”.',
    making: 'Criando o arquivo…',
    reading: (done, total) => `Lendo os arquivos de novo: ${formatCount(done)} de ${formatCount(total)}`,
    saved: (name) => `Salvo: ${name}`,
    failed: 'A exportação falhou; nada foi salvo.',
    concealed: (count) =>
      `${count === 1 ? 'Está incluído 1 resultado que aguarda' : `Estão incluídos ${formatCount(count)} resultados que aguardam`} a sua própria leitura.`,
    place: (index) => `Radiografia ${index} da lista (a partir de 0)`,
    model: (version, hash) => `modelo ${version} (${hash})`,
  },
  print: {
    title: 'Lungfield',
    film: 'Radiografia',
    heatmap: 'Radiografia e mapa de calor',
    file: 'Arquivo',
    indexLabel: 'Posição na lista, a partir de 0',
    made: 'Impresso em',
    correction: 'Antes da leitura',
    corrected: ({ quarterTurns, isInverted }) =>
      [quarterTurns === 0 ? '' : `girada ${90 * quarterTurns}° à direita`, isInverted ? 'invertida' : '']
        .filter((step) => step !== '')
        .join(' e '),
    modelHash: 'SHA-256 do modelo',
    app: 'Aplicativo',
    thresholdLabel: 'Limiar de decisão',
    thresholdOf: (threshold) => `${formatThresholdPercent(threshold)} % de pneumonia`,
    included: 'Retido, e incluído a pedido.',
  },
};
