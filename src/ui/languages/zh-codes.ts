/**
 * Every code's words in simplified Chinese; the terms are those of `zh.ts`.
 */
import type { CodeTexts } from '../code-texts.ts';

const EXPORT_AGAIN = '请从来源重新复制或导出。';
const SAVE_AS_PNG = '请另存为 PNG 或 JPEG，再添加该文件。';
const EXPORT_UNCOMPRESSED = '请以未压缩格式（Explicit VR Little Endian）或 16 位 PNG 导出。';
const EXPORT_GREY = '请以灰度（MONOCHROME2）导出该片。';
const ADD_ITSELF = '请以 PNG 或 JPEG 格式添加 X 线片本身。';
const SAVE_8_OR_16 = '请以每像素 8 位或 16 位另存，再添加该文件。';
const UNPACK = '请解压，再添加其中的文件夹或图像。';
const DISTRUST = '请勿信任该压缩包；请向提供者索取图像本身。';
const UPLOAD_BUILD = '请让本页面的托管者上传完整的构建文件。';
const COMPARE_SOURCE = '请将该片与来源图像对照。';
const ADD_FRONTAL = '请添加正位片；仅当文件信息有误时才显示数值。';
const ADD_CHEST = '请添加胸片；仅当文件信息有误时才显示数值。';

/** The texts of all codes. */
export const codes: CodeTexts = {
  rejections: {
    'empty-file': { problem: '文件为空。', action: EXPORT_AGAIN },
    'system-file': { problem: '这是操作系统的文件，不是图像。', action: '无需处理，不必添加。' },
    'unknown-format': {
      problem: '文件内容不是已知的图像格式。',
      action: '请添加 DICOM、PNG 或 JPEG 格式的胸片。',
    },
    'format-dicomdir': {
      problem: '这是 DICOM 目录文件：只列出图像，本身不含图像。',
      action: '请添加它所在的文件夹：图像位于其中列出的文件里。',
    },
    'dicom-no-pixels': {
      problem: '该 DICOM 文件不含图像（只有报告、文档或文件头）。',
      action: '请添加 X 线片本身的文件。',
    },
    'dicom-too-few-pixels': {
      problem: '该 DICOM 文件的像素少于其声明的数量。',
      action: '请从来源重新导出。',
    },
    'dicom-multi-frame': {
      problem: '该 DICOM 文件包含多幅图像。',
      action: '请选择所需的帧；它将作为单独的胸片加入列表。',
    },
    'dicom-colour': { problem: '该 DICOM 图像以彩色存储，因此不作为 X 线片判读。', action: EXPORT_GREY },
    'dicom-palette': {
      problem: '该 DICOM 图像以调色板存储，因此不作为 X 线片判读。',
      action: EXPORT_GREY,
    },
    'dicom-bit-depth': {
      problem: '该 DICOM 图像不是每像素 8 至 16 位。',
      action: '请以 8 或 16 位分配位数重新导出。',
    },
    'dicom-jpeg-12-bit': {
      problem: '该 DICOM 文件采用 12 位 JPEG（Extended，Process 2 和 4）压缩，不支持读取。',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-retired': {
      problem: '该 DICOM 文件采用已废止的 JPEG 方式压缩，不支持读取。',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-point-transform': {
      problem: '该 DICOM 文件采用舍去最低位的无损 JPEG 压缩，不支持读取。',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg2000-multi': {
      problem: '该 DICOM 文件采用 JPEG 2000 Part 2（多分量）压缩，不支持读取。',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpegxl': {
      problem: '该 DICOM 文件采用 JPEG XL 压缩，不支持读取。',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpip': {
      problem: '该 DICOM 文件的像素位于服务器上（JPIP），文件本身不含像素。',
      action: '请连同像素一起导出图像。',
    },
    'dicom-video': {
      problem: '该 DICOM 文件包含视频（MPEG-2、H.264、HEVC 或 ST 2110），不支持读取。',
      action: '请将所需的一帧另存为 PNG，再添加该文件。',
    },
    'dicom-syntax-unknown': {
      problem: '该 DICOM 文件的传输语法不为本页面所知。',
      action: EXPORT_UNCOMPRESSED,
    },
    'format-tiff': {
      problem: '该 TIFF 图像属于不支持的类型（印刷油墨、透明或不常见的压缩）。',
      action: SAVE_AS_PNG,
    },
    'tiff-jpeg': { problem: '该 TIFF 图像的像素采用 JPEG 压缩，不支持读取。', action: SAVE_AS_PNG },
    'tiff-fax': {
      problem: '该 TIFF 图像是传真（CCITT 压缩，黑白二值），不支持读取。',
      action: '请以 DICOM、PNG 或 JPEG 格式添加灰度的 X 线片本身。',
    },
    'tiff-palette': {
      problem: '该 TIFF 图像以调色板存储，因此不作为 X 线片判读。',
      action: '请以灰度 PNG 或 TIFF 另存，再添加该文件。',
    },
    'tiff-float': {
      problem: '该 TIFF 图像包含浮点数，黑与白没有公认的定义。',
      action: SAVE_8_OR_16,
    },
    'tiff-bit-depth': { problem: '该 TIFF 图像不是每像素 8 位或 16 位。', action: SAVE_8_OR_16 },
    'format-webp': {
      problem: '该 WebP 图像为动画或含透明；只读取静止且不透明的图像。',
      action: SAVE_AS_PNG,
    },
    'format-bmp': {
      problem: '该 BMP 图像属于不支持的类型（行程编码、16 或 32 位、OS/2）。',
      action: SAVE_AS_PNG,
    },
    'format-gif': { problem: '这是 GIF 图像，不支持读取。', action: SAVE_AS_PNG },
    'format-heic': { problem: '这是 HEIC 图像（手机照片），不支持读取。', action: SAVE_AS_PNG },
    'format-avif': {
      problem: '该 AVIF 图像为动画或含透明；只读取静止且不透明的图像。',
      action: SAVE_AS_PNG,
    },
    'avif-unsupported': { problem: '此浏览器无法读取 AVIF 图像。', action: SAVE_AS_PNG },
    'pixels-withheld': {
      problem: '按当前设置或打开页面的方式，此浏览器不向页面提供这类图像的像素。',
      action: '请另存为 PNG，再添加该文件。',
    },
    'format-jpeg2000': { problem: '这是 JPEG 2000 图像，尚不支持读取。', action: SAVE_AS_PNG },
    'format-jpegls': { problem: '这是 JPEG-LS 图像，尚不支持读取。', action: SAVE_AS_PNG },
    'format-jpegxl': { problem: '这是 JPEG XL 图像，不支持读取。', action: SAVE_AS_PNG },
    'format-icon': { problem: '这是图标，不是 X 线片。', action: '不必添加。' },
    'format-psd': { problem: '这是 Photoshop 文档，不支持读取。', action: SAVE_AS_PNG },
    'format-nifti': { problem: '这是 NIfTI 三维数据，不支持读取。', action: SAVE_AS_PNG },
    'format-document': { problem: '这是办公文档或缩略图缓存，不是图像。', action: ADD_ITSELF },
    'format-svg': { problem: '这是 SVG 图形，不是 X 线片。', action: ADD_ITSELF },
    'format-html': { problem: '这是网页，不是 X 线片。', action: ADD_ITSELF },
    'format-pdf': {
      problem: '这是 PDF 文档，不支持读取。',
      action: '请将其中的 X 线片导出为 PNG 或 JPEG，再添加该文件。',
    },
    'format-zip': {
      problem: '这是压缩包内以其他名称存放的 ZIP 压缩包，不支持读取。',
      action: UNPACK,
    },
    'zip-damaged': {
      problem: 'ZIP 压缩包或其中的该文件已损坏：校验和或长度有误。',
      action: '请重新完整复制或下载该压缩包。',
    },
    'zip-encrypted': { problem: '该内容受密码保护，本页面不要求输入密码。', action: UNPACK },
    'zip-compression': { problem: '该文件在 ZIP 压缩包中的压缩方式不支持读取。', action: UNPACK },
    'zip-split': {
      problem: '这是分卷 ZIP 压缩包的其中一卷。',
      action: '请将所有分卷一并解压，再添加其中的文件夹或图像。',
    },
    'zip-empty': { problem: 'ZIP 压缩包中没有文件。', action: '请重新制作该压缩包。' },
    'zip-nested': {
      problem: '这是嵌套在压缩包内的压缩包中的 ZIP 压缩包，不支持读取。',
      action: '请解压外层压缩包，再添加其中的内容。',
    },
    'zip-unsafe-name': { problem: '该文件在 ZIP 压缩包中的名称指向压缩包之外。', action: DISTRUST },
    'zip-bomb': { problem: '该 ZIP 压缩包声明的数据量远超胸片应有的大小。', action: DISTRUST },
    'format-archive': { problem: '这是压缩归档文件，不支持读取。', action: UNPACK },
    'format-video': {
      problem: '这是视频，不支持读取。',
      action: '请将一帧另存为 PNG 或 JPEG，再添加该文件。',
    },
    'jpeg-lossless': { problem: '这是无损 JPEG，尚不支持读取。', action: SAVE_AS_PNG },
    'jpeg-arithmetic': { problem: '该 JPEG 采用算术编码，浏览器无法读取。', action: SAVE_AS_PNG },
    'jpeg-hierarchical': { problem: '该 JPEG 采用分层模式，浏览器无法读取。', action: SAVE_AS_PNG },
    'jpeg-12-bit': {
      problem: '该 JPEG 为每像素 12 位，浏览器无法读取。',
      action: '请另存为 16 位 PNG，再添加该文件。',
    },
    truncated: { problem: '文件在图像结束之前就已中断。', action: '请重新完整复制或下载。' },
    corrupt: { problem: '文件已损坏。', action: EXPORT_AGAIN },
    'labels-used': {
      problem: '该表格不是图像：其中的标注已附加到它所列的胸片上。',
      action: '请打开“自有胸片集”，查看模型在这些胸片上的表现。',
    },
    'labels-no-columns': {
      problem: '该表格没有同时包含文件名列和标注列。',
      action: '请将两列命名为“file”和“label”，每行填写 normal 或 pneumonia，然后重新添加。',
    },
    'labels-no-names': {
      problem: '该表格有标注，但没有文件名列。',
      action: '请将该列命名为“file”，然后重新添加表格。',
    },
    'labels-no-labels': {
      problem: '该表格列出了文件名，但无法确定哪一列是标注。',
      action: '请将该列命名为“label”，每行填写 normal 或 pneumonia，然后重新添加表格。',
    },
    'labels-no-classes': {
      problem: '该表格中没有任何标注是 normal 或 pneumonia（或 0 或 1）。',
      action: '请将标注写成这两个词，然后重新添加。',
    },
    'labels-own-results': {
      problem: '该表格是本页面导出的文件：其中的结论出自模型，并非真实标注。',
      action: '请添加不依赖模型作出的标注表格。',
    },
    'too-small': {
      problem: '图像过小，无法判读：短边不足 200 像素。',
      action: '请添加原始尺寸的 X 线片。',
    },
    'too-large': {
      problem: '图像超过 64 兆像素，或文件超过 512 MB。',
      action: '请以较小的尺寸另存，再添加该文件。',
    },
    'near-constant': {
      problem: '图像几乎只有单一灰度。',
      action: '请检查导出时的窗宽窗位是否正确，然后重新添加。',
    },
    'colour-image': { problem: '图像是彩色的，因此不是 X 线片。', action: '请添加灰度胸片。' },
    'not-a-chest-radiograph': {
      problem: '图像看起来不像正位胸片，因此不给出数值。',
      action: '请添加正位胸片本身：方向端正，占满画面。',
    },
    'not-a-chest-as-it-lies': {
      problem: '以目前的方向，图像看起来不像正位胸片；可能被旋转或黑白反转。',
      action: '请按提示重新判读，或添加正位胸片本身。',
    },
  },
  failures: {
    cancelled: { problem: '判读之前已被取消。', action: '请重试。' },
    'engine-locked': {
      problem: '这台计算机上没有计算引擎通过自检，因此不进行计算。',
      action: '请查看有关计算引擎的提示；重新加载页面后重试。',
    },
    'engine-lost': { problem: '计算过程中图形处理器失去响应。', action: '请重试。' },
    'not-a-number': {
      problem: '计算引擎返回的不是数值。',
      action: '请重试；若再次出现，请以 ?backend=wasm 重新加载页面。',
    },
    'prediction-failed': { problem: '计算失败。', action: '请重试。' },
    'decode-failed': { problem: '解码意外失败。', action: '请重试，或另存为 PNG。' },
    'decode-timeout': { problem: '解码耗时过长，已停止。', action: '请重试，或以较小的尺寸另存图像。' },
    'decoder-crashed': {
      problem: '解码器已停止，可能是内存不足。',
      action: '请关闭其他标签页，然后重试。',
    },
    'file-not-readable': {
      problem: '浏览器无法读取该文件：文件已被移动、更改，或没有权限。',
      action: '请重新添加该文件。',
    },
  },
  warnings: {
    'canvas-noise': {
      problem: '此浏览器会改动从画布读取的像素（防跟踪保护）。',
      action: '请使用可精确读取的 PNG 文件，或允许本页面访问画布。',
    },
    'colour-tint': { problem: '图像略带颜色；只读取了亮度。', action: '如有可能，请以灰度导出。' },
    'low-contrast': {
      problem: '图像只使用了灰度范围的一小部分。',
      action: '如有可能，请以完整的窗宽导出。',
    },
    saturated: {
      problem: '图像中部大片为纯黑或纯白，该处细节已丢失。',
      action: '如有可能，请以更宽的窗宽或从原始文件导出。',
    },
    'wide-border': {
      problem: '图像四分之一以上是空白边框，模型会将边框一并读入。',
      action: '请将图像裁剪至 X 线片范围，再添加该文件。',
    },
    'burned-in-text': {
      problem: '图像像素中印有文字，可能包含患者姓名。',
      action: '分享图像、热力图或截图之前，请先查看。',
    },
    'read-inverted': { problem: '已按您的要求在判读前反转黑白。', action: COMPARE_SOURCE },
    'read-turned': { problem: '已按您的要求在判读前旋转图像。', action: COMPARE_SOURCE },
    'dicom-window-ignored': {
      problem: '该 DICOM 文件中的显示窗显示不出任何内容，因此采用了像素本身的范围。',
      action: '请与来源处阅片软件所显示的图像对照。',
    },
    'tiff-first-page': {
      problem: '该 TIFF 文件有多页；只读取了第一页。',
      action: '请将所需的页另存为单独的文件。',
    },
    'animated-first-frame': {
      problem: '该文件包含动画；只读取了其静止图像。',
      action: '请将所需的帧另存为单独的文件。',
    },
  },
  withholdings: {
    'unlike-training-data': {
      problem: '图像与模型学习过的胸片不相似，模型的回答可能毫无意义。',
      action: '请确认这是儿童正位胸片；确认后才显示数值。',
    },
    'film-inverted': {
      problem: '若这确为正位胸片，它似乎黑白反转：空气为白，骨骼为黑。',
      action: '请反转后重新判读；仅当现状正确时才显示数值。',
    },
    'film-turned': {
      problem: '若这确为正位胸片，它似乎侧卧或上下颠倒。',
      action: '请转正后重新判读；仅当现在的方向正确时才显示数值。',
    },
    'dicom-adult': {
      problem: 'DICOM 文件称患者年满 18 岁；模型的学习对象是幼儿。',
      action: '请使用为成人设计的工具；仅当文件中的年龄有误时才显示数值。',
    },
    'dicom-lateral': { problem: 'DICOM 文件称这是侧位片；模型的学习对象是正位片。', action: ADD_FRONTAL },
    'dicom-not-frontal': { problem: 'DICOM 文件称这既非 AP 位也非 PA 位。', action: ADD_FRONTAL },
    'dicom-not-chest': { problem: 'DICOM 文件称拍摄部位不是胸部。', action: ADD_CHEST },
    'dicom-other-modality': { problem: 'DICOM 文件称图像来自 X 线摄影以外的设备。', action: ADD_CHEST },
  },
  locks: {
    'backend-unknown': {
      problem: '地址中要求的计算后端不存在。',
      action: '请使用 ?backend=webgpu、?backend=webgl、?backend=wasm 或 ?backend=cpu，或不指定。',
    },
    'backend-unavailable': {
      problem: '地址中要求的计算后端无法在此运行。',
      action: '请打开不带 ?backend 的页面。',
    },
    'self-test-failed': {
      problem: '计算引擎未给出应有的数值。',
      action: '请用其他浏览器打开本页面，或更新显卡驱动程序。',
    },
    'asset-missing': { problem: '服务器上缺少模型的一个文件。', action: UPLOAD_BUILD },
    'asset-is-html': { problem: '服务器发来的是网页，而不是模型的文件。', action: UPLOAD_BUILD },
    'asset-unreachable': {
      problem: '无法获取模型的一个文件。',
      action: '请检查网络连接，然后重新加载页面。',
    },
    'asset-corrupt': {
      problem: '模型的一个文件与发布的不一致。',
      action: '请重新加载页面；若仍如此，请让本页面的托管者上传完整的构建文件。',
    },
    'card-invalid': { problem: '模型卡格式有误或与模型不符。', action: UPLOAD_BUILD },
    'model-invalid': { problem: '模型无法加载，或不具备应有的结构。', action: UPLOAD_BUILD },
  },
};
