import type { Language } from '../language.ts';
import type { ReportCounts } from '../report/report-view.ts';
import { zhAccess } from './zh-access.ts';
import { zhCompare } from './zh-compare.ts';
import { zhDelete } from './zh-delete.ts';
import { zhExportSchedules } from './zh-export-schedules.ts';
import { zhExports } from './zh-exports.ts';
import { zhHelp } from './zh-help.ts';
import { zhReprocess } from './zh-reprocess.ts';
import { zhSteering } from './zh-steering.ts';
import { zhSubscriptions } from './zh-subscriptions.ts';

/** Every text the command line shows, in Chinese. `en.ts` must have the same keys: a missing one is a type error. */
export const zh = {
  locale: 'zh' as const,
  ...zhHelp,
  reprocess: zhReprocess,
  access: zhAccess,
  compare: zhCompare,
  deletion: zhDelete,
  steering: zhSteering,
  exports: zhExports,
  exportSchedules: zhExportSchedules,
  subscriptions: zhSubscriptions,
  usageErrors: {
    unknownCommand: (word: string) => `没有这个命令：${word}。`,
    unknownOption: (word: string) => `没有这个选项：${word}。`,
    missingArgument: (word: string) => `缺少参数：${word}。`,
    missingOption: (word: string) => `缺少选项：${word}。`,
    optionMissingArgument: (word: string) => `选项缺少取值：${word}。`,
    invalidArgument: (word: string) => `取值无效：${word}。`,
    invalidValue: (option: string, value: string, allowed: string) =>
      `${option} 的取值“${value}”无效，可用：${allowed}。`,
    didYouMean: (word: string) => `是否想用 ${word}？`,
    excessArguments: (word: string) => `参数过多：${word}。`,
    other: (word: string) => `命令行有误：${word}。`,
    seeHelp: (command: string) => `用法见 ${command} --help。`,
  },
  errors: {
    notRunning:
      '年报没有在运行。请先在另一个终端执行 npx -y pnpm@12 nianbao up，或设置 NIANBAO_API_URL 与 NIANBAO_INTAKE_URL。',
    noRedis: '不知道 Redis 在哪里。请先执行 npx -y pnpm@12 nianbao up，或设置 REDIS_URL。',
    unreachable: (where: string) =>
      `${where} 没有应答。服务停了吗？可执行 npx -y pnpm@12 nianbao doctor 检查，或 npx -y pnpm@12 nianbao up 启动。`,
    server: (meaning: string | null, code: string, detail: string) =>
      `${meaning ?? '服务器拒绝了请求。'}（${detail === '' ? code : `${code}：${detail}`}）`,
    needsKey:
      '请把密钥设为环境变量 NIANBAO_API_KEY；没有密钥时，请管理员执行 npx -y pnpm@12 nianbao keys create <名称> --role reader 新建。',
    invalidAnswer: (detail: string) => `服务器的应答不合约定，可能是版本不一致：${detail}`,
    settings: (detail: string) => `环境变量的设置有误（.env.example 列出全部设置）：\n${detail}`,
    system: (detail: string) => `系统拒绝了操作：${detail}。请检查权限和剩余空间，或换一个位置。`,
    internal: (detail: string) => `内部错误：${detail}。设 NIANBAO_DEBUG=1 可看到详情。`,
    notFound: (path: string) => `找不到文件或文件夹：${path}`,
    notFolder: (path: string) => `不是文件夹：${path}`,
    notFile: (path: string) => `不是文件：${path}`,
    noDocument: (word: string) => `没有与“${word}”相符的文档。`,
    ambiguous: (word: string, count: string) => `与“${word}”相符的文档有 ${count} 个，请用下列编号之一：`,
    noSamples: (folder: string) => `没有找到样本报告（${folder}）。请给出要读取的文件或文件夹。`,
    nothingToUpload: '没有可上传的报告文件。',
    retryWhat: '请指明要重试的文档编号，或使用 --batch、--code、--stage、--all。',
    unknownProfile: (id: string) => `没有这个体裁：${id}`,
    badBatch: (name: string) => `批次名称无效：${name}。名称为 1–120 个字符，不含 / 和 \\。`,
  },
  words: {
    labelled: (label: string, text: string) => `${label}：${text}`,
    unknown: '不详',
    elapsed: (seconds: string) => `用时 ${seconds} 秒`,
    eta: (time: string) => `剩余约 ${time}`,
    more: (count: number) => `……另有 ${count} 行。`,
    leftOut: (columns: readonly string[]) =>
      `窗口较窄，未显示：${columns.join('、')}（加宽窗口，或用 --json）`,
  },
  states: {
    'in-flight': '处理中',
    published: '已发布',
    failed: '失败',
    unsupported: '不支持',
    duplicate: '重复',
  },
  duplicateOf: (name: string) => `与 ${name} 重复`,
  columns: {
    id: '编号',
    report: '报告',
    batch: '批次',
    year: '年份',
    place: '地区',
    figures: '数量',
    indicators: '指标',
    missing: '缺少的必备内容',
    findings: '审查发现',
    state: '状态',
    stage: '阶段',
    waiting: '等待',
    active: '处理中',
    delayed: '延后',
    failed: '失败',
    workers: '工作进程',
    uploaded: '上传',
    published: '已发布',
    unsupported: '不支持',
    duplicate: '重复',
    inFlight: '处理中',
    code: '错误码',
    reason: '原因与办法',
    attempts: '次数',
    value: '数值',
    status: '性质',
  },
  stack: {
    starting: '正在启动年报……',
    attached: '年报已在运行，直接使用。',
    ready: '年报已启动。',
    api: '控制台与接口',
    intake: '上传接口',
    store: '对象存储',
    data: '数据目录',
    next: '接下来可以（在另一个终端）：',
    nextUpload: '上传报告',
    nextStatus: '查看进度',
    nextResults: '查看结果',
    stopHint: '按 Ctrl-C 停止。',
    stopping: '正在停止（再按一次 Ctrl-C 强制退出）……',
    stopped: '已停止。',
  },
  upload: {
    scanning: '正在查找文件……',
    hashing: '核对',
    uploading: '上传',
    interrupted: '已中断。再次执行同一命令即可接着上传，已上传的不会重传。',
    summary: (uploaded: number, bytes: string, batch: string) =>
      `已上传 ${uploaded} 个文件（${bytes}），批次：${batch}。`,
    known: (count: number) => `${count} 个文件此前已上传，略过。`,
    repeated: (count: number) => `${count} 个文件与本次其他文件内容相同，略过。`,
    ignored: (count: number) => `忽略 ${count} 个隐藏文件、锁文件、系统文件或链接。`,
    skipped: (count: number) => `${count} 个文件不是报告或无法读取，未上传：`,
    failed: (count: number) => `${count} 个文件上传失败（再次执行同一命令可重试）：`,
    follow: (batch: string) => `查看进度：npx -y pnpm@12 nianbao status --watch --batch ${batch}`,
    reasons: {
      'not-a-report':
        '不是报告文件格式（.docx、.pdf、.txt、.doc、.wps、.ofd、.rtf、.odt、.html、.mht、图片）',
      executable: '是可执行程序',
      encrypted: '压缩包内的文件有密码',
      'corrupt-archive': '压缩包已损坏',
      'archive-format': '不支持这种压缩包，请改用 .zip',
      'too-large': '超过大小上限',
      'too-many-entries': '压缩包内文件过多',
      'too-deep': '压缩包嵌套过深',
      unreadable: '无法读取',
    },
  },
  run: {
    samples: '未指定文件，读取自带的样本报告。',
    reading: '读取',
    progress: (done: number, total: number) => `已完成 ${done}/${total}`,
    summary: '读取结果',
    none: '没有文档。',
    total: (documents: number, quantities: number, indicators: number, findings: number) =>
      `共 ${documents} 个文件：数量 ${quantities} 个，指标 ${indicators} 个，审查发现 ${findings} 项。`,
    where: (path: string) => `完整结果（每行一个 JSON）在 ${path}`,
    showHint:
      '查看一份报告的详情：npx -y pnpm@12 nianbao read <文件>；nianbao up 运行时：npx -y pnpm@12 nianbao show <编号>。',
  },
  status: {
    account: '账目',
    all: '全部',
    idle: '没有待处理的文档。',
    storeUnavailable:
      '对象存储没有应答或拒绝访问，处理暂停。原因：npx -y pnpm@12 nianbao doctor；恢复后自动继续。',
    rate: (rate: string) => `每秒完成 ${rate} 份`,
  },
  results: {
    none: '没有结果。',
    count: (count: number) => `共 ${count} 份。`,
    first: (count: number) => `只列出前 ${count} 份，还有更多：加 --limit 或更多的词。`,
  },
  failures: {
    none: '没有失败的文档。',
    retryHint: '重试：npx -y pnpm@12 nianbao retry <编号> 或 npx -y pnpm@12 nianbao retry --all',
  },
  retry: {
    done: (retried: number, matched: number) => `已重新排队 ${retried} 份（符合条件 ${matched} 份）。`,
  },
  rebuild: {
    running: '正在由对象存储重建目录库……',
    phase: '重建',
    phases: { uploads: '上传', results: '结果', duplicates: '重复' },
    done: '目录库已重建。',
    unreadable: (count: number) => `${count} 个结果对象无法读取：`,
  },
  consume: {
    waiting: (queue: string) => `正在接收队列 ${queue} 的结果，按 Ctrl-C 停止。`,
    invalid: (reason: string) => `收到的消息不是结果：${reason}`,
    failed: (id: string, reason: string) => `结果 ${id} 未能处理：${reason}`,
    connection: (reason: string) => `与 Redis 的连接中断，正在重连……（${reason}）`,
    stopped: (count: number) => `已接收 ${count} 份结果。`,
  },
  watch: {
    watching: (folder: string, batch: string) =>
      `正在监视 ${folder}，新文件上传到批次 ${batch}，按 Ctrl-C 停止。`,
    uploaded: (name: string) => `已上传 ${name}`,
    known: (name: string) => `此前已上传 ${name}`,
    skipped: (name: string, reason: string) => `略过 ${name}：${reason}`,
    failed: (name: string, reason: string) => `上传失败 ${name}：${reason}`,
    later: (name: string, reason: string) => `${name} 暂时不能上传，将自动重试：${reason}`,
  },
  doctor: {
    ok: '正常',
    warn: '注意',
    fail: '有问题',
    fix: '办法',
    running: '年报在运行',
    stopped: '年报没有在运行',
    names: {
      node: 'Node.js',
      disk: '磁盘',
      redis: 'Redis',
      store: '对象存储',
      catalogue: '数据库',
      ports: '端口',
    },
  },
  report: {
    year: '年份',
    place: '地区',
    issuer: '发文机关',
    issuedOn: '日期',
    genre: '体裁',
    genreChosen: (genre: string, confidence: number) => `${genre}（由正文判断，把握 ${confidence}）`,
    file: '文件',
    id: '文档编号',
    resultId: '结果编号',
    encoding: '编码',
    outline: '大纲',
    figures: '数量',
    indicators: '指标',
    parts: '必备内容',
    findings: '审查发现',
    related: '跨报告',
    relatedTo: (name: string, place: string, id: string) => `对照 ${name}（${place}，${id}）`,
    losses: '转换损失',
    untitled: '（正文无标题行）',
    summary: (of: ReportCounts) =>
      `必备内容写明 ${of.told}/${of.parts} 项；错误 ${of.errors}，警告 ${of.warnings}；数量 ${of.figures} 个，指标 ${of.indicators} 项。`,
    rejected: (count: number) => `另有 ${count} 个数字不作为数据（日期、编号、口号等），见 --json。`,
    items: (count: number) => `${count} 条`,
    unheaded: {
      basics: '（无标题：基本情况）',
      achievements: '（无标题：主要举措和成效）',
      problems: '（无标题：存在的不足）',
      first_responsible_person: '（无标题：第一责任人职责）',
      next_year_plan: '（无标题：下一年度安排）',
      other: '（无标题）',
    },
    page: (page: number) => `第 ${page} 页`,
    failed: '未能读取',
    stage: '阶段',
    detail: '详情',
    inFlight: '还在处理中。',
    duplicate: '与另一上传件内容相同。',
    partStates: { section: '有专门部分', inline: '有内容，无标题', mention: '仅提及', absent: '没有' },
    optional: '（非必备）',
    severities: { error: '错误', warning: '警告', info: '提示' },
    statuses: { reported: '已完成', planned: '计划', rule: '规定', denied: '未达到', 'past-year': '往年' },
    atLeast: '至少',
    atMost: '不超过',
  },
};

type Localized<T> = {
  [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Localized<T[K]>;
};

export type Messages = Localized<typeof zh> & { locale: Language };
