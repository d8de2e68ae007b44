import type { MetricRow, Metrics } from '@nianbao/service-kit';

const waits = [0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400];
const runs = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];
const calls = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/**
 * Everything `/metrics` says, besides the figures of the process itself. Workers count what they do; what is in the queues and the
 * ledger is asked once for all, by the console, when it is scraped.
 */
export const metricTable = {
  stageJobs: {
    kind: 'counter',
    name: 'nianbao_stage_jobs_total',
    help: {
      en: 'Jobs that left a worker, by outcome (done, reused, failed, retry, delayed, returned) and error code.',
      zh: '离开工作进程的任务数，按结局和错误代码分。',
    },
    labels: ['stage', 'outcome', 'code'],
  },
  stageStalled: {
    kind: 'counter',
    name: 'nianbao_stage_stalled_jobs_total',
    help: {
      en: 'Jobs taken over because their worker fell silent.',
      zh: '因工作进程失去响应而被接管的任务数。',
    },
    labels: ['stage'],
  },
  stageWait: {
    kind: 'histogram',
    name: 'nianbao_stage_wait_seconds',
    help: { en: 'From enqueueing to the first start of a job.', zh: '任务从入队到首次开始的时间。' },
    labels: ['stage'],
    buckets: waits,
  },
  stageRun: {
    kind: 'histogram',
    name: 'nianbao_stage_run_seconds',
    help: { en: 'One run of a job, whatever its outcome.', zh: '任务单次运行的时间，不论结局。' },
    labels: ['stage'],
    buckets: runs,
  },
  storeCalls: {
    kind: 'histogram',
    name: 'nianbao_store_call_seconds',
    help: { en: 'Calls of the object store.', zh: '对象存储的调用时间。' },
    labels: ['operation'],
    buckets: calls,
  },
  catalogueCalls: {
    kind: 'histogram',
    name: 'nianbao_catalogue_call_seconds',
    help: { en: 'Calls of the catalogue (database).', zh: '目录库（数据库）的调用时间。' },
    labels: ['operation'],
    buckets: calls,
  },
  httpRequests: {
    kind: 'histogram',
    name: 'nianbao_http_request_seconds',
    help: { en: 'Requests to intake and console.', zh: '接收服务与控制台的 HTTP 请求。' },
    labels: ['method', 'route', 'status'],
    buckets: calls,
  },
  sweepCompleted: {
    kind: 'gauge',
    name: 'nianbao_sweep_completed_timestamp_seconds',
    help: {
      en: 'When this process last completed a sweep, in Unix time; at first when it began to sweep.',
      zh: '本进程上次完成巡检的时间（Unix 时间）；起初为开始巡检的时间。',
    },
    labels: [],
  },
  sweepUploads: {
    kind: 'counter',
    name: 'nianbao_sweep_uploads_total',
    help: {
      en: 'Uploads the sweep enqueued: found without an event, or resumed after their job was lost.',
      zh: '巡检补入队列的上传件：found 为无事件而发现的，resumed 为任务丢失后重新入队的。',
    },
    labels: ['kind'],
  },
  queueJobs: {
    kind: 'gauge',
    name: 'nianbao_queue_jobs',
    help: {
      en: 'Jobs in a stage’s queue, by state (waiting, active, delayed).',
      zh: '各阶段队列中的任务数，按状态分。',
    },
    labels: ['stage', 'state'],
  },
  queueOldest: {
    kind: 'gauge',
    name: 'nianbao_queue_oldest_waiting_seconds',
    help: {
      en: 'Age of the oldest waiting job; of a sample where very many wait.',
      zh: '等待最久的任务已等待的时间；任务很多时取样估计。',
    },
    labels: ['stage'],
  },
  queuePaused: {
    kind: 'gauge',
    name: 'nianbao_queue_paused',
    help: { en: '1 while an operator has paused the stage.', zh: '操作员暂停该阶段时为 1。' },
    labels: ['stage'],
  },
  queueWorkers: {
    kind: 'gauge',
    name: 'nianbao_queue_workers',
    help: { en: 'Workers connected to a stage’s queue.', zh: '连接到各阶段队列的工作进程数。' },
    labels: ['stage'],
  },
  uploads: {
    kind: 'gauge',
    name: 'nianbao_uploads',
    help: {
      en: 'Uploads in the ledger, by state; the states add up to all uploads.',
      zh: '台账中的上传件，按状态分；各状态之和即全部上传件。',
    },
    labels: ['state'],
  },
  deliveryPending: {
    kind: 'gauge',
    name: 'nianbao_delivery_pending',
    help: { en: 'Results not yet handed to a target.', zh: '尚未交给投递目标的结果数。' },
    labels: ['target'],
  },
  deliveryUnacknowledged: {
    kind: 'gauge',
    name: 'nianbao_delivery_unacknowledged',
    help: {
      en: 'Results handed to a target that its consumers have not finished.',
      zh: '已交给投递目标但消费者尚未处理完的结果数。',
    },
    labels: ['target'],
  },
  deliveryOldest: {
    kind: 'gauge',
    name: 'nianbao_delivery_oldest_seconds',
    help: {
      en: 'Age of the oldest result that a target has not finished.',
      zh: '投递目标尚未处理完的最早结果已有的时间。',
    },
    labels: ['target'],
  },
  deadLetters: {
    kind: 'gauge',
    name: 'nianbao_delivery_dead_letters',
    help: {
      en: 'Results that a target’s consumers gave up on.',
      zh: '投递目标的消费者已放弃的结果数（死信）。',
    },
    labels: ['target'],
  },
  deliveryDisabled: {
    kind: 'gauge',
    name: 'nianbao_delivery_disabled',
    help: {
      en: '1 when a webhook was disabled by itself: gone, or nothing but failures for days.',
      zh: '网络回调已自行停用（对方已不存在，或连续数日全部失败）时为 1。',
    },
    labels: ['target'],
  },
  partUp: {
    kind: 'gauge',
    name: 'nianbao_part_up',
    help: {
      en: '1 when a part (redis, store, catalogue) answered the console at this scrape.',
      zh: '本次采集时该部件（redis、store、catalogue）有应答则为 1。',
    },
    labels: ['part'],
  },
  redisMemory: {
    kind: 'gauge',
    name: 'nianbao_redis_memory_bytes',
    help: {
      en: 'Memory of Redis: used, and the limit it may use (maxmemory, else the machine’s).',
      zh: 'Redis 内存：used 为已用，limit 为上限（maxmemory，未设置则为整机内存）。',
    },
    labels: ['kind'],
  },
  storeDisk: {
    kind: 'gauge',
    name: 'nianbao_store_disk_bytes',
    help: {
      en: 'Disk of the folder store: free and size. Absent with S3.',
      zh: '文件夹存储所在磁盘：free 为可用，size 为总量；使用 S3 时没有。',
    },
    labels: ['kind'],
  },
} as const satisfies Record<string, MetricRow>;

export type PipelineMetrics = Metrics<typeof metricTable>;
