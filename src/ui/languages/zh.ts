/**
 * The page in simplified Chinese. 胸片 is a chest film, 影像 any image, 判读 what the model does to a film, 读取 what the
 * page does to a file.
 */
import { formatCount, formatDecimal, formatLogit, formatShort, formatThresholdPercent } from '../format.ts';
import type { Catalogue } from '../language.ts';
import type { Strings } from '../strings.ts';
import { codes } from './zh-codes.ts';
import { charts, exporting, findings, operatingPoint, ownRead, ownSet, print, viewer } from './zh-more.ts';

const sources = { activation: '激活图', occlusion: '遮挡检验' };
const rows = { upper: '上', middle: '中', lower: '下' };
const columns = { left: '左', middle: '中', right: '右' };
const notice = '仅供科研使用，非医疗器械';

const strings: Strings = {
  engines: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'CPU' },
  findings,
  stages: { decoding: '解码', checking: '检查图像', predicting: '判读胸片' },
  interval: (value, lower, upper) => `${value}（${lower} 至 ${upper}）`,
  range: (lower, upper) => `${lower} 至 ${upper}`,
  remaining: {
    few: '还需几秒',
    seconds: (seconds) => `约 ${seconds} 秒`,
    minutes: (minutes) => `约 ${minutes} 分钟`,
  },
  header: {
    name: 'Lungfield',
    notice,
    chooseFiles: '选择文件',
    about: '关于此模型',
    lightTheme: '浅色主题',
    language: '语言',
    engineLoading: '计算引擎加载中',
    engineLocked: '计算引擎已锁定',
    engineReady: (engine) => `计算引擎：${engine}`,
    offlineReady: '可离线使用',
    offlineUnavailable: '无法离线使用',
    offlineSingleFile: '单个文件，无需网络',
    offlinePending: '正在准备离线使用',
    update: '更新并重新加载',
    updateBlocked: '请先关闭本页面的其他标签页',
    updateHeld: '仍有打开的胸片：请先保存所需内容，重新加载页面后再更新',
    rolledBack: (refused, used) => `版本 ${refused} 未能在此浏览器中启动；现使用前一版本 ${used}`,
    rollsBack: (refused, used) =>
      `此版本 ${refused} 未能在此浏览器中启动：请重新加载页面以使用前一版本 ${used}`,
  },
  intake: { dropNow: '松开即可添加', chooseFolder: '选择文件夹' },
  empty: {
    title: '将胸片拖放到本页任意位置',
    purpose:
      '展示一个小型神经网络如何将 1 至 5 岁儿童的正位胸片在正常与肺炎之间分配比例；胸片不会离开这台计算机。',
    formats: '支持 DICOM、TIFF、PNG、JPEG、WebP、AVIF 或 BMP：单个或多个文件、文件夹或 ZIP。点击此处选择。',
  },
  samples: {
    offer: '试用合成样例',
    note: '由计算机根据随机种子绘制，并非任何患者。',
    badge: '合成',
    failed: '无法获取该样例。',
    labels: {
      normal: '肺野清晰',
      pneumonia: '肺内有阴影',
      unlike: '与训练胸片不同的胸部',
      hand: '不是胸部：一只手',
    },
  },
  worklist: {
    title: '工作列表',
    list: '胸片',
    none: '尚无胸片。',
    noMatch: '没有符合条件的胸片。',
    search: '按文件名搜索',
    searchHint: '文件名',
    filter: '显示',
    filters: {
      all: (count) => `全部（${formatCount(count)}）`,
      pneumonia: (count) => `${findings.pneumonia}（${formatCount(count)}）`,
      indeterminate: (count) => `${findings.indeterminate}（${formatCount(count)}）`,
      normal: (count) => `${findings.normal}（${formatCount(count)}）`,
      withheld: (count) => `暂不显示（${formatCount(count)}）`,
      rejected: (count) => `未判读（${formatCount(count)}）`,
      failed: (count) => `失败（${formatCount(count)}）`,
      unfinished: (count) => `待处理（${formatCount(count)}）`,
    },
    order: '排序',
    orders: {
      added: '按添加顺序',
      name: '按文件名',
      highest: '肺炎在前',
      lowest: '正常在前',
      outcome: '按结果',
    },
    distribution: {
      title: '评分分布',
      none: '尚无评分。',
      caption: (shown, total, low, high) =>
        `${formatCount(total)} 个文件中有 ${formatCount(shown)} 个显示了评分：肺炎低于 10 % 的 ${formatCount(low)} 个，达到或超过 90 % 的 ${formatCount(high)} 个，介于其间的 ${formatCount(shown - low - high)} 个。`,
    },
    paused: '已暂停',
    pause: '暂停',
    resume: '继续',
    cancel: '取消',
    retryFailed: (count) => `重试 ${formatCount(count)} 个失败项`,
    done: (done, total) => `${done} / ${total} 已完成`,
    opening: '正在打开文件…',
    left: (left) => `剩余 ${formatCount(left)} 个`,
    skipped: (count) => `已跳过文件夹或压缩包中的 ${formatCount(count)} 个系统文件。`,
    queued: '等待中',
    withheldTitle: '结果暂不显示。',
    withheld: {
      'unlike-training-data': { problem: '与模型学习过的胸片不相似。', action: '请确认这是儿童正位胸片。' },
      'film-inverted': { problem: '胸片可能黑白反转。', action: '请反转后重新判读。' },
      'film-turned': { problem: '胸片方向可能不正。', action: '请旋转后重新判读。' },
      'dicom-adult': {
        problem: '据文件信息，患者为成人；模型的学习对象是儿童。',
        action: '请使用其他工具。',
      },
      'dicom-lateral': { problem: '据文件信息，这是侧位片。', action: '请添加正位片。' },
      'dicom-not-frontal': { problem: '据文件信息，既非 AP 位也非 PA 位。', action: '请添加正位片。' },
      'dicom-not-chest': { problem: '据文件信息，拍摄部位不是胸部。', action: '请添加胸片。' },
      'dicom-other-modality': { problem: '据文件信息，不是 X 线摄影。', action: '请添加胸片。' },
    },
    revealed: '原暂不显示',
    unread: '未判读。',
    failed: '失败。',
    noCard: '计算引擎锁定期间不显示数值。',
    retry: '重试',
    retryNamed: (name) => `重试 ${name}`,
  },
  film: {
    title: '胸片',
    alt: (index, name) => `胸片 ${index + 1}：${name}`,
    noPicture: '该文件没有可显示的图像。',
    waiting: '图像仍在生成中。',
    facts: (widthPx, heightPx, bitDepth, format) =>
      `${widthPx} × ${heightPx} px，${bitDepth} 位 ${format.toUpperCase()}`,
    size: (widthPx, heightPx) => `${widthPx} × ${heightPx} px`,
  },
  viewer,
  heatmap: {
    wipe: (share) => `卷帘 ${Math.round(100 * share)} %`,
    show: '显示热力图',
    title: '热力图',
    warning: '表示对评分的影响，并非病灶。',
    source: '显示',
    sources,
    influenceFor: '影响方向',
    opacity: (opacity) => `不透明度 ${Math.round(100 * opacity)} %`,
    dark: (className) => `黑色：无影响，或不支持“${findings[className]}”。`,
    unit: {
      activation: (className) => `每 1 % 胸片面积对“${findings[className]}”的 logit`,
      occlusion: (className) => `遮挡后“${findings[className]}”减少的 logit`,
    },
    orMore: (value) => `${formatShort(value)} 及以上`,
    cells: (columnCount, rowCount) =>
      `实际分辨率不高于 ${columnCount} × ${rowCount} 格，绘制时已平滑；遮挡检验能更可靠地说明评分取决于何处。`,
    sum: (className, sum, constant, logit) =>
      `整图合计 ${formatLogit(sum)}；加上模型常数 ${formatLogit(constant)}，即为“${findings[className]}”的 logit：${formatLogit(logit)}。`,
    patches: ({ sidePx, patchPx, stridePx }) =>
      `在模型读取的 ${sidePx} × ${sidePx} px 图像上，以 ${stridePx} px 为步长逐一将 ${patchPx} × ${patchPx} px 的方块涂灰；每处显示覆盖该处的各方块的平均值。其总和不等于 logit。`,
    progress: (done, total) => (total === 0 ? '正在重新读取胸片…' : `正在涂灰方块：${done} / ${total}`),
    stop: '停止检验',
    running: '遮挡检验正在进行。',
    finished: '已显示遮挡检验。',
    failed: '检验失败；结果不受影响。',
    alt: (className, source, peak) => {
      const what = `“${findings[className]}”的${sources[source]}`;
      if (peak === null) return `${what}：整图皆为黑色。`;
      const { row, column, value } = peak;
      const place = row === 'middle' && column === 'middle' ? '中央' : `${columns[column]}${rows[row]}部`;
      const unit = source === 'activation' ? '每 1 % 胸片面积的 logit' : 'logit';
      return `${what}：图像${place}最强，${formatDecimal(value, 2)}（${unit}）。`;
    },
  },
  steps: {
    title: '胸片',
    place: (place, total) => `${formatCount(place)} / ${formatCount(total)}`,
    previous: '上一张胸片',
    next: '下一张胸片',
    list: '工作列表',
  },
  result: {
    title: '结果',
    none: '第一张胸片的结果将显示在此处。',
    sentence: (pneumonia, normal) => `该图像 ${pneumonia} 为肺炎，${normal} 为正常。`,
    meaning: {
      normal: '低于不确定区间。',
      indeterminate: '处于模型不作判断的区间。',
      pneumonia: '高于不确定区间。',
    },
    meaningWithoutZone: { normal: '低于判定阈值。', pneumonia: '达到或超过判定阈值。' },
    pneumonia: findings.pneumonia,
    normal: findings.normal,
    chart: (pneumonia, normal, threshold) =>
      `0 至 100 % 的条形图：肺炎 ${pneumonia} %，正常 ${normal} %；判定阈值 ${formatThresholdPercent(threshold)} %。`,
    threshold: (threshold) => `阈值 ${formatThresholdPercent(threshold)} %`,
    zone: (lower, upper) => `不确定区间：肺炎 ${lower} 至 ${upper} %`,
    prior: '先验概率各为一半：两类同样常见。',
    queued: '排队等待中',
    waitingForEngine: '正在等待计算引擎',
    checks: '检查',
    isFamiliar: '与模型的训练胸片相似',
    isUnfamiliar: '与模型的训练胸片不相似',
    noWarnings: '图像完整读取，无异常',
    details: '详细信息',
    familiarity: '相似度',
    familiarityNote: (familiarity) => `${familiarity}（低于 1 时结果暂不显示）`,
    engine: '计算引擎',
    time: '用时',
    film: '胸片',
    model: '模型',
    withheldTitle: '结果暂不显示',
    elsewhere:
      '暂不显示并不是一种结论：模型在这类胸片上的准确度从未测量过。来自其他医院或其他设备的胸片常常仅因此而暂不显示。它在那里表现如何，要看您自己的、已知标注的胸片。',
    reveal: '仍要显示评分',
    conceal: '重新隐藏评分',
    reread: ({ quarterTurns, isInverted }) => {
      const turn = ['', '向右旋转 90°', '旋转 180°', '向左旋转 90°'][quarterTurns];
      const steps = [turn, isInverted ? '反转黑白' : ''].filter((step) => step !== '').join('并');
      return `${steps}后重新判读`;
    },
    rereadAsStored: '按文件原样判读',
    rejectedTitle: '未判读',
    frame: (frames) => `帧，1 至 ${formatCount(frames)}`,
    addFrame: '添加一帧',
    failedTitle: '失败',
    failedStage: (stage) => `停止于：${stage}。`,
    notice: `${notice}。`,
  },
  counts: {
    plain: (value, lower, upper) =>
      `评分与此相近的每 100 张胸片中，有 ${value} 张标注为肺炎（95\u00a0% 区间 ${lower} 至 ${upper}）。`,
    wide: (value, lower, upper) =>
      `评分与此相近的每 100 张胸片中，有 ${lower} 至 ${upper} 张标注为肺炎（95\u00a0% 区间；按已计数的胸片为 ${value}）。`,
    source: (images, range) =>
      `根据 ${formatCount(images)} 张肺炎评分为 ${range}\u00a0% 的留出胸片计数；与上述比例相同，先验概率各为一半：两类同样常见。`,
    few: '评分与此相近的留出胸片很少，请以区间为准。',
    unlike: '此处不提供计数：计数所依据的留出胸片与本片不相似。',
    caption:
      '评分相近的每 100 张胸片中有多少张标注为肺炎：在锁定的十分之一数据上计数，先验概率各为一半，附 95 % 区间。',
    range: '评分',
    share: '标注为肺炎，每 100 张',
    films: '计数的胸片（正常，肺炎）',
    rangeOf: (range) => `肺炎 ${range} %`,
    shareOf: (value, lower, upper) => `${value}（${lower} 至 ${upper}）`,
    filmsOf: (normal, pneumonia) =>
      `${formatCount(normal + pneumonia)}（${formatCount(normal)}，${formatCount(pneumonia)}）`,
  },
  threshold: {
    label: '判定阈值',
    exact: (label) => `${label}，精确值`,
    note: '肺炎比例达到此值即判为肺炎。不确定区间随之移动。',
    reset: '恢复为 0.50',
    moved: (threshold) => `（阈值 ${formatDecimal(threshold, 2)}）`,
    movedBadge: (threshold) => `阈值 ${formatDecimal(threshold, 2)}`,
  },
  charts,
  operatingPoint,
  ownRead,
  ownSet,
  exporting,
  print,
  footer: { privacy: '任何数据都不会离开这台计算机。' },
  dialog: { close: '关闭' },
  locked: {
    title: '计算引擎已锁定',
    calm: '由于评分无法保证可信，因此不显示任何评分。没有向任何地方发送数据。',
  },
  about: {
    title: '关于此模型',
    loading: '模型仍在加载。',
    unavailable: '无法加载任何模型。',
    intendedUse: '预期用途',
    limits: '局限性',
    performance: '实测性能',
    performanceNote: '各值附 95 % 区间。',
    outOfFold: '折外',
    lockedTenth: '锁定的十分之一',
    measure: '指标',
    images: '图像（正常，肺炎）',
    patients: '患者',
    threshold: '阈值',
    auroc: 'AUROC',
    sensitivity: '灵敏度',
    specificity: '特异度',
    accuracy: '准确率',
    balancedAccuracy: '平衡准确率',
    auprc: 'AUPRC',
    brier: 'Brier 评分',
    ece: '期望校准误差',
    data: '训练数据',
    dataImages: (images, patients) => `${formatCount(patients)} 名患者的 ${formatCount(images)} 张图像`,
    howToRead: '评分如何成为结论',
    calibration: (images) => `评分在 ${formatCount(images)} 张留出图像上校准，先验概率各为一半。`,
    zone: (lower, upper, coverage, images) =>
      `肺炎比例在 ${lower} 至 ${upper} % 之间时，模型不作判断。该区间根据 ${formatCount(images)} 张留出图像划定，使每一类各有 ${coverage} % 不会被判为另一类；区间随判定阈值移动。`,
    noZone: '没有不确定区间：达到或超过判定阈值的图像判为肺炎。',
    domain: (percent, images) =>
      `图像与训练胸片不相似时，结果暂不显示；${formatCount(images)} 张留出胸片中有 ${percent} % 处于界限之内。差异更大、并非正位胸片的图像则完全不判读。`,
    identity: '标识',
    version: '版本',
    parameters: '参数数量',
    weights: '权重',
    modelHash: '模型 SHA-256',
    dataHash: '数据 SHA-256',
    licence: '许可',
    cite: '如何引用',
    citeModel: '模型',
    citeData: '数据',
    plots: '锁定十分之一上的图',
    speed: (times) => `在本设备上实测，每张胸片：${times}`,
    drift: (images, drift, flips) =>
      `在权重从未见过的 ${formatCount(images)} 张图像上，导出使原始评分最多改变 ${drift}，使 ${flips} 个标签改变。`,
  },
};

export default { strings, codes } satisfies Catalogue;
