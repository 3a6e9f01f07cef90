/**
 * Every code's words in Arabic; the terms are those of `ar.ts`.
 */
import type { CodeTexts } from '../code-texts.ts';
import { isolateLtr } from './ar-text.ts';

const FROM_SOURCE = 'انسخه أو صدّره من جديد من مصدره.';
const EXPORT_AGAIN = 'صدّره من جديد من مصدره.';
const SAVE_AS_PNG = 'احفظها بصيغة PNG أو JPEG ثم أضف ذلك الملف.';
const EXPORT_UNCOMPRESSED = 'صدّره دون ضغط (Explicit VR Little Endian) أو بصيغة PNG بعمق 16 بت.';
const EXPORT_GREY = 'صدّر الصورة الشعاعية بتدرجات الرمادي (MONOCHROME2).';
const ADD_ITSELF = 'أضف الصورة الشعاعية نفسها بصيغة PNG أو JPEG.';
const SAVE_8_OR_16 = 'احفظها بعمق 8 أو 16 بت لكل بكسل ثم أضف ذلك الملف.';
const UNPACK = 'فك ضغطه ثم أضف المجلد أو الصور التي فيه.';
const UNPACK_ARCHIVE = 'فك ضغط الأرشيف ثم أضف المجلد أو الصور التي فيه.';
const DISTRUST = 'لا تثق بالأرشيف؛ واطلب الصور نفسها.';
const RETRY = 'أعد المحاولة.';
const COMPARE_SOURCE = 'قارن الصورة بمصدرها.';
const ADD_FRONTAL = 'أضف الإسقاط الأمامي؛ ولا تُظهر الأرقام إلا إذا كان الملف مخطئًا.';
const ADD_CHEST = 'أضف صورة شعاعية للصدر؛ ولا تُظهر الأرقام إلا إذا كان الملف مخطئًا.';
const UPLOAD_BUILD = 'اطلب ممن يستضيف هذه الصفحة رفع نسخة البناء كاملة.';

/** The texts of all codes. */
export const codes: CodeTexts = {
  rejections: {
    'empty-file': { problem: 'الملف فارغ.', action: FROM_SOURCE },
    'system-file': {
      problem: 'هذا ملف من ملفات نظام التشغيل، لا صورة.',
      action: 'لا حاجة إلى شيء: اتركه جانبًا.',
    },
    'unknown-format': {
      problem: 'المحتوى ليس بصيغة صورة معروفة.',
      action: 'أضف صورة شعاعية للصدر بصيغة DICOM أو PNG أو JPEG.',
    },
    'format-dicomdir': {
      problem: 'هذا دليل DICOM: يسرد صورًا ولا يحوي أيًا منها.',
      action: 'أضف المجلد الذي يقع فيه: الصور في الملفات التي يسردها.',
    },
    'dicom-no-pixels': {
      problem: 'لا يحوي ملف DICOM هذا صورة (تقرير أو مستند أو ترويسة فقط).',
      action: 'أضف ملف الصورة الشعاعية نفسها.',
    },
    'dicom-too-few-pixels': {
      problem: 'يحوي ملف DICOM هذا بكسلات أقل مما يعلن.',
      action: EXPORT_AGAIN,
    },
    'dicom-multi-frame': {
      problem: 'يحوي ملف DICOM هذا عدة صور.',
      action: 'اختر الإطار الذي تريده؛ فيُضاف إلى القائمة صورةً مستقلة.',
    },
    'dicom-colour': {
      problem: 'صورة DICOM هذه مخزّنة بالألوان، فلا تُقرأ صورةً شعاعية.',
      action: EXPORT_GREY,
    },
    'dicom-palette': {
      problem: 'صورة DICOM هذه مخزّنة بلوحة ألوان، فلا تُقرأ صورةً شعاعية.',
      action: EXPORT_GREY,
    },
    'dicom-bit-depth': {
      problem: 'ليست صورة DICOM هذه بعمق 8 إلى 16 بت لكل بكسل.',
      action: 'صدّرها من جديد بتخصيص 8 أو 16 بت.',
    },
    'dicom-jpeg-12-bit': {
      problem: 'ملف DICOM هذا مضغوط بصيغة JPEG بعمق 12 بت (Extended, Process 2, 4)، وهي لا تُقرأ.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-retired': {
      problem: 'ملف DICOM هذا مضغوط بنوع من JPEG أُلغي من المعيار، وهو لا يُقرأ.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-point-transform': {
      problem: 'ملف DICOM هذا مضغوط بصيغة JPEG بلا فقد مع إسقاط أدنى البتات، وهي لا تُقرأ.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg2000-multi': {
      problem: 'ملف DICOM هذا مضغوط بصيغة JPEG 2000 Part 2 (متعددة المكوّنات)، وهي لا تُقرأ.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpegxl': {
      problem: 'ملف DICOM هذا مضغوط بصيغة JPEG XL، وهي لا تُقرأ.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpip': {
      problem: 'يحيل ملف DICOM هذا إلى بكسلاته على خادم (JPIP) ولا يحوي أيًا منها.',
      action: 'صدّر الصورة مع بكسلاتها.',
    },
    'dicom-video': {
      problem: 'يحوي ملف DICOM هذا مقطع فيديو (MPEG-2 أو H.264 أو HEVC أو ST 2110)، وهو لا يُقرأ.',
      action: 'احفظ الإطار الذي تريده بصيغة PNG ثم أضف ذلك الملف.',
    },
    'dicom-syntax-unknown': {
      problem: 'ملف DICOM هذا مخزّن بصيغة نقل غير معروفة هنا.',
      action: EXPORT_UNCOMPRESSED,
    },
    'format-tiff': {
      problem: 'صورة TIFF هذه من نوع لا يُقرأ (أحبار أو شفافية أو ضغط غير معتاد).',
      action: SAVE_AS_PNG,
    },
    'tiff-jpeg': {
      problem: 'بكسلات صورة TIFF هذه مضغوطة بصيغة JPEG، وهي لا تُقرأ.',
      action: SAVE_AS_PNG,
    },
    'tiff-fax': {
      problem: 'صورة TIFF هذه فاكس (ضغط CCITT بالأبيض والأسود)، وهي لا تُقرأ.',
      action: 'أضف الصورة الشعاعية نفسها بتدرجات الرمادي، بصيغة DICOM أو PNG أو JPEG.',
    },
    'tiff-palette': {
      problem: 'صورة TIFF هذه مخزّنة بلوحة ألوان، فلا تُقرأ صورةً شعاعية.',
      action: 'احفظها بتدرجات الرمادي بصيغة PNG أو TIFF ثم أضف ذلك الملف.',
    },
    'tiff-float': {
      problem: 'تحوي صورة TIFF هذه أعدادًا عشرية عائمة، ولا أبيض وأسود متفقًا عليهما لها.',
      action: SAVE_8_OR_16,
    },
    'tiff-bit-depth': {
      problem: 'ليست صورة TIFF هذه بعمق 8 أو 16 بت لكل بكسل.',
      action: SAVE_8_OR_16,
    },
    'format-webp': {
      problem: 'صورة WebP هذه متحركة أو شفافة؛ ولا تُقرأ إلا الثابتة غير الشفافة.',
      action: SAVE_AS_PNG,
    },
    'format-bmp': {
      problem: 'صورة BMP هذه من نوع لا يُقرأ (ترميز تكراري، أو 16 أو 32 بت، أو OS/2).',
      action: SAVE_AS_PNG,
    },
    'format-gif': { problem: 'هذه صورة GIF، وهي لا تُقرأ.', action: SAVE_AS_PNG },
    'format-heic': { problem: 'هذه صورة HEIC (صورة هاتف)، وهي لا تُقرأ.', action: SAVE_AS_PNG },
    'format-avif': {
      problem: 'صورة AVIF هذه متحركة أو شفافة؛ ولا تُقرأ إلا الثابتة غير الشفافة.',
      action: SAVE_AS_PNG,
    },
    'avif-unsupported': { problem: 'لا يستطيع هذا المتصفح قراءة صور AVIF.', action: SAVE_AS_PNG },
    'pixels-withheld': {
      problem: 'هذا المتصفح، بإعداداته الحالية أو بطريقة فتح الصفحة، لا يعطي الصفحة بكسلات صورة كهذه.',
      action: 'احفظها بصيغة PNG ثم أضف ذلك الملف.',
    },
    'format-jpeg2000': { problem: 'هذه صورة JPEG 2000، وهي لا تُقرأ بعد.', action: SAVE_AS_PNG },
    'format-jpegls': { problem: 'هذه صورة JPEG-LS، وهي لا تُقرأ بعد.', action: SAVE_AS_PNG },
    'format-jpegxl': { problem: 'هذه صورة JPEG XL، وهي لا تُقرأ.', action: SAVE_AS_PNG },
    'format-icon': { problem: 'هذه أيقونة، لا صورة شعاعية.', action: 'اتركها جانبًا.' },
    'format-psd': { problem: 'هذا مستند Photoshop، وهو لا يُقرأ.', action: SAVE_AS_PNG },
    'format-nifti': { problem: 'هذا حجم NIfTI، وهو لا يُقرأ.', action: SAVE_AS_PNG },
    'format-document': {
      problem: 'هذا مستند مكتبي أو مخزن صور مصغّرة، لا صورة.',
      action: ADD_ITSELF,
    },
    'format-svg': { problem: 'هذا رسم SVG، لا صورة شعاعية.', action: ADD_ITSELF },
    'format-html': { problem: 'هذه صفحة ويب، لا صورة شعاعية.', action: ADD_ITSELF },
    'format-pdf': {
      problem: 'هذا مستند PDF، وهو لا يُقرأ.',
      action: 'صدّر الصورة الشعاعية التي فيه بصيغة PNG أو JPEG ثم أضف ذلك الملف.',
    },
    'format-zip': {
      problem: 'هذا أرشيف ZIP باسم آخر داخل أرشيف، وهو لا يُقرأ.',
      action: UNPACK,
    },
    'zip-damaged': {
      problem: 'أرشيف ZIP، أو هذا الملف فيه، تالف: مجموعه الاختباري أو أطواله خاطئة.',
      action: 'انسخ الأرشيف أو نزّله من جديد كاملًا.',
    },
    'zip-encrypted': {
      problem: 'هذا محمي بكلمة مرور، وهي لا تُطلب هنا.',
      action: UNPACK_ARCHIVE,
    },
    'zip-compression': {
      problem: 'هذا الملف مضغوط داخل أرشيف ZIP بطريقة لا تُقرأ.',
      action: UNPACK_ARCHIVE,
    },
    'zip-split': {
      problem: 'هذا جزء من أرشيف ZIP مقسّم.',
      action: 'فك ضغط الأجزاء كلها معًا ثم أضف المجلد أو الصور التي فيها.',
    },
    'zip-empty': { problem: 'لا يحوي أرشيف ZIP أي ملف.', action: 'أنشئ الأرشيف من جديد.' },
    'zip-nested': {
      problem: 'هذا أرشيف ZIP داخل أرشيف داخل أرشيف، وهو لا يُقرأ.',
      action: 'فك ضغط الأرشيف الخارجي ثم أضف ما فيه.',
    },
    'zip-unsafe-name': {
      problem: 'يشير اسم هذا الملف في أرشيف ZIP إلى خارج الأرشيف.',
      action: DISTRUST,
    },
    'zip-bomb': {
      problem: 'يعلن أرشيف ZIP عن بيانات أكثر بكثير مما في الصور الشعاعية.',
      action: DISTRUST,
    },
    'format-archive': { problem: 'هذا أرشيف مضغوط، وهو لا يُقرأ.', action: UNPACK },
    'format-video': {
      problem: 'هذا مقطع فيديو، وهو لا يُقرأ.',
      action: 'احفظ إطارًا منه بصيغة PNG أو JPEG ثم أضف ذلك الملف.',
    },
    'jpeg-lossless': { problem: 'هذه صورة JPEG بلا فقد، وهي لا تُقرأ بعد.', action: SAVE_AS_PNG },
    'jpeg-arithmetic': {
      problem: 'تستخدم صورة JPEG هذه ترميزًا حسابيًا لا تقرؤه المتصفحات.',
      action: SAVE_AS_PNG,
    },
    'jpeg-hierarchical': {
      problem: 'صورة JPEG هذه هرمية، وهو ما لا تقرؤه المتصفحات.',
      action: SAVE_AS_PNG,
    },
    'jpeg-12-bit': {
      problem: 'صورة JPEG هذه بعمق 12 بت لكل بكسل، وهو ما لا تقرؤه المتصفحات.',
      action: 'احفظها بصيغة PNG بعمق 16 بت ثم أضف ذلك الملف.',
    },
    truncated: {
      problem: 'ينتهي الملف قبل نهاية الصورة.',
      action: 'انسخه أو نزّله من جديد كاملًا.',
    },
    corrupt: { problem: 'الملف تالف.', action: FROM_SOURCE },
    'labels-used': {
      problem: 'هذا الجدول ليس صورة: أُلحقت تصنيفاته بالصور التي يسمّيها.',
      action: 'افتح «مجموعتك الخاصة» لترى أداء النموذج عليها.',
    },
    'labels-no-columns': {
      problem: 'ليس في هذا الجدول عمود لأسماء الملفات إلى جانب عمود للتصنيفات.',
      action: 'سمّ العمودين «file» و«label»، واكتب normal أو pneumonia في كل صف، ثم أضفه من جديد.',
    },
    'labels-no-names': {
      problem: 'في هذا الجدول تصنيفات، لكن ليس فيه عمود لأسماء الملفات.',
      action: 'سمّ ذلك العمود «file»، ثم أضف الجدول من جديد.',
    },
    'labels-no-labels': {
      problem: 'في هذا الجدول أسماء ملفات، لكن لا يُعرف أي عمود فيه يحوي تصنيفاتها.',
      action: 'سمّ ذلك العمود «label»، واكتب normal أو pneumonia في كل صف، ثم أضف الجدول من جديد.',
    },
    'labels-no-classes': {
      problem: 'لا شيء من تصنيفات هذا الجدول normal أو pneumonia (أو 0 أو 1).',
      action: 'اكتب التصنيفات بهاتين الكلمتين ثم أضفه من جديد.',
    },
    'labels-own-results': {
      problem: 'هذا الجدول من تصدير هذه الصفحة: نتائجه نتائج النموذج، لا الحقيقة.',
      action: 'أضف جدولًا بتصنيفات وُضعت دون النموذج.',
    },
    'too-small': {
      problem: 'الصورة أصغر من أن تُقرأ: ضلعها الأقصر دون 200 بكسل.',
      action: 'أضف الصورة الشعاعية بحجمها الكامل.',
    },
    'too-large': {
      problem: 'تتجاوز الصورة 64 ميغابكسل، أو يتجاوز ملفها 512 ميغابايت.',
      action: 'احفظها بحجم أصغر ثم أضف ذلك الملف.',
    },
    'near-constant': {
      problem: 'تكاد الصورة تكون بدرجة رمادية واحدة.',
      action: 'تحقق من تصديرها بالنافذة الصحيحة ثم أضفها من جديد.',
    },
    'colour-image': {
      problem: 'الصورة ملوّنة، فليست صورة شعاعية.',
      action: 'أضف صورة شعاعية للصدر بتدرجات الرمادي.',
    },
    'not-a-chest-radiograph': {
      problem: 'لا تبدو الصورة صورة شعاعية أمامية للصدر، فلا رقم لها.',
      action: 'أضف الصورة الشعاعية الأمامية للصدر نفسها: قائمة، تملأ الإطار.',
    },
    'not-a-chest-as-it-lies': {
      problem: 'لا تبدو الصورة بوضعها هذا صورة شعاعية أمامية للصدر؛ فقد تكون مُدارة أو معكوسة الألوان.',
      action: 'اقرأها من جديد كما هو معروض، أو أضف الصورة الشعاعية الأمامية للصدر نفسها.',
    },
  },
  failures: {
    cancelled: { problem: 'أُلغي قبل أن يُقرأ.', action: RETRY },
    'engine-locked': {
      problem: 'لم يجتز أي محرك حساب على هذا الحاسوب اختباره الذاتي، فلا يُحسب شيء.',
      action: 'انظر التنبيه الخاص بمحرك الحساب؛ أعد تحميل الصفحة ثم أعد المحاولة.',
    },
    'engine-lost': { problem: 'فُقد معالج الرسوميات أثناء الحساب.', action: RETRY },
    'not-a-number': {
      problem: 'أعاد محرك الحساب ما ليس رقمًا.',
      action: `أعد المحاولة؛ وإن تكرر ذلك فأعد تحميل الصفحة مع ${isolateLtr('?backend=wasm')}.`,
    },
    'prediction-failed': { problem: 'فشل الحساب.', action: RETRY },
    'decode-failed': {
      problem: 'فشل فك الترميز على نحو غير متوقع.',
      action: 'أعد المحاولة، أو احفظ الصورة بصيغة PNG.',
    },
    'decode-timeout': {
      problem: 'طال فك الترميز أكثر مما ينبغي فأُوقف.',
      action: 'أعد المحاولة، أو احفظ الصورة بحجم أصغر.',
    },
    'decoder-crashed': {
      problem: 'توقف برنامج فك الترميز، ربما لنقص الذاكرة.',
      action: 'أغلق علامات تبويب أخرى ثم أعد المحاولة.',
    },
    'file-not-readable': {
      problem: 'تعذّر على المتصفح قراءة الملف: نُقل أو تغيّر أو لا إذن بقراءته.',
      action: 'أضف الملف من جديد.',
    },
  },
  warnings: {
    'canvas-noise': {
      problem: 'يغيّر هذا المتصفح البكسلات المقروءة من لوحة الرسم (حماية من التتبع).',
      action: 'استخدم ملفات PNG، فهي تُقرأ بدقة تامة، أو اسمح لهذه الصفحة بالوصول إلى لوحة الرسم.',
    },
    'colour-tint': {
      problem: 'الصورة ملوّنة قليلًا؛ ولم يُقرأ إلا سطوعها.',
      action: 'صدّر الصورة الشعاعية بتدرجات الرمادي إن أمكن.',
    },
    'low-contrast': {
      problem: 'لا تستخدم الصورة إلا جزءًا صغيرًا من مداها الرمادي.',
      action: 'صدّرها بنافذتها الكاملة إن أمكن.',
    },
    saturated: {
      problem: 'جزء كبير من وسط الصورة أسود أو أبيض خالص: ضاعت التفاصيل هناك.',
      action: 'صدّرها بنافذة أوسع، أو من الملف الأصلي، إن أمكن.',
    },
    'wide-border': {
      problem: 'أكثر من ربع الصورة إطار فارغ، والنموذج يقرأ الإطار معها.',
      action: 'اقتطع الصورة عند حدود الصورة الشعاعية ثم أضف ذلك الملف.',
    },
    'burned-in-text': {
      problem: 'في بكسلات الصورة نص مرسوم قد يسمّي المريض.',
      action: 'انظر إلى الصورة قبل مشاركتها أو مشاركة خريطتها الحرارية أو لقطة لها.',
    },
    'read-inverted': {
      problem: 'بُدّل الأسود والأبيض قبل القراءة، كما طلبت.',
      action: COMPARE_SOURCE,
    },
    'read-turned': { problem: 'أُديرت الصورة قبل القراءة، كما طلبت.', action: COMPARE_SOURCE },
    'dicom-window-ignored': {
      problem: 'لا تُظهر نافذة العرض في ملف DICOM هذا شيئًا، فاستُخدم مدى بكسلاته.',
      action: 'قارن الصورة بما يُظهره العارض في مصدرها.',
    },
    'tiff-first-page': {
      problem: 'في ملف TIFF عدة صفحات؛ ولم تُقرأ إلا الأولى.',
      action: 'احفظ الصفحة التي تريدها ملفًا مستقلًا.',
    },
    'animated-first-frame': {
      problem: 'يحوي الملف صورة متحركة؛ ولم تُقرأ إلا صورته الثابتة.',
      action: 'احفظ الإطار الذي تريده ملفًا مستقلًا.',
    },
  },
  withholdings: {
    'unlike-training-data': {
      problem: 'لا تشبه الصورة الصور الشعاعية التي تعلّم منها النموذج، فقد لا يعني جوابه شيئًا.',
      action: 'تحقق من أنها صورة شعاعية أمامية لصدر طفل؛ ولا تُظهر الأرقام إلا إذا كانت كذلك.',
    },
    'film-inverted': {
      problem: 'تبدو الصورة معكوسة، الهواء أبيض والعظم أسود، هذا إن كانت صورة شعاعية أمامية للصدر أصلًا.',
      action: 'اعكسها واقرأها من جديد؛ ولا تُظهر الأرقام إلا إذا كانت صحيحة كما هي.',
    },
    'film-turned': {
      problem: 'تبدو الصورة على جانبها أو مقلوبة، هذا إن كانت صورة شعاعية أمامية للصدر أصلًا.',
      action: 'أدرها حتى تستقيم واقرأها من جديد؛ ولا تُظهر الأرقام إلا إذا كانت مستقيمة كما هي.',
    },
    'dicom-adult': {
      problem: 'يذكر ملف DICOM أن عمر المريض 18 سنة أو أكثر؛ وقد تعلّم النموذج من أطفال صغار.',
      action: 'استخدم أداة مخصصة للبالغين؛ ولا تُظهر الأرقام إلا إذا كان العمر في الملف خاطئًا.',
    },
    'dicom-lateral': {
      problem: 'يذكر ملف DICOM أن هذا إسقاط جانبي؛ وقد تعلّم النموذج من إسقاطات أمامية.',
      action: ADD_FRONTAL,
    },
    'dicom-not-frontal': {
      problem: 'يذكر ملف DICOM أن هذا ليس إسقاط AP ولا PA.',
      action: ADD_FRONTAL,
    },
    'dicom-not-chest': { problem: 'يذكر ملف DICOM أن هذا ليس الصدر.', action: ADD_CHEST },
    'dicom-other-modality': {
      problem: 'يذكر ملف DICOM أن الصورة من جهاز غير جهاز التصوير الشعاعي البسيط.',
      action: ADD_CHEST,
    },
  },
  locks: {
    'backend-unknown': {
      problem: 'يطلب العنوان محرك حساب لا وجود له.',
      action: `استخدم ${isolateLtr('?backend=webgpu')} أو ${isolateLtr('?backend=webgl')} أو ${isolateLtr('?backend=wasm')} أو ${isolateLtr('?backend=cpu')}، أو لا شيء.`,
    },
    'backend-unavailable': {
      problem: 'لا يمكن تشغيل محرك الحساب الذي يطلبه العنوان هنا.',
      action: `افتح الصفحة دون ${isolateLtr('?backend')}.`,
    },
    'self-test-failed': {
      problem: 'لا يعطي محرك الحساب الأرقام التي يجب أن يعطيها.',
      action: 'افتح الصفحة في متصفح آخر، أو حدّث برنامج تشغيل بطاقة الرسوميات.',
    },
    'asset-missing': { problem: 'ملف من ملفات النموذج غير موجود على الخادم.', action: UPLOAD_BUILD },
    'asset-is-html': {
      problem: 'أرسل الخادم صفحة ويب بدلًا من ملف من ملفات النموذج.',
      action: UPLOAD_BUILD,
    },
    'asset-unreachable': {
      problem: 'تعذّر جلب ملف من ملفات النموذج.',
      action: 'تحقق من الاتصال ثم أعد تحميل الصفحة.',
    },
    'asset-corrupt': {
      problem: 'ملف من ملفات النموذج ليس هو الذي نُشر.',
      action: 'أعد تحميل الصفحة؛ وإن استمر ذلك فاطلب ممن يستضيفها رفع نسخة البناء كاملة.',
    },
    'card-invalid': { problem: 'بطاقة النموذج معيبة أو لا تطابق نموذجها.', action: UPLOAD_BUILD },
    'model-invalid': {
      problem: 'لا يمكن تحميل النموذج أو ليس له الشكل الواجب.',
      action: UPLOAD_BUILD,
    },
  },
};
