/**
 * The page in Modern Standard Arabic, second part: the film viewer, the charts, the reader's own read and set, exports and
 * print. The terms are those of `ar.ts`, which this file lends the words that both need.
 * Invariant: a figure with a sign or a unit is isolated, since its parts would change places in the line.
 */
import type { ClassName } from '../../model/spec.ts';
import { formatCount, formatDecimal, formatLength, formatShort, formatThresholdPercent } from '../format.ts';
import type { Strings } from '../strings.ts';
import { type CountedNoun, countNoun, isolateLtr, isolateName, isolateRtl } from './ar-text.ts';

/** Findings as words. */
export const findings = { normal: 'طبيعي', indeterminate: 'غير محدد', pneumonia: 'التهاب رئوي' };

/** Images after a preposition or as an object. */
export const IMAGES: CountedNoun = {
  one: 'صورة واحدة',
  two: 'صورتين',
  few: 'صور',
  many: 'صورة',
  other: 'صورة',
};
/** As a subject, or by itself. */
const FILMS: CountedNoun = { ...IMAGES, two: 'صورتان' };
/** As a subject. */
const READS: CountedNoun = {
  one: 'قراءة واحدة',
  two: 'قراءتان',
  few: 'قراءات',
  many: 'قراءة',
  other: 'قراءة',
};
/** After a noun. */
const ROWS: CountedNoun = {
  one: 'صف واحد',
  two: 'صفين',
  few: 'صفوف',
  many: 'صفًا',
  other: 'صف',
};

/** A whole number with its noun. */
export const count = (value: number, noun: CountedNoun) => countNoun(value, formatCount(value), noun);
/** A figure with the percent sign. */
export const percent = (figure: string | number) => isolateLtr(`${figure} %`);
/** A class in quotation marks. */
export const named = (className: ClassName) => `«${findings[className]}»`;

const films = (value: number) => count(value, FILMS);
/** Where the decision threshold stands. */
export const atThreshold = (threshold: number) => `عند عتبة ${formatDecimal(threshold, 2)}`;
/** In a chart, whose lines run from left to right. */
const inPercent = (measure: string) => isolateRtl(`${measure}، %`);

/** What is shown of the film itself. */
export const viewer: Strings['viewer'] = {
  title: 'عارض الصورة الشعاعية',
  comparedTitle: 'عارض الصورة المقارَنة',
  chooseOther: 'اختر صورة شعاعية أخرى من قائمة العمل لمقارنتها بهذه.',
  comparedWith: (name) => `مقارنة مع ${isolateName(name)}`,
  hint: 'تحرّك مفاتيح الأسهم الصورة المكبّرة، ويكبّرها الزائد ويصغّرها الناقص، وتُظهر علامة الاستفهام كل المفاتيح.',
  center: 'المركز',
  width: 'العرض',
  tools: {
    title: 'أدوات الصورة الشعاعية',
    window: 'الزر الأيسر يضبط النافذة',
    move: 'الزر الأيسر يحرّك الصورة',
    fit: 'ملاءمة',
    actualSize: 'بكسل لبكسل',
    enlarge: 'تكبير',
    reduce: 'تصغير',
    invert: 'عكس الأبيض والأسود',
    turnLeft: 'تدوير إلى اليسار',
    turnRight: 'تدوير إلى اليمين',
    mirror: 'قلب أفقي',
    compare: 'مقارنة',
    reset: 'إعادة الضبط',
  },
  pose: (quarterTurns, isMirrored, isInverted) => {
    const turn = ['', 'مُدارة إلى اليمين 90 درجة', 'مُدارة 180 درجة', 'مُدارة إلى اليسار 90 درجة'][quarterTurns];
    const what = [turn, isMirrored ? 'مقلوبة أفقيًا' : '', isInverted ? 'معكوسة الأبيض والأسود' : ''];
    return `معروضة ${what.filter((part) => part !== '').join('، ')}؛ والنتيجة للصورة كما قُرئت.`;
  },
  zoom: (scale) => percent(Math.round(100 * scale)),
  loading: 'معاينة؛ جارٍ فك ترميز العمق الكامل…',
  previewOnly: 'معاينة فقط، دون نافذة.',
  tryAgain: 'إعادة المحاولة',
  scaleBar: (lengthMm, { plane, magnification }) => {
    const length = isolateLtr(formatLength(lengthMm));
    if (plane === 'patient') return `${length}، مصحَّح للتكبير بحسب الملف`;
    if (magnification === null) return `${length} على الكاشف؛ وأقل في جسم المريض`;
    const inPatient = isolateLtr(formatLength(lengthMm / magnification));
    return `${length} على الكاشف؛ ونحو ${inPatient} في جسم المريض (التكبير ${formatShort(magnification)} بحسب الملف)`;
  },
  sheet: {
    open: 'كل المفاتيح',
    title: 'المفاتيح',
    groups: [
      {
        title: 'الصورة الشعاعية (حين يكون التركيز عليها أو على أدواتها)',
        keys: [
          [isolateLtr('+ −'), 'تكبير وتصغير'],
          ['F', 'ملاءمة'],
          ['1', 'بكسل لبكسل'],
          [isolateLtr('← → ↑ ↓'), 'تحريك الصورة المكبّرة'],
          [isolateLtr('Shift + ← →'), 'عرض النافذة'],
          [isolateLtr('Shift + ↑ ↓'), 'مركز النافذة'],
          ['I', 'عكس الأبيض والأسود'],
          [isolateLtr('R, L'), 'تدوير إلى اليمين، تدوير إلى اليسار'],
          ['M', 'قلب أفقي'],
          ['0', 'إعادة الضبط'],
          [isolateLtr('W, P'), 'الزر الأيسر يضبط النافذة، يحرّك الصورة'],
          ['H', 'الخريطة الحرارية'],
          ['C', 'مقارنة هذه الصورة بأخرى'],
          [isolateLtr('Page Up, Page Down'), 'الصورة السابقة، الصورة التالية'],
          ['?', 'هذه القائمة'],
        ],
      },
      {
        title: 'الفأرة والأصابع',
        keys: [
          ['السحب بالزر الأيسر', 'النافذة: يمينًا توسّع، ونزولًا تُعتم'],
          ['العجلة', 'التكبير عند المؤشر'],
          ['السحب بالزر الأوسط أو الأيمن', 'تحريك؛ وكذلك بالزر الأيسر مع ضغط مفتاح المسافة'],
          ['النقر المزدوج', 'ملاءمة'],
          ['إصبعان', 'تكبير وتحريك'],
        ],
      },
      {
        title: 'قائمة العمل',
        keys: [
          [isolateLtr('↑ ↓ Home End'), 'التنقل في القائمة'],
          ['Enter', 'فتح الصورة الشعاعية'],
        ],
      },
    ],
  },
};

/** Charts and their tables. */
export const charts: Strings['charts'] = {
  asTable: 'في جدول',
  intervals: `مع فترات ${percent(95)}.`,
  threshold: 'العتبة',
  sensitivity: 'الحساسية',
  specificity: 'النوعية',
  roc: 'منحنى ROC',
  falseCalls: inPercent('صور طبيعية حُسبت التهابًا رئويًا'),
  hits: inPercent('الحساسية'),
  rocAlternative: (threshold, sensitivity, specificity) =>
    `منحنى ROC؛ ${atThreshold(threshold)} تكون الحساسية ${sensitivity} والنوعية ${specificity}.`,
  enlarge: 'تكبير الزاوية العليا اليسرى',
  rocNote: (threshold) =>
    `الشريط الرمادي: فترة ${percent(95)} للحساسية (Wilson) عند كل نقطة. النقطة والصليب: العتبة ${formatDecimal(threshold, 2)} مع فترتيها. الخط المتقطع: المصادفة.`,
  labelledPneumonia: 'صُنّفت التهابًا رئويًا',
  labelledNormal: 'صُنّفت طبيعية',
  calledPneumonia: 'حُسبت التهابًا رئويًا',
  calledNormal: 'حُسبت طبيعية',
  sum: 'المجموع',
  confusion: (threshold) => `مصفوفة الالتباس ${atThreshold(threshold)}`,
};

/** What the decision threshold buys. */
export const operatingPoint: Strings['operatingPoint'] = {
  button: 'نقطة التشغيل',
  title: 'نقطة التشغيل: ما تكسبه عتبة القرار وما تخسره',
  measured: (images, normal, pneumonia) =>
    `القياس على العُشر المقفل: ${films(images)} من المستشفى الذي تعلّم منه النموذج، منها طبيعي: ${formatCount(normal)}، والتهاب رئوي: ${formatCount(pneumonia)}. وتعدّ فترات ${percent(95)} الصورَ مستقلة (Wilson).`,
  auroc: (text) => `AUROC ${text}، وفترة ${percent(95)} بإعادة المعاينة (bootstrap) على المرضى.`,
  exact: 'العدّ عند هذه العتبة بعينها.',
  between: (asked, at, more) =>
    `العدّ عند ${at}، وهي العتبة التالية في بطاقة النموذج؛ وعند ${formatDecimal(asked, 2)} يزيد ما يُحسب التهابًا رئويًا بما لا يتجاوز ${count(more, IMAGES)}.`,
  rates: `عند هذه العتبة، مع فترات ${percent(95)}`,
  sensitivity: 'الحساسية',
  specificity: 'النوعية',
  positive: 'القيمة التنبؤية الإيجابية (PPV): حُسبت التهابًا رئويًا وهي كذلك',
  negative: 'القيمة التنبؤية السلبية (NPV): حُسبت طبيعية وهي كذلك',
  noCall: 'لا صورة حُسبت كذلك.',
  of: (part, whole) => `${formatCount(part)} من ${formatCount(whole)}`,
  atPrevalence: (figure) => `عند انتشار ${percent(figure)}`,
  prevalence: inPercent('الانتشار'),
  prevalenceNote: `نسبة الالتهاب الرئوي بين الصور التي تقرؤها. الدرجات معايَرة على ${percent(50)}؛ وتتبع القيم التنبؤية ما تحدده، أما الدرجات فلا.`,
  prevalenceReset: `إعادة إلى ${percent(50)}`,
  rowsNote: `مع فترات ${percent(95)}؛ والعدّ في كل صف عند العتبة التالية في بطاقة النموذج، بفارق بضع صور عن العتبة المذكورة.`,
  zone: 'الصورة الواقعة في النطاق غير المحدد تُحسب هنا في جهة العتبة التي تقع فيها.',
  reliability: 'مخطط الموثوقية',
  reliabilityAlternative: (holding, bins) =>
    `مخطط الموثوقية: المجموعات المتقاربة الدرجات التي يقع متوسط درجتها ضمن فترة ${percent(95)} لنسبة ما صُنّف التهابًا رئويًا: ${holding} من ${bins}.`,
  reliabilityNote: (images) =>
    `${films(images)} من العُشر المقفل في مجموعات متساوية الوزن، ولكل فئة وزن قدره النصف؛ والأعمدة فترات ${percent(95)}. على الخط المتقطع تعني الدرجات ما تقوله. وقد جرت المعايرة على الصور نفسها، فهذا يُظهر التوافق لا البرهان.`,
  reliabilityTable: 'المجموعات في جدول',
  meanScore: isolateRtl('متوسط الدرجة، % التهاب رئوي'),
  labelled: inPercent('صُنّفت التهابًا رئويًا'),
  films: 'الصور (طبيعي، التهاب رئوي)',
  filmsOf: (normal, pneumonia) =>
    `${formatCount(normal + pneumonia)} (${formatCount(normal)}، ${formatCount(pneumonia)})`,
};

/** The reader's own read before the model's. */
export const ownRead: Strings['ownRead'] = {
  switch: 'قراءتك أولًا',
  switchHint: 'يخفي كل نتيجة حتى تسجّل قراءتك',
  promptTitle: 'قراءتك أولًا',
  prompt: 'قُرئت الصورة. ماذا ترى؟ تظهر النتيجة بعد تسجيل قراءتك؛ وتبقى القراءة كما سُجّلت.',
  normal: findings.normal,
  pneumonia: findings.pneumonia,
  keys: 'المفتاحان: N للطبيعي، P للالتهاب الرئوي.',
  card: 'قراءتك أولًا',
  badge: (className) => `أنت: ${findings[className]}`,
  note: (read, call, threshold) =>
    `قراءتك: ${named(read)}. حكم النموذج ${atThreshold(threshold)}: ${named(call)}. ${read === call ? 'وهما متفقان.' : 'وهما مختلفان.'}`,
  notOwn: 'كانت النتيجة قد ظهرت على الشاشة قبلها، فلا تُحتسب هذه القراءة.',
  agreement: 'الاتفاق',
  title: 'اتفاق قراءاتك مع النموذج',
  none: 'لم تُسجَّل أي قراءة بعد. فعّل «قراءتك أولًا» ثم اقرأ الصور.',
  shareTerm: 'القراءات المتفقة',
  share: (agreeing, reads) => `${formatCount(agreeing)} من ${formatCount(reads)}`,
  kappaTerm: 'معامل كابا (Cohen)',
  kappa: (value, lower, upper) => `${isolateLtr(value)} (من ${isolateLtr(lower)} إلى ${isolateLtr(upper)})`,
  kappaAlone: (value) => `${isolateLtr(value)}، دون فترة`,
  noKappa: 'غير معرَّف: حكم الطرفان على كل الصور بالفئة نفسها.',
  method: `مع فترات ${percent(95)}: فترة Wilson للنسبة؛ وللكابا فترة العينات الكبيرة لـ Fleiss وCohen وEveritt ${isolateLtr('(Psychological Bulletin 1969, 72, 323)')}. الاتفاق ليس دقة: فقد يخطئ أي منهما.`,
  few: 'مع قلة الصور، أو عند اتفاقها كلها، تَعِد فترة العينات الكبيرة للكابا بأكثر مما ينبغي أو لا توجد.',
  caption: (threshold) =>
    `قراءاتك مقابل أحكام النموذج ${atThreshold(threshold)}؛ والصور الواقعة في النطاق غير المحدد تُحسب في الجهة التي تقع فيها`,
  youPneumonia: 'أنت: التهاب رئوي',
  youNormal: 'أنت: طبيعي',
  modelPneumonia: 'النموذج: التهاب رئوي',
  modelNormal: 'النموذج: طبيعي',
  sum: 'المجموع',
  left: (reads) => `لم تُحتسب ${count(reads, READS)}: كانت النتيجة قد ظهرت على الشاشة من قبل.`,
  memory: 'تُحفظ القراءات في ذاكرة هذه الصفحة وحدها، وتنتهي بإغلاقها.',
};

/** The reader's own set. */
export const ownSet: Strings['ownSet'] = {
  button: 'مجموعتك الخاصة',
  title: 'مجموعتك الخاصة: أداء النموذج على صورك',
  none: 'لا صورة في القائمة لها تصنيف بعد.',
  how: [
    'أفلت مجلدًا فيه مجلدان فرعيان NORMAL وPNEUMONIA: أقربهما فوق الصورة هو تصنيفها.',
    'أو أفلت الصور مع جدول CSV فيه عمود «file» وعمود «label» (normal أو pneumonia، أو 0 أو 1).',
  ],
  why: 'ينبغي أن تأتي التصنيفات من قرّاء لم يروا جواب النموذج. لا شيء يغادر هذا الحاسوب، ولا شيء يُحفظ.',
  labelled: (normal, pneumonia) =>
    `الصور المصنّفة: ${formatCount(normal + pneumonia)}، منها طبيعي: ${formatCount(normal)}، والتهاب رئوي: ${formatCount(pneumonia)}.`,
  counted: (value) => `المحتسب: ${films(value)}.`,
  leftOut: {
    withheld: (value) => `مستبعد لأن نتيجته محجوبة: ${films(value)}.`,
    unread: (value) => `مستبعد حتى تسجّل قراءتك: ${films(value)}.`,
    rejected: (value) => `مستبعد لتعذّر قراءته: ${films(value)}.`,
    failed: (value) => `مستبعد لأنه فشل: ${films(value)}.`,
    unfinished: (value) => `لم يُقرأ بعد: ${films(value)}.`,
  },
  skippedRows: (value) =>
    `تعذّر استخدام ${count(value, ROWS)} من التصنيفات: لا اسم ملف، أو لا normal ولا pneumonia.`,
  includeWithheld: 'مع الصور المحجوبة نتائجها',
  withheldIncluded: (value) => `محتسب مع أن نتيجته محجوبة: ${films(value)}.`,
  patients:
    'المرضى غير معروفين: تُعدّ كل صورة لمريض مستقل، فتضيق الفترات أكثر مما ينبغي حيث تعود عدة صور إلى مريض واحد.',
  figures: `القيم مع فترات ${percent(95)}`,
  accuracy: 'الدقة',
  sensitivity: 'الحساسية',
  specificity: 'النوعية',
  auroc: 'AUROC',
  noFilms: 'لا صورة من هذا النوع.',
  oneClass: 'يتطلب صورًا من الفئتين.',
  waits: 'ينتظر حتى تُقرأ كلها.',
  measuring: 'جارٍ الحساب…',
  apart:
    'تفصل الدرجات بين الفئتين فصلًا تامًا، فتعطي إعادة المعاينة فترة بلا عرض؛ ومع قلة الصور ليس ذلك يقينًا.',
  method:
    'فترات Wilson؛ وAUROC بإعادة المعاينة (bootstrap) على الصور. والصورة الواقعة في النطاق غير المحدد تُحسب في جهتها من العتبة.',
  errors: (value) => (value === 0 ? 'لا أخطاء' : `الأخطاء: ${formatCount(value)}`),
  errorsNote: (shown, all) =>
    shown < all
      ? `الأبعد عن العتبة، وعددها ${formatCount(shown)}؛ وفي الملفات كلها.`
      : 'الأبعد عن العتبة أولًا.',
  film: 'الصورة',
  truth: 'التصنيف',
  score: inPercent('الالتهاب الرئوي'),
  classes: { normal: findings.normal, pneumonia: findings.pneumonia },
  save: 'حفظ هذه القيم',
  names: 'مع أسماء الملفات',
  csv: 'حفظ بصيغة CSV',
  json: 'حفظ بصيغة JSON',
};

/** Files for elsewhere. */
export const exporting: Strings['exporting'] = {
  title: 'تصدير',
  button: 'تصدير CSV',
  names: 'تضمين أسماء الملفات',
  withheld: 'تضمين الدرجات المحجوبة',
  more: 'صيغ تصدير أخرى',
  notice: 'للاستخدام البحثي فقط، لا للتشخيص: كل ملف ينص على ذلك.',
  include: 'التضمين',
  withNames: 'أسماء الملفات',
  withWithheld: 'الدرجات المحجوبة',
  withIdentity: 'المريض والمعرّفات في صور DICOM',
  identityNote: 'في FHIR وDICOM، وتُقرأ من ملف الصورة للتصدير وحده.',
  all: 'كل الصور',
  one: 'الصورة المعروضة',
  json: { button: 'JSON', about: 'كل نتيجة مع خريطتها الحرارية، بدقتها الكاملة.' },
  fhir: { button: 'FHIR R4', about: 'تقرير تشخيصي أولي لكل صورة لها نتيجة.' },
  report: { button: 'DICOM SR', about: 'تقرير قياسات (TID 1500)، جزئي وغير معتمد.' },
  capture: {
    button: 'خريطة حرارية DICOM',
    about: 'الصورة والخريطة الحرارية في صورة واحدة، مع المقياس والتنبيهات.',
  },
  print: { button: 'طباعة أو PDF', about: 'صفحة واحدة، مع الخريطة الحرارية إن كانت معروضة.' },
  noResult: 'لا نتيجة لهذه الصورة كي تُصدَّر.',
  noHeatmap: 'تتطلب الخريطة الحرارية لنتيجة محجوبة اختيار «الدرجات المحجوبة».',
  making: 'جارٍ إنشاء الملف…',
  reading: (done, total) => `قراءة الملفات من جديد: ${formatCount(done)} من ${formatCount(total)}`,
  saved: (name) => `حُفظ: ${isolateName(name)}`,
  failed: 'فشل التصدير؛ ولم يُحفظ شيء.',
  concealed: (value) => `تشمل الملفات نتائج تنتظر قراءتك أنت، وعددها ${formatCount(value)}.`,
  place: (index) => `الصورة ${index} في القائمة (العدّ من 0)`,
  model: (version, hash) => `النموذج ${isolateLtr(`${version} (${hash})`)}`,
};

/** The printed page. */
export const print: Strings['print'] = {
  title: 'Lungfield',
  film: 'الصورة الشعاعية',
  heatmap: 'الصورة الشعاعية والخريطة الحرارية',
  file: 'الملف',
  indexLabel: 'الموضع في القائمة، من 0',
  made: 'وقت الطباعة',
  correction: 'قبل القراءة',
  corrected: ({ quarterTurns, isInverted }) =>
    [
      quarterTurns === 0 ? '' : `أُديرت إلى اليمين ${90 * quarterTurns} درجة`,
      isInverted ? 'عُكس الأبيض والأسود' : '',
    ]
      .filter((step) => step !== '')
      .join(' و'),
  modelHash: 'SHA-256 للنموذج',
  app: 'التطبيق',
  thresholdLabel: 'عتبة القرار',
  thresholdOf: (threshold) => `${percent(formatThresholdPercent(threshold))} التهاب رئوي`,
  included: 'محجوبة، وأُدرجت بناءً على الطلب.',
};
