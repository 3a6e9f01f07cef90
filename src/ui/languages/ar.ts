/**
 * The page in Modern Standard Arabic, from right to left. "صورة شعاعية" is a film, "محجوب" a number that is not shown
 * yet, "لم يُقرأ" a file that has none.
 * Invariant: a figure with a sign or a unit is isolated, since its parts would change places in the line.
 */
import { formatCount, formatDecimal, formatLogit, formatShort, formatThresholdPercent } from '../format.ts';
import type { Catalogue } from '../language.ts';
import type { Strings } from '../strings.ts';
import { codes } from './ar-codes.ts';
import {
  atThreshold,
  charts,
  count,
  exporting,
  findings,
  IMAGES,
  named,
  operatingPoint,
  ownRead,
  ownSet,
  percent,
  print,
  viewer,
} from './ar-more.ts';
import { type CountedNoun, isolateLtr, isolateName, isolateRtl, startRtl } from './ar-text.ts';

const sources = { activation: 'خريطة التنشيط', occlusion: 'فحص الحجب' };
const rows = { upper: 'في الأعلى', middle: 'في منتصف الارتفاع', lower: 'في الأسفل' };
const columns = { left: 'إلى اليسار', middle: 'في الوسط', right: 'إلى اليمين' };
const notice = 'للاستخدام البحثي فقط، وليس جهازًا طبيًا';
const prior = 'لاحتمال قبلي قدره النصف: الفئتان متساويتان في الشيوع';

const FILES: CountedNoun = {
  one: 'ملف واحد',
  two: 'ملفان',
  few: 'ملفات',
  many: 'ملفًا',
  other: 'ملف',
};
/** After a preposition. */
const PATIENTS: CountedNoun = {
  one: 'مريض واحد',
  two: 'مريضين',
  few: 'مرضى',
  many: 'مريضًا',
  other: 'مريض',
};
const LABELLED: CountedNoun = {
  one: 'صُنّفت صورة واحدة',
  two: 'صُنّفت صورتان',
  few: 'صور صُنّفت',
  many: 'صورة صُنّفت',
  other: 'صورة صُنّفت',
};
/** After "skipped". */
const SYSTEM_FILES: CountedNoun = {
  one: 'ملف نظام واحد',
  two: 'ملفي نظام',
  few: 'ملفات نظام',
  many: 'ملف نظام',
  other: 'ملف نظام',
};
/** After a preposition. */
const SECONDS: CountedNoun = {
  one: 'ثانية واحدة',
  two: 'ثانيتين',
  few: 'ثوانٍ',
  many: 'ثانية',
  other: 'ثانية',
};
/** After a preposition. */
const MINUTES: CountedNoun = {
  one: 'دقيقة واحدة',
  two: 'دقيقتين',
  few: 'دقائق',
  many: 'دقيقة',
  other: 'دقيقة',
};
/** After "changed". */
const LABELS: CountedNoun = {
  one: 'تصنيفًا واحدًا',
  two: 'تصنيفين',
  few: 'تصنيفات',
  many: 'تصنيفًا',
  other: 'تصنيف',
};

const bracketed = (value: number) => `(${formatCount(value)})`;
const pixels = (widthPx: number, heightPx: number) => isolateLtr(`${widthPx} × ${heightPx} px`);

const strings: Strings = {
  engines: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'CPU' },
  findings,
  stages: { decoding: 'فك الترميز', checking: 'فحص الصورة', predicting: 'قراءة الصورة الشعاعية' },
  interval: (value, lower, upper) => `${isolateLtr(value)} (من ${lower} إلى ${upper})`,
  range: (lower, upper) => `${lower} إلى ${upper}`,
  remaining: {
    few: 'بضع ثوانٍ',
    seconds: (seconds) => `نحو ${count(seconds, SECONDS)}`,
    minutes: (minutes) => `نحو ${count(minutes, MINUTES)}`,
  },
  header: {
    name: 'Lungfield',
    notice,
    chooseFiles: 'اختيار ملفات',
    about: 'حول هذا النموذج',
    lightTheme: 'المظهر الفاتح',
    language: 'اللغة',
    engineLoading: 'جارٍ تحميل محرك الحساب',
    engineLocked: 'محرك الحساب مقفل',
    engineReady: (engine) => `محرك الحساب: ${engine}`,
    offlineReady: 'جاهز للعمل دون اتصال',
    offlineUnavailable: 'غير متاح دون اتصال',
    offlineSingleFile: 'ملف واحد، لا يحتاج إلى شبكة',
    offlinePending: 'جارٍ التحضير للعمل دون اتصال',
    update: 'تحديث وإعادة تحميل',
    updateBlocked: 'أغلق أولًا علامات التبويب الأخرى لهذه الصفحة',
    updateHeld: 'ما زالت صور مفتوحة: احفظ ما تحتاج إليه وأعد تحميل الصفحة ثم حدِّث',
    rolledBack: (refused, used) => `لم يبدأ الإصدار ${refused} في هذا المتصفح؛ يُستخدم الإصدار السابق ${used}`,
    rollsBack: (refused, used) =>
      `لم يبدأ هذا الإصدار، ${refused}، في هذا المتصفح: أعد تحميل الصفحة لاستخدام الإصدار السابق ${used}`,
  },
  intake: { dropNow: 'أفلت للإضافة', chooseFolder: 'اختيار مجلد' },
  empty: {
    title: 'أفلت صور الصدر الشعاعية في أي مكان من هذه الصفحة',
    purpose:
      'تُظهر كيف توزّع شبكة عصبية صغيرة صورة شعاعية أمامية لصدر طفل عمره من 1 إلى 5 سنوات بين طبيعي والتهاب رئوي؛ ولا تغادر الصور هذا الحاسوب أبدًا.',
    formats:
      'DICOM أو TIFF أو PNG أو JPEG أو WebP أو AVIF أو BMP: ملف واحد أو عدة ملفات أو مجلد أو ZIP. انقر هنا لاختيارها.',
  },
  samples: {
    offer: 'تجربة عيّنة اصطناعية',
    note: 'رسمها حاسوب من بذرة عشوائية. لا تخص أي مريض.',
    badge: 'اصطناعية',
    failed: 'تعذّر جلب العيّنة.',
    labels: {
      normal: 'رئتان صافيتان',
      pneumonia: 'عتامات في الرئتين',
      unlike: 'صدر لا يشبه صور التدريب',
      hand: 'ليست صدرًا: يد',
    },
  },
  worklist: {
    title: 'قائمة العمل',
    list: 'الصور الشعاعية',
    none: 'لا صور شعاعية بعد.',
    noMatch: 'لا صورة شعاعية مطابقة.',
    search: 'البحث باسم الملف',
    searchHint: 'اسم الملف',
    filter: 'عرض',
    filters: {
      all: (value) => `الكل ${bracketed(value)}`,
      pneumonia: (value) => `${findings.pneumonia} ${bracketed(value)}`,
      indeterminate: (value) => `${findings.indeterminate} ${bracketed(value)}`,
      normal: (value) => `${findings.normal} ${bracketed(value)}`,
      withheld: (value) => `محجوب ${bracketed(value)}`,
      rejected: (value) => `لم يُقرأ ${bracketed(value)}`,
      failed: (value) => `فشل ${bracketed(value)}`,
      unfinished: (value) => `قيد الانتظار ${bracketed(value)}`,
    },
    order: 'ترتيب',
    orders: {
      added: 'حسب الإضافة',
      name: 'حسب الاسم',
      highest: 'الالتهاب الرئوي أولًا',
      lowest: 'الطبيعي أولًا',
      outcome: 'حسب النتيجة',
    },
    distribution: {
      title: 'توزّع الدرجات',
      none: 'لا درجات بعد.',
      caption: (shown, total, low, high) =>
        `الملفات التي تظهر درجتها: ${formatCount(shown)} من ${formatCount(total)}. أقل من ${percent(10)} التهاب رئوي: ${formatCount(low)}؛ عند ${percent(90)} أو أكثر: ${formatCount(high)}؛ بينهما: ${formatCount(shown - low - high)}.`,
    },
    paused: 'متوقف مؤقتًا',
    pause: 'إيقاف مؤقت',
    resume: 'متابعة',
    cancel: 'إلغاء',
    retryFailed: (value) => `إعادة محاولة ما فشل ${bracketed(value)}`,
    done: (done, total) => `${done} من ${total} اكتمل`,
    opening: 'جارٍ فتح الملفات…',
    left: (left) => `بقي ${count(left, FILES)}`,
    skipped: (value) => `جرى تخطي ${count(value, SYSTEM_FILES)} في مجلد أو أرشيف.`,
    queued: 'في الانتظار',
    withheldTitle: 'النتيجة محجوبة.',
    withheld: {
      'unlike-training-data': {
        problem: 'لا تشبه الصور التي تعلّم منها النموذج.',
        action: 'تحقق من أنها صورة أمامية لصدر طفل.',
      },
      'film-inverted': { problem: 'تبدو الصورة معكوسة الألوان.', action: 'اعكسها واقرأها من جديد.' },
      'film-turned': { problem: 'تبدو الصورة مُدارة.', action: 'أدرها واقرأها من جديد.' },
      'dicom-adult': {
        problem: 'لبالغ بحسب ملفها؛ وقد تعلّم النموذج من أطفال.',
        action: 'استخدم أداة أخرى.',
      },
      'dicom-lateral': { problem: 'إسقاط جانبي بحسب ملفها.', action: 'أضف الإسقاط الأمامي.' },
      'dicom-not-frontal': { problem: 'ليست AP ولا PA بحسب ملفها.', action: 'أضف الإسقاط الأمامي.' },
      'dicom-not-chest': { problem: 'ليست للصدر بحسب ملفها.', action: 'أضف صورة شعاعية للصدر.' },
      'dicom-other-modality': {
        problem: 'ليست تصويرًا شعاعيًا بسيطًا بحسب ملفها.',
        action: 'أضف صورة شعاعية للصدر.',
      },
    },
    revealed: 'محجوبة',
    unread: 'لم يُقرأ.',
    failed: 'فشل.',
    noCard: 'لا أرقام ما دام محرك الحساب مقفلًا.',
    retry: 'إعادة المحاولة',
    retryNamed: (name) => `إعادة محاولة ${isolateName(name)}`,
  },
  film: {
    title: 'الصورة الشعاعية',
    alt: (index, name) => `الصورة الشعاعية ${index + 1}: ${isolateName(name)}`,
    noPicture: 'لا صورة لهذا الملف.',
    waiting: 'لا تزال الصورة قيد الإعداد.',
    facts: (widthPx, heightPx, bitDepth, format) =>
      startRtl(`${pixels(widthPx, heightPx)}، ${bitDepth} بت، ${format.toUpperCase()}`),
    size: pixels,
  },
  viewer,
  heatmap: {
    wipe: (share) => `الستارة ${percent(Math.round(100 * share))}`,
    show: 'إظهار الخريطة الحرارية',
    title: 'الخريطة الحرارية',
    warning: 'تأثير في الدرجة، لا آفة.',
    source: 'عرض',
    sources,
    influenceFor: 'التأثير لصالح',
    opacity: (opacity) => `العتامة ${percent(Math.round(100 * opacity))}`,
    dark: (className) => `الأسود: لا تأثير، أو ضد ${named(className)}.`,
    unit: {
      activation: (className) => `لوجيت ${named(className)} لكل ${percent(1)} من الصورة`,
      occlusion: (className) => `لوجيت ${named(className)} المفقود بحجب مربع`,
    },
    orMore: (value) => isolateRtl(`${formatShort(value)} أو أكثر`),
    cells: (columnCount, rowCount) =>
      `لا أدق من ${isolateLtr(`${columnCount} × ${rowCount}`)} خلية، مرسومة بتنعيم؛ وفحص الحجب أوثق في بيان ما تتوقف عليه الدرجة.`,
    sum: (className, sum, constant, logit) =>
      `مجموع الخريطة ${isolateLtr(formatLogit(sum))}؛ ومع ثابت النموذج ${isolateLtr(formatLogit(constant))} يكون لوجيت ${named(className)}: ${isolateLtr(formatLogit(logit))}.`,
    patches: ({ sidePx, patchPx, stridePx }) =>
      `مربعات ${pixels(patchPx, patchPx)}، كل ${isolateLtr(`${stridePx} px`)}، تُغطى بالرمادي في ${pixels(sidePx, sidePx)} التي يقرؤها النموذج؛ ويُظهر كل موضع متوسط المربعات التي تغطيه. مجموعها ليس اللوجيت.`,
    progress: (done, total) =>
      total === 0 ? 'جارٍ قراءة الصورة من جديد…' : `تغطية المربعات: ${done} من ${total}`,
    stop: 'إيقاف الفحص',
    running: 'فحص الحجب جارٍ.',
    finished: 'فحص الحجب معروض.',
    failed: 'فشل الفحص؛ والنتيجة قائمة.',
    alt: (className, source, peak) => {
      const what = `${sources[source]} لصالح ${named(className)}`;
      if (peak === null) return `${what}: داكنة كلها.`;
      const { row, column, value } = peak;
      const isCentre = row === 'middle' && column === 'middle';
      const place = isCentre ? 'في وسط الصورة' : `${rows[row]} ${columns[column]} من الصورة`;
      const unit = source === 'activation' ? `لوجيت لكل ${percent(1)} من الصورة` : 'لوجيت';
      return `${what}: الأقوى ${place}، ${isolateLtr(formatDecimal(value, 2))} ${unit}.`;
    },
  },
  steps: {
    title: 'الصور الشعاعية',
    place: (place, total) => `${formatCount(place)} من ${formatCount(total)}`,
    previous: 'الصورة السابقة',
    next: 'الصورة التالية',
    list: 'قائمة العمل',
  },
  result: {
    title: 'النتيجة',
    none: 'تظهر هنا نتيجة أول صورة شعاعية.',
    sentence: (pneumonia, normal) =>
      `هذه الصورة التهاب رئوي بنسبة ${isolateLtr(pneumonia)} وطبيعية بنسبة ${isolateLtr(normal)}.`,
    meaning: {
      normal: 'دون النطاق غير المحدد.',
      indeterminate: 'ضمن النطاق الذي يمتنع فيه النموذج عن الحكم.',
      pneumonia: 'فوق النطاق غير المحدد.',
    },
    meaningWithoutZone: { normal: 'دون عتبة القرار.', pneumonia: 'عند عتبة القرار أو فوقها.' },
    pneumonia: findings.pneumonia,
    normal: findings.normal,
    chart: (pneumonia, normal, threshold) =>
      `شريط من 0 إلى ${percent(100)}: التهاب رئوي ${percent(pneumonia)}، طبيعي ${percent(normal)}؛ عتبة القرار عند ${percent(formatThresholdPercent(threshold))}.`,
    threshold: (threshold) => isolateRtl(`العتبة ${percent(formatThresholdPercent(threshold))}`),
    zone: (lower, upper) => `النطاق غير المحدد: من ${lower} إلى ${percent(upper)} التهاب رئوي`,
    prior: `${prior}.`,
    queued: 'في انتظار الدور',
    waitingForEngine: 'في انتظار محرك الحساب',
    checks: 'الفحوص',
    isFamiliar: 'تشبه الصور التي دُرّب عليها النموذج',
    isUnfamiliar: 'لا تشبه الصور التي دُرّب عليها النموذج',
    noWarnings: 'قُرئت الصورة كاملة، ولا شيء غير معتاد',
    details: 'التفاصيل',
    familiarity: 'الألفة',
    familiarityNote: (familiarity) => `${familiarity} (تُحجب النتيجة دون 1)`,
    engine: 'محرك الحساب',
    time: 'الزمن',
    film: 'الصورة',
    model: 'النموذج',
    withheldTitle: 'النتيجة محجوبة',
    elsewhere:
      'الحجب ليس نتيجة: لم تُقَس قط دقة النموذج على صور كهذه. وكثيرًا ما تُحجب صور مستشفى آخر أو جهاز آخر لهذا السبب وحده. أما ما يساويه النموذج هناك فتبيّنه صورك أنت ذات التصنيف المعروف.',
    reveal: 'إظهار الدرجة رغم ذلك',
    conceal: 'إخفاء الدرجة من جديد',
    reread: ({ quarterTurns, isInverted }) => {
      const turn = ['', 'تدوير إلى اليمين 90 درجة', 'تدوير 180 درجة', 'تدوير إلى اليسار 90 درجة'][
        quarterTurns
      ];
      const steps = [turn, isInverted ? 'عكس الأبيض والأسود' : ''].filter((step) => step !== '').join(' و');
      return `${steps}، ثم القراءة من جديد`;
    },
    rereadAsStored: 'القراءة كما هي في الملف',
    rejectedTitle: 'لم يُقرأ',
    frame: (frames) => `الإطار، من 1 إلى ${formatCount(frames)}`,
    addFrame: 'إضافة إطار واحد',
    failedTitle: 'فشل',
    failedStage: (stage) => `توقف عند: ${stage}.`,
    notice: `${notice}.`,
  },
  counts: {
    plain: (value, lower, upper) =>
      `من كل 100 صورة شعاعية ذات درجة مماثلة: ${count(value, LABELLED)} التهابًا رئويًا (فترة ${percent(95)}: من ${lower} إلى ${upper}).`,
    wide: (value, lower, upper) =>
      `من كل 100 صورة شعاعية ذات درجة مماثلة: صُنّف ما بين ${lower} و${upper} التهابًا رئويًا (فترة ${percent(95)}؛ والصور المعدودة تعطي ${value}).`,
    source: (images, range) =>
      `العدّ على ${count(images, IMAGES)} من خارج التدريب، درجتها ${range} بالمئة التهاب رئوي؛ وكما في التوزيع أعلاه، ${prior}.`,
    few: 'قليل من الصور خارج التدريب نال درجة مماثلة: اعتمد على الفترة.',
    unlike: 'لا أعداد هنا: الصور التي تستند إليها الأعداد لا تشبه هذه الصورة.',
    caption: `من كل 100 صورة شعاعية ذات درجة متقاربة، كم صُنّف التهابًا رئويًا: العدّ على العُشر المقفل، لاحتمال قبلي قدره النصف لكل فئة، مع فترة ${percent(95)}.`,
    range: 'الدرجة',
    share: 'صُنّف التهابًا رئويًا، من 100',
    films: 'الصور المعدودة (طبيعي، التهاب رئوي)',
    rangeOf: (range) => `${range} بالمئة التهاب رئوي`,
    shareOf: (value, lower, upper) => `${value} (من ${lower} إلى ${upper})`,
    filmsOf: (normal, pneumonia) =>
      `${formatCount(normal + pneumonia)} (${formatCount(normal)}، ${formatCount(pneumonia)})`,
  },
  threshold: {
    label: 'عتبة القرار',
    exact: (label) => `${label}، القيمة الدقيقة`,
    note: 'نسبة الالتهاب الرئوي التي تُحسب عندها الصورة كذلك. ويتحرك النطاق غير المحدد معها.',
    reset: 'إعادة إلى 0.50',
    moved: atThreshold,
    movedBadge: (threshold) => `عند ${formatDecimal(threshold, 2)}`,
  },
  charts,
  operatingPoint,
  ownRead,
  ownSet,
  exporting,
  print,
  footer: { privacy: 'لا شيء يغادر هذا الحاسوب.' },
  dialog: { close: 'إغلاق' },
  locked: {
    title: 'محرك الحساب مقفل',
    calm: 'لا تُعرض أي درجة، إذ لا يمكن الوثوق بأي منها. ولم يُرسل شيء إلى أي مكان.',
  },
  about: {
    title: 'حول هذا النموذج',
    loading: 'ما زال النموذج قيد التحميل.',
    unavailable: 'تعذّر تحميل أي نموذج.',
    intendedUse: 'الاستخدام المقصود',
    limits: 'الحدود',
    performance: 'الأداء المقيس',
    performanceNote: `القيم مع فتراتها عند ${percent(95)}.`,
    outOfFold: 'خارج الطية',
    lockedTenth: 'العُشر المقفل',
    measure: 'المقياس',
    images: 'الصور (طبيعي، التهاب رئوي)',
    patients: 'المرضى',
    threshold: 'العتبة',
    auroc: 'AUROC',
    sensitivity: 'الحساسية',
    specificity: 'النوعية',
    accuracy: 'الدقة',
    balancedAccuracy: 'الدقة المتوازنة',
    auprc: 'AUPRC',
    brier: 'درجة Brier',
    ece: 'خطأ المعايرة المتوقع',
    data: 'بيانات التدريب',
    dataImages: (images, patients) => `مجموعة من ${count(images, IMAGES)} لـ ${count(patients, PATIENTS)}`,
    howToRead: 'كيف تصبح الدرجات نتائج',
    calibration: (images) =>
      `عُويرت الدرجات على ${count(images, IMAGES)} من خارج التدريب، لاحتمال قبلي قدره النصف لكل فئة.`,
    zone: (lower, upper, coverage, images) =>
      `من ${lower} إلى ${percent(upper)} التهاب رئوي يمتنع النموذج عن الحكم على الصورة. وقد حُدّد النطاق بحيث تبقى ${percent(coverage)} من كل فئة بعيدة عن حكم الفئة الأخرى، على ${count(images, IMAGES)} من خارج التدريب؛ وهو يتحرك مع عتبة القرار.`,
    noZone: 'لا نطاق غير محدد: عند عتبة القرار أو فوقها تُحسب الصورة التهابًا رئويًا.',
    domain: (figure, images) =>
      `تُحجب النتيجة حين لا تشبه الصورة صور التدريب؛ وقد وقعت ضمن الحد ${percent(figure)} من ${count(images, IMAGES)} من خارج التدريب. وما هو أبعد من ذلك، أي ما ليس صورة شعاعية أمامية للصدر، لا يُقرأ إطلاقًا.`,
    identity: 'الهوية',
    version: 'الإصدار',
    parameters: 'المعاملات',
    weights: 'الأوزان',
    modelHash: 'SHA-256 للنموذج',
    dataHash: 'SHA-256 للبيانات',
    licence: 'الترخيص',
    cite: 'كيفية الاستشهاد',
    citeModel: 'النموذج',
    citeData: 'البيانات',
    plots: 'رسوم العُشر المقفل',
    speed: (times) => `قيس على هذا الجهاز، لكل صورة شعاعية: ${times}`,
    drift: (images, drift, flips) =>
      `غيّر التصدير الدرجة الخام بمقدار ${isolateLtr(drift)} على الأكثر، وغيّر ${count(flips, LABELS)}، على ${count(images, IMAGES)} لم ترها الأوزان قط.`,
  },
};

export default { strings, codes } satisfies Catalogue;
