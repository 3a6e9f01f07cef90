/**
 * The page in simplified Chinese, second part: the film viewer, the charts, the reader's own read and set, exports and
 * print. The terms are those of `zh.ts`, which this file lends the words for the findings.
 */
import { formatCount, formatDecimal, formatLength, formatThresholdPercent } from '../format.ts';
import type { Strings } from '../strings.ts';

/** Findings as words. */
export const findings = { normal: '正常', indeterminate: '不确定', pneumonia: '肺炎' };

/** What is shown of the film itself. */
export const viewer: Strings['viewer'] = {
  title: '阅片窗口',
  comparedTitle: '对比阅片窗口',
  chooseOther: '请从工作列表中选择另一张胸片，与本片对比。',
  comparedWith: (name) => `对比胸片：${name}`,
  hint: '方向键移动已放大的胸片，加号和减号缩放，问号显示全部按键。',
  center: '窗位',
  width: '窗宽',
  tools: {
    title: '阅片工具',
    window: '左键调窗',
    move: '左键移动胸片',
    fit: '适合窗口',
    actualSize: '原始像素',
    enlarge: '放大',
    reduce: '缩小',
    invert: '反转黑白',
    turnLeft: '向左旋转',
    turnRight: '向右旋转',
    mirror: '左右镜像',
    compare: '对比',
    reset: '复位',
  },
  pose: (quarterTurns, isMirrored, isInverted) => {
    const turn = ['', '向右旋转 90°', '旋转 180°', '向左旋转 90°'][quarterTurns];
    const what = [turn, isMirrored ? '左右镜像' : '', isInverted ? '反转黑白' : ''];
    return `显示时已${what.filter((part) => part !== '').join('、')}；结果针对判读时的胸片。`;
  },
  zoom: (scale) => `${Math.round(100 * scale)} %`,
  loading: '当前为预览；正在解码完整位深…',
  previewOnly: '仅有预览，无法调窗。',
  tryAgain: '重试',
  scaleBar: (lengthMm, { plane, magnification }) => {
    const length = formatLength(lengthMm);
    if (plane === 'patient') return `${length}，已按文件校正放大率`;
    if (magnification === null) return `探测器上 ${length}；患者体内更小`;
    return `探测器上 ${length}；患者体内约 ${formatLength(lengthMm / magnification)}（据文件，放大率 ${magnification}）`;
  },
  sheet: {
    open: '全部按键',
    title: '按键',
    groups: [
      {
        title: '胸片（焦点位于胸片或其工具时）',
        keys: [
          ['+ −', '缩放'],
          ['F', '适合窗口'],
          ['1', '原始像素'],
          ['← → ↑ ↓', '移动已放大的胸片'],
          ['Shift + ← →', '窗宽'],
          ['Shift + ↑ ↓', '窗位'],
          ['I', '反转黑白'],
          ['R、L', '向右旋转、向左旋转'],
          ['M', '左右镜像'],
          ['0', '复位'],
          ['W、P', '左键用于调窗、移动胸片'],
          ['H', '热力图'],
          ['C', '与另一张胸片对比'],
          ['Page Up、Page Down', '上一张胸片、下一张胸片'],
          ['?', '本按键表'],
        ],
      },
      {
        title: '鼠标与手指',
        keys: [
          ['左键拖动', '调窗：向右加宽，向下变暗'],
          ['滚轮', '以光标为中心缩放'],
          ['中键或右键拖动', '移动；按住空格键时也可用左键'],
          ['双击', '适合窗口'],
          ['双指', '缩放与移动'],
        ],
      },
      {
        title: '工作列表',
        keys: [
          ['↑ ↓ Home End', '在列表中移动'],
          ['Enter', '打开胸片'],
        ],
      },
    ],
  },
};

/** Charts and their tables. */
export const charts: Strings['charts'] = {
  asTable: '以表格显示',
  intervals: '附 95 % 区间。',
  threshold: '阈值',
  sensitivity: '灵敏度',
  specificity: '特异度',
  roc: 'ROC 曲线',
  falseCalls: '判为肺炎的正常胸片，%',
  hits: '灵敏度，%',
  rocAlternative: (threshold, sensitivity, specificity) =>
    `ROC 曲线；阈值为 ${formatDecimal(threshold, 2)} 时，灵敏度为 ${sensitivity}，特异度为 ${specificity}。`,
  enlarge: '放大左上角',
  rocNote: (threshold) =>
    `灰色带：各点灵敏度的 95 % 区间（Wilson）。圆点与十字：阈值 ${formatDecimal(threshold, 2)} 及两项区间。虚线：随机水平。`,
  labelledPneumonia: '标注为肺炎',
  labelledNormal: '标注为正常',
  calledPneumonia: '判为肺炎',
  calledNormal: '判为正常',
  sum: '合计',
  confusion: (threshold) => `阈值为 ${formatDecimal(threshold, 2)} 时的混淆矩阵`,
};

/** What the decision threshold buys. */
export const operatingPoint: Strings['operatingPoint'] = {
  button: '工作点',
  title: '工作点：判定阈值带来的得失',
  measured: (images, normal, pneumonia) =>
    `在锁定的十分之一数据上测得：${formatCount(images)} 张胸片，来自模型学习所用的医院，其中正常 ${formatCount(normal)} 张，肺炎 ${formatCount(pneumonia)} 张。95 % 区间将各胸片视为相互独立（Wilson）。`,
  auroc: (text) => `AUROC ${text}，95 % 区间由按患者的自助法（bootstrap）得出。`,
  exact: '正是按此阈值计数。',
  between: (asked, at, films) =>
    `按模型卡所列的下一个阈值 ${at} 计数；阈值为 ${formatDecimal(asked, 2)} 时，判为肺炎的胸片最多再多 ${films} 张。`,
  rates: '此阈值下的数值，附 95 % 区间',
  sensitivity: '灵敏度',
  specificity: '特异度',
  positive: '阳性预测值（PPV）：判为肺炎且确为肺炎',
  negative: '阴性预测值（NPV）：判为正常且确为正常',
  noCall: '没有胸片如此判定。',
  of: (part, whole) => `${formatCount(part)} / ${formatCount(whole)}`,
  atPrevalence: (percent) => `患病率为 ${percent} % 时`,
  prevalence: '患病率，%',
  prevalenceNote: '您所阅胸片中肺炎所占的比例。评分按 50 % 校准；预测值随您的设定而变，评分不变。',
  prevalenceReset: '恢复为 50 %',
  rowsNote: '附 95 % 区间；每行按模型卡所列的下一个阈值计数，与所写阈值相差几张胸片。',
  zone: '处于不确定区间的胸片，在此按其位于阈值的哪一侧计数。',
  reliability: '可靠性图',
  reliabilityAlternative: (holding, bins) =>
    `可靠性图：评分相近的胸片共 ${bins} 组，其中 ${holding} 组的平均评分落在标注为肺炎比例的 95 % 区间之内。`,
  reliabilityNote: (images) =>
    `锁定的十分之一数据中的 ${formatCount(images)} 张胸片，按相等权重分组，两类权重各为一半；竖线为 95 % 区间。位于虚线上时，评分名副其实。校准所用的正是这些胸片，因此这里显示的是拟合程度，并非证明。`,
  reliabilityTable: '以表格显示各组',
  meanScore: '平均评分，肺炎 %',
  labelled: '标注为肺炎，%',
  films: '胸片（正常，肺炎）',
  filmsOf: (normal, pneumonia) =>
    `${formatCount(normal + pneumonia)}（${formatCount(normal)}，${formatCount(pneumonia)}）`,
};

/** The reader's own read before the model's. */
export const ownRead: Strings['ownRead'] = {
  switch: '先自行判读',
  switchHint: '在您记录自己的判读之前，隐藏各项结果',
  promptTitle: '请先自行判读',
  prompt: '模型已判读该片。您看到的是什么？记录您的判读后即显示结果；记录后不再更改。',
  normal: findings.normal,
  pneumonia: findings.pneumonia,
  keys: '按键：N 为正常，P 为肺炎。',
  card: '请先自行判读',
  badge: (className) => `您：${findings[className]}`,
  note: (read, call, threshold) =>
    `您的判读：${findings[read]}。模型在阈值 ${formatDecimal(threshold, 2)} 下的判定：${findings[call]}。${read === call ? '两者一致。' : '两者不一致。'}`,
  notOwn: '此前结果已在屏幕上显示，因此该判读不计入。',
  agreement: '一致性',
  title: '您的判读与模型的一致性',
  none: '尚未记录任何判读。请打开“先自行判读”，然后判读胸片。',
  shareTerm: '一致的判读',
  share: (agreeing, reads) => `${formatCount(agreeing)} / ${formatCount(reads)}`,
  kappaTerm: 'Cohen kappa 系数',
  kappa: (value, lower, upper) => `${value}（${lower} 至 ${upper}）`,
  kappaAlone: (value) => `${value}，无区间`,
  noKappa: '无定义：双方对所有胸片的判定都相同。',
  method:
    '附 95 % 区间：比例采用 Wilson 区间；kappa 采用 Fleiss、Cohen 与 Everitt 的大样本区间（Psychological Bulletin 1969, 72, 323）。一致不等于准确：任何一方都可能出错。',
  few: '胸片很少或全部一致时，kappa 的大样本区间会过于乐观，或不存在。',
  caption: (threshold) =>
    `您的判读与模型在阈值 ${formatDecimal(threshold, 2)} 下的判定；处于不确定区间的胸片按其所在一侧计数`,
  youPneumonia: '您：肺炎',
  youNormal: '您：正常',
  modelPneumonia: '模型：肺炎',
  modelNormal: '模型：正常',
  sum: '合计',
  left: (reads) => `${formatCount(reads)} 次判读未计入：此前结果已在屏幕上显示。`,
  memory: '判读只保存在本页面的内存中，关闭页面即消失。',
};

/** The reader's own set. */
export const ownSet: Strings['ownSet'] = {
  button: '自有胸片集',
  title: '自有胸片集：模型在您的胸片上表现如何',
  none: '列表中尚无带标注的胸片。',
  how: [
    '拖放一个含有子文件夹 NORMAL 和 PNEUMONIA 的文件夹：胸片上方最近的那一个即为其标注。',
    '或将胸片与一个 CSV 表格一同拖放，表格须有“file”列和“label”列（normal 或 pneumonia，0 或 1）。',
  ],
  why: '标注应由未看过模型回答的医师作出。任何数据都不会离开这台计算机，也不会保存。',
  labelled: (normal, pneumonia) =>
    `${formatCount(normal + pneumonia)} 张胸片带标注：正常 ${formatCount(normal)} 张，肺炎 ${formatCount(pneumonia)} 张。`,
  counted: (count) => `计入 ${formatCount(count)} 张。`,
  leftOut: {
    withheld: (count) => `${formatCount(count)} 张结果暂不显示，未计入。`,
    unread: (count) => `${formatCount(count)} 张在您记录自己的判读之前不计入。`,
    rejected: (count) => `${formatCount(count)} 张无法判读，未计入。`,
    failed: (count) => `${formatCount(count)} 张失败，未计入。`,
    unfinished: (count) => `${formatCount(count)} 张尚待判读。`,
  },
  skippedRows: (count) =>
    `标注表中有 ${formatCount(count)} 行无法使用：没有文件名，或既非 normal 也非 pneumonia。`,
  includeWithheld: '包含结果暂不显示的胸片',
  withheldIncluded: (count) => `${formatCount(count)} 张结果暂不显示，已计入。`,
  patients: '患者未知：每张胸片都视为一名患者；若多张胸片属于同一患者，区间会偏窄。',
  figures: '各项数值，附 95 % 区间',
  accuracy: '准确率',
  sensitivity: '灵敏度',
  specificity: '特异度',
  auroc: 'AUROC',
  noFilms: '没有这类胸片。',
  oneClass: '需要两类胸片都有。',
  waits: '待全部判读后给出。',
  measuring: '正在计算…',
  apart: '评分将两类完全分开，因此自助法给出的区间宽度为零；胸片很少时，这并不代表确定无疑。',
  method:
    '比例采用 Wilson 区间；AUROC 采用按胸片的自助法（bootstrap）。处于不确定区间的胸片按其位于阈值的哪一侧计数。',
  errors: (count) => (count === 0 ? '没有错误' : `错误：${formatCount(count)}`),
  errorsNote: (shown, all) =>
    shown < all ? `距阈值最远的 ${formatCount(shown)} 张；全部见于保存的文件。` : '距阈值最远的在前。',
  film: '胸片',
  truth: '标注',
  score: '肺炎，%',
  classes: { normal: findings.normal, pneumonia: findings.pneumonia },
  save: '保存这些数值',
  names: '包含文件名',
  csv: '保存为 CSV',
  json: '保存为 JSON',
};

/** Files for elsewhere. */
export const exporting: Strings['exporting'] = {
  title: '导出',
  button: '导出 CSV',
  names: '包含文件名',
  withheld: '包含暂不显示的评分',
  more: '更多导出方式',
  notice: '仅供科研使用，不用于诊断：每个文件中均有注明。',
  include: '包含',
  withNames: '文件名',
  withWithheld: '暂不显示的评分',
  withIdentity: 'DICOM 胸片的患者信息与标识符',
  identityNote: '用于 FHIR 和 DICOM，仅在导出时从胸片文件中读取。',
  all: '全部胸片',
  one: '屏幕上的胸片',
  json: { button: 'JSON', about: '全部结果及热力图，完整精度。' },
  fhir: { button: 'FHIR R4', about: '每张有结果的胸片各一份初步诊断报告。' },
  report: { button: 'DICOM SR', about: '一份测量报告（TID 1500），部分完成且未经核实。' },
  capture: { button: 'DICOM 热力图', about: '胸片与热力图合为一幅图像，附标尺与提示。' },
  print: { button: '打印或 PDF', about: '一页；若已显示热力图，则一并打印。' },
  noResult: '该胸片没有可导出的结果。',
  noHeatmap: '要导出暂不显示结果的热力图，请勾选“暂不显示的评分”。',
  making: '正在生成文件…',
  reading: (done, total) => `正在重新读取文件：${formatCount(done)} / ${formatCount(total)}`,
  saved: (name) => `已保存：${name}`,
  failed: '导出失败；未保存任何内容。',
  concealed: (count) => `其中包含 ${formatCount(count)} 个尚待您先行判读的结果。`,
  place: (index) => `列表中第 ${index} 张胸片（从 0 起）`,
  model: (version, hash) => `模型 ${version}（${hash}）`,
};

/** The printed page. */
export const print: Strings['print'] = {
  title: 'Lungfield',
  film: '胸片',
  heatmap: '胸片与热力图',
  file: '文件',
  indexLabel: '列表中的位置，从 0 起',
  made: '打印时间',
  correction: '判读前的处理',
  corrected: ({ quarterTurns, isInverted }) =>
    [quarterTurns === 0 ? '' : `向右旋转 ${90 * quarterTurns}°`, isInverted ? '反转黑白' : '']
      .filter((step) => step !== '')
      .join('并'),
  modelHash: '模型 SHA-256',
  app: '应用程序',
  thresholdLabel: '判定阈值',
  thresholdOf: (threshold) => `肺炎 ${formatThresholdPercent(threshold)} %`,
  included: '原暂不显示，已按要求包含在内。',
};
