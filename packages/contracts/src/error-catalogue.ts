import { z } from 'zod';
import type { LocalizedText } from './span.ts';

export const ErrorCategory = z.enum(['input', 'policy', 'unavailable', 'timeout', 'capacity', 'defect']);
export type ErrorCategory = z.infer<typeof ErrorCategory>;

interface ErrorEntry {
  category: ErrorCategory;
  /** Counted as `unsupported`, not as `failed`, in the batch's account. */
  unsupported?: true;
  /** The document crashed its process again and again: listed apart. */
  quarantined?: true;
  /** No longer given; stored failures still show it. */
  retired?: true;
  /** What happened and what to do, for a clerk. */
  message: LocalizedText;
}

/** Every error code there is. The enum, the categories and the messages all come from here. */
export const errorCatalogue = {
  EMPTY_FILE: {
    category: 'input',
    message: {
      zh: '文件为空（0 字节）。请重新导出或下载后再上传。',
      en: 'The file is empty (0 bytes). Export or download it again, then upload it.',
    },
  },
  EMPTY_TEXT: {
    category: 'input',
    message: {
      zh: '文件中没有文字。请确认文件内容后重新上传。',
      en: 'The file holds no text. Check its content and upload it again.',
    },
  },
  NO_TEXT_LAYER: {
    category: 'input',
    unsupported: true,
    message: {
      zh: '该文件只有图片（扫描件），文字识别没有读出文字。请重新扫描（正放、清晰，不低于 200 dpi），或上传原始 Word 文件。',
      en: 'The file holds only images (a scan), and no text could be recognised on them. Scan it again (upright, sharp, 200 dpi or more) or upload the original Word file.',
    },
  },
  GARBLED_TEXT_LAYER: {
    category: 'input',
    message: {
      zh: 'PDF 的文字层是乱码（字体缺少编码表），从页面图像也没有识别出文字。请上传原始 Word 文件，或重新导出 PDF。',
      en: 'The PDF’s text layer is garbled (its fonts carry no character map), and no text could be recognised on its pages either. Upload the original Word file or export the PDF again.',
    },
  },
  UNSUPPORTED_TYPE: {
    category: 'input',
    unsupported: true,
    message: {
      zh: '不支持这种文件类型（如可执行程序、表格、演示文稿）。如果是报告，请转换为 .docx、.pdf（带文字）或 .txt 后上传。',
      en: 'This type of file is not supported (a program, a spreadsheet, slides). If it is a report, convert it to .docx, .pdf (with text) or .txt and upload that.',
    },
  },
  UNSUPPORTED_ARCHIVE: {
    category: 'input',
    unsupported: true,
    message: {
      zh: '这是压缩包，不是报告文件。请解压后上传其中的报告，或用 nianbao 命令行上传（会自动解压 .zip）。',
      en: 'This is an archive, not a report. Unpack it and upload the reports inside, or upload it with the nianbao command, which unpacks .zip itself.',
    },
  },
  UNSUPPORTED_OFD: {
    category: 'input',
    unsupported: true,
    message: {
      zh: '暂不支持 OFD 版式文件。请在 OFD 阅读器中另存为 PDF（带文字），或上传原始 Word 文件。',
      en: 'OFD files are not supported. Save it as a PDF with text in an OFD reader, or upload the original Word file.',
    },
  },
  UNSUPPORTED_WPS: {
    category: 'input',
    unsupported: true,
    message: {
      zh: '暂不支持这种 .wps 文件（内容不是 Word 文档）。请用 WPS 打开，另存为 .docx 后上传。',
      en: 'This kind of .wps file is not supported: it holds no Word document. Open it in WPS, save it as .docx and upload that.',
    },
  },
  UNSUPPORTED_IMAGE: {
    category: 'input',
    unsupported: true,
    message: {
      zh: '不支持这种图片格式，或图片已损坏。请转换为 PNG、JPEG 或 PDF 后上传。',
      en: 'The picture is damaged or of a format that is not supported. Convert it to PNG, JPEG or PDF and upload that.',
    },
  },
  BINARY_TEXT: {
    category: 'input',
    unsupported: true,
    message: {
      zh: '文件扩展名是文本，但内容是二进制数据。请上传原始报告文件。',
      en: 'The content is binary data, not text. Upload the original report file.',
    },
  },
  ENCRYPTED: {
    category: 'input',
    message: {
      zh: '文件设有打开密码。请去除密码后重新上传。',
      en: 'The file is protected by a password. Remove the password and upload it again.',
    },
  },
  CORRUPT_ZIP: {
    category: 'input',
    message: {
      zh: '文件已损坏（压缩包不完整）。请用 Word 或 WPS 打开并另存后重新上传。',
      en: 'The file is damaged (broken zip). Open it in Word or WPS, save it anew and upload that.',
    },
  },
  NO_DOCUMENT_PART: {
    category: 'input',
    message: {
      zh: '文件缺少正文部分。请用 Word 或 WPS 另存后重新上传。',
      en: 'The file has no document part. Save it anew in Word or WPS and upload that.',
    },
  },
  DUPLICATE_PART: {
    category: 'policy',
    message: {
      zh: '文件内部有重名部件，可能被篡改，已拒收。请另存后重新上传。',
      en: 'The file holds the same part twice, as tampered files do. Save it anew and upload that.',
    },
  },
  MALFORMED_XML: {
    category: 'input',
    message: {
      zh: '文件内部结构损坏。请用 Word 或 WPS 打开并另存后重新上传。',
      en: 'The file’s inner XML is broken. Open it in Word or WPS, save it anew and upload that.',
    },
  },
  DTD_FORBIDDEN: {
    category: 'policy',
    message: {
      zh: '文件含有不允许的 XML 声明（DTD），已拒收。请另存后重新上传。',
      en: 'The file contains a forbidden XML declaration (DTD). Save it anew and upload that.',
    },
  },
  DOC_CORRUPT: {
    category: 'input',
    message: {
      zh: 'Word 文件（.doc）已损坏，无法打开。请用 Word 或 WPS 打开并另存为 .docx 后重新上传。',
      en: 'The Word file (.doc) is damaged and cannot be opened. Open it in Word or WPS, save it as .docx and upload that.',
    },
  },
  RTF_CORRUPT: {
    category: 'input',
    message: {
      zh: 'RTF 文件已损坏，无法读取。请用 Word 或 WPS 打开并另存为 .docx 后重新上传。',
      en: 'The RTF file is damaged and cannot be read. Open it in Word or WPS, save it as .docx and upload that.',
    },
  },
  PDF_CORRUPT: {
    category: 'input',
    message: {
      zh: 'PDF 已损坏，无法打开。请重新导出或下载后再上传。',
      en: 'The PDF is damaged and cannot be opened. Export or download it again.',
    },
  },
  TOO_LARGE: {
    category: 'capacity',
    message: {
      zh: '文件（或其解压后的内容）超过大小上限。请拆分或压缩图片后重新上传。',
      en: 'The file, or what it unpacks to, is over the size limit. Split it or shrink its images.',
    },
  },
  TOO_DEEP: {
    category: 'capacity',
    message: {
      zh: '文件嵌套层数过深，无法安全读取。请另存后重新上传。',
      en: 'The file is nested too deeply to be read safely. Save it anew and upload that.',
    },
  },
  // One code for both limits: which of them a bomb meets first depends on the machine; the detail says which it was.
  TIMEOUT: {
    category: 'timeout',
    message: {
      zh: '文件转换超过了时间或内存上限，已终止。请另存或重新导出后再上传。',
      en: 'Converting the file went over its limit of time or memory and was stopped. Save or export it anew and upload that.',
    },
  },
  QUARANTINED: {
    category: 'defect',
    quarantined: true,
    message: {
      zh: '该文件两次使转换程序崩溃，已隔离。请联系运维人员查看原文件。',
      en: 'The file crashed its converter twice and is quarantined. Ask the operator to look at the original.',
    },
  },
  OBJECT_MISSING: {
    category: 'input',
    message: {
      zh: '对象存储中已找不到该文件（可能已被删除）。请重新上传。',
      en: 'The object is gone from the store (deleted?). Upload it again.',
    },
  },
  ARTEFACT_MISSING: {
    category: 'defect',
    message: {
      zh: '找不到前一阶段的结果。请重试；系统会重新生成。',
      en: 'An earlier stage’s artefact is missing. Retry: it will be made again.',
    },
  },
  STORE_UNAVAILABLE: {
    category: 'unavailable',
    message: {
      zh: '对象存储暂时不可用。请检查 S3 服务（本机文件夹则检查其磁盘空间）后重试。',
      en: 'The object store is unavailable. Check the S3 service, or the space on the disk of its folder, then retry.',
    },
  },
  DATABASE_UNAVAILABLE: {
    category: 'unavailable',
    message: {
      zh: '数据库暂时不可用。请检查 PostgreSQL 后重试。',
      en: 'The database is unavailable. Check PostgreSQL, then retry.',
    },
  },
  STAGE_TIMEOUT: {
    category: 'timeout',
    message: {
      zh: '处理超时。请重试；若再次出现，请联系运维人员。',
      en: 'A stage ran out of time. Retry; if it happens again, ask the operator.',
    },
  },
  STALLED: {
    category: 'defect',
    quarantined: true,
    message: {
      zh: '处理该文件的工作进程多次中断。请重试；若再次出现，请联系运维人员。',
      en: 'The worker died repeatedly while on this document. Retry; if it happens again, ask the operator.',
    },
  },
  DRAINED: {
    category: 'policy',
    message: {
      zh: '运维人员清空了该阶段的队列，文件未继续处理。需要时请重试，会从该阶段接着处理。',
      en: 'An operator drained the stage’s queue before this file was read on. Retry it when wanted: it goes on from that stage.',
    },
  },
  INVALID_JOB: {
    category: 'defect',
    message: {
      zh: '队列中的任务格式不符。可能是新旧版本混用，请升级所有服务后重试。',
      en: 'A queued job does not have the expected shape, as when versions are mixed. Upgrade all services and retry.',
    },
  },
  INVALID_OUTPUT: {
    category: 'defect',
    message: {
      zh: '处理结果不符合约定格式，这是程序缺陷。请附上文件报告问题。',
      en: 'A stage produced output that breaks its contract: a defect. Please report it with the file.',
    },
  },
  INTERNAL: {
    category: 'defect',
    message: {
      zh: '程序内部错误。请重试；若再次出现，请附上文件报告问题。',
      en: 'An internal error. Retry; if it happens again, report it with the file.',
    },
  },
  // Of releases up to 1.2: stored failures carry them.
  UNSUPPORTED_FORMAT: {
    retired: true,
    category: 'input',
    unsupported: true,
    message: {
      zh: '不支持这种文件格式。请转换为 .docx、.pdf（带文字）或 .txt 后上传。',
      en: 'This file format is not supported. Convert it to .docx, .pdf (with text) or .txt and upload that.',
    },
  },
  EXECUTABLE_FILE: {
    retired: true,
    category: 'policy',
    unsupported: true,
    message: {
      zh: '这是可执行程序，不是报告文件，已拒收。',
      en: 'This is a program, not a report, whatever its name says. It was refused.',
    },
  },
  CONVERSION_TIMEOUT: {
    retired: true,
    category: 'timeout',
    message: {
      zh: '文件转换超时，已终止。请另存或重新导出后再上传。',
      en: 'Converting the file took too long and was stopped. Save or export it anew and upload that.',
    },
  },
  CONVERSION_OUT_OF_MEMORY: {
    retired: true,
    category: 'capacity',
    message: {
      zh: '文件转换占用内存过大，已终止。请另存或重新导出后再上传。',
      en: 'Converting the file took too much memory and was stopped. Save or export it anew.',
    },
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
export const ErrorCode = z.enum(Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]]);

/** The entry with its optional fields visible to the type checker. */
export function describeError(code: ErrorCode): ErrorEntry {
  return errorCatalogue[code];
}

/** Codes of what crashed its process again and again. */
export const quarantineCodes: readonly ErrorCode[] = ErrorCode.options.filter(
  (code) => describeError(code).quarantined,
);
