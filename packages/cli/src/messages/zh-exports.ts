/** `nianbao find` 与 `nianbao export` 的文字。 */
export const zhExports = {
  commands: {
    find: '检索已发布的报告：地区、年度、文件名、正文、指标值、缺少的必备内容、审查发现',
    export: '把检索到的报告导出为 XLSX、CSV、NDJSON 或 Parquet，并附清单（行数、SHA-256、条件、版本）',
  },
  terms: {
    about: '查询条件可用的词：指标、必备内容、体裁、审查发现代码，各附中英文名称',
    kind: '只列一类',
    kinds: { indicators: '指标', parts: '必备内容', profiles: '体裁', findings: '审查发现' },
    ambiguous: (kind: string, word: string, names: readonly string[], list: string) =>
      `“${word}”可以是多个${kind}：${names.join('、')}。请写明其中一个；全部见 ${list}。`,
    unknown: (kind: string, word: string, nearest: readonly string[], list: string) =>
      `没有这个${kind}：“${word}”。${nearest.length > 0 ? `最接近的：${nearest.join('、')}。` : ''}全部见 ${list}。`,
  },
  filters: {
    place: '地区或其上级含此词',
    year: '报告年度',
    name: '文件名含此词',
    title: '标题含此词',
    text: '正文含这些词（空格分开，须全部出现，每词至少两个字）',
    batch: '批次',
    profile: '体裁，标识或名称（见 nianbao terms）',
    indicator: '给出该指标的报告，标识或名称，可加比较，如 "inspections>=100"（>= <= > < =）',
    missing: '缺少此项内容，标识或名称，如 problems',
    finding: '有此项审查发现，如 sum-mismatch',
    sort: '排序依据',
    order: '升序或降序',
  },
  options: {
    words: '文件名、标题、地区或年度中的词；另有条件时为正文中的词',
    format: '文件格式（默认依 --out 的扩展名，否则为 xlsx）',
    tables: (all: string) => `要哪些表，逗号分隔：${all}`,
    columns: '只要这些列，逗号分隔',
    out: '写到哪个文件；多个文件时为文件夹；以 .zip 结尾则为压缩包',
    names: '列名与指标名用程序所用的标识，而非中文',
  },
  title: '导出',
  none: '没有符合条件的报告。',
  found: (shown: number, total: number, more: boolean) =>
    more
      ? `超过 ${total} 份，列出 ${shown} 份。`
      : shown < total
        ? `共 ${total} 份，列出 ${shown} 份。`
        : `共 ${total} 份。`,
  rows: (table: string, rows: number) => `${table}：${rows} 行`,
  damaged: (name: string) => `收到的导出不完整（${name}）。请重试。`,
};
