import type { LocalizedText } from './span.ts';

interface Term {
  en: string;
  zh: string;
  meaning: LocalizedText;
}

/** One word for one thing, in code, queues, pages and docs. */
export const glossary = [
  {
    en: 'upload',
    zh: '上传件',
    meaning: {
      en: 'One object that landed in the bucket, with its name and batch.',
      zh: '落入存储桶的一个对象，带文件名和批次。',
    },
  },
  {
    en: 'document',
    zh: '文档',
    meaning: {
      en: 'One distinct content, identified by the SHA-256 of its bytes. Two uploads with the same bytes are one document.',
      zh: '一份内容，以字节的 SHA-256 为标识；内容相同的两个上传件是同一文档。',
    },
  },
  {
    en: 'report',
    zh: '报告',
    meaning: {
      en: 'A document that was read as one of the genres; also the kind of result that tells what it says.',
      zh: '按某一体裁读取的文档；也指记载其内容的那一类结果。',
    },
  },
  {
    en: 'result',
    zh: '结果',
    meaning: {
      en: 'What is published of a document: a report, or a failure that says why there is none.',
      zh: '对一个文档发布的内容：报告，或说明为何没有报告的失败。',
    },
  },
  {
    en: 'duplicate',
    zh: '重复件',
    meaning: {
      en: 'An upload whose bytes another upload brought first; linked to it, read once.',
      zh: '内容与先前上传件相同的上传件，与之关联，只读一次。',
    },
  },
  {
    en: 'batch',
    zh: '批次',
    meaning: { en: 'Uploads that belong together, named by the uploader.', zh: '上传者命名的一组上传件。' },
  },
  {
    en: 'account',
    zh: '批次账目',
    meaning: {
      en: 'uploaded = published + failed + unsupported + duplicate + in flight.',
      zh: '上传 = 已发布 + 失败 + 不支持 + 重复 + 处理中。',
    },
  },
  {
    en: 'in flight',
    zh: '处理中',
    meaning: { en: 'Accepted and not yet finished.', zh: '已接收，尚未完成。' },
  },
  {
    en: 'stage',
    zh: '阶段',
    meaning: {
      en: 'One step of the pipeline with its own queue and worker.',
      zh: '流水线的一个步骤，有自己的队列和工作进程。',
    },
  },
  {
    en: 'worker',
    zh: '工作进程',
    meaning: { en: 'A process that takes jobs from one stage’s queue.', zh: '从某一阶段队列取任务的进程。' },
  },
  {
    en: 'claim check',
    zh: '提单（引用式任务）',
    meaning: {
      en: 'A job that carries ids and object keys instead of the content itself.',
      zh: '只携带标识与对象键、不携带正文的任务。',
    },
  },
  {
    en: 'artefact',
    zh: '阶段产物',
    meaning: { en: 'A stage’s output in the object store.', zh: '某一阶段写入对象存储的输出。' },
  },
  {
    en: 'fingerprint',
    zh: '指纹',
    meaning: {
      en: 'Hash of stage version, profile version and input fingerprint; names an artefact.',
      zh: '阶段版本、体裁版本与输入指纹的散列，用来命名阶段产物。',
    },
  },
  {
    en: 'idempotency key',
    zh: '幂等键',
    meaning: {
      en: 'A key by which repeated deliveries are recognised; for results it is `resultId`.',
      zh: '用来识别重复投递的键；对结果而言即 `resultId`。',
    },
  },
  {
    en: 'ledger',
    zh: '台账',
    meaning: {
      en: 'The catalogue’s record of every upload and where it stands.',
      zh: '目录库中对每个上传件及其状态的记录。',
    },
  },
  {
    en: 'catalogue',
    zh: '目录库',
    meaning: {
      en: 'The PostgreSQL database of uploads, results, indicators and findings; rebuildable from the object store.',
      zh: '存放上传件、结果、指标与审查发现的 PostgreSQL 数据库，可由对象存储重建。',
    },
  },
  {
    en: 'sweep',
    zh: '巡检',
    meaning: {
      en: 'A scheduled job that lists the bucket and enqueues what the ledger does not know.',
      zh: '定时列举存储桶，把台账中没有的对象补入队列。',
    },
  },
  {
    en: 'backoff',
    zh: '退避',
    meaning: { en: 'The growing delay between attempts.', zh: '重试之间逐次加长的等待。' },
  },
  {
    en: 'dead letter',
    zh: '死信',
    meaning: {
      en: 'A message that could not be delivered and is kept apart.',
      zh: '无法投递而单独保留的消息。',
    },
  },
  {
    en: 'quarantine',
    zh: '隔离',
    meaning: {
      en: 'Keeping apart a document that crashed its process twice.',
      zh: '对两次使进程崩溃的文档单独存放。',
    },
  },
  {
    en: 'provenance',
    zh: '出处',
    meaning: {
      en: 'Where a value stands in the text: span, quote, section, page.',
      zh: '数值在正文中的位置：区间、原文、章节、页码。',
    },
  },
  {
    en: 'profile',
    zh: '体裁（配置）',
    meaning: {
      en: 'A genre as data: headings, units, indicators, parts, rules.',
      zh: '以数据描述的体裁：标题、量词、指标、必备内容、规则。',
    },
  },
  {
    en: 'outline',
    zh: '大纲',
    meaning: { en: 'Title, sections and items of a report.', zh: '报告的标题、章节与条目。' },
  },
  {
    en: 'quantity',
    zh: '数量',
    meaning: {
      en: 'One figure of the text with unit, subject and place; pages and tables say “figure”.',
      zh: '正文中一个带量词、对象和位置的数字。',
    },
  },
  {
    en: 'indicator',
    zh: '指标',
    meaning: {
      en: 'A quantity recognised as one of the profile’s taxonomy.',
      zh: '归入体裁指标体系的数量。',
    },
  },
  {
    en: 'part',
    zh: '必备内容',
    meaning: { en: 'A content the statute demands of the report.', zh: '法规要求报告必须包含的内容。' },
  },
  {
    en: 'finding',
    zh: '审查发现',
    meaning: {
      en: 'Something a checker should look at: missing part, sum that does not hold, impossible rate.',
      zh: '需要核查的事项：缺项、合计不符、比率异常等。',
    },
  },
  {
    en: 'near-copy',
    zh: '近似件',
    meaning: {
      en: 'A report that shares many paragraphs with one of another place, but for names, years and figures.',
      zh: '除地名、年份、数字外，许多段落与另一地区报告相同的报告。',
    },
  },
  {
    en: 'drain',
    zh: '清空队列',
    meaning: {
      en: 'To take a stage’s waiting and delayed jobs out of its queue: their uploads fail as DRAINED and can be retried.',
      zh: '取出某阶段等待和延后的任务，其上传件记为 DRAINED 失败，可以重试。',
    },
  },
  {
    en: 'discarded failure',
    zh: '已移出清单的失败',
    meaning: {
      en: 'A failed or unsupported upload that an operator has dealt with, for a reason: off the list of failures, still in the account.',
      zh: '运维人员已处理并注明理由的失败或不支持的上传件：不再列入失败清单，仍计入账目。',
    },
  },
  {
    en: 'loss',
    zh: '转换损失',
    meaning: { en: 'Something the file held and the text does not.', zh: '原文件有而正文没有的内容。' },
  },
  {
    en: 'subscription',
    zh: '订阅',
    meaning: {
      en: 'A named receiver of results: a queue or a webhook, with a filter. Each has its own deliveries, lag and dead letters.',
      zh: '有名称的结果接收方：队列或网络回调（webhook），带筛选条件；各自有投递记录、延迟和死信。',
    },
  },
  {
    en: 'delivery',
    zh: '投递',
    meaning: {
      en: 'One result on its way to one subscription: pending, sent, then delivered or dead.',
      zh: '一份结果送往一个订阅的过程：待投递、已发出，最后为已送达或死信。',
    },
  },
] as const satisfies readonly Term[];
