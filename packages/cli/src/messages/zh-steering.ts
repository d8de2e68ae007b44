/** Texts of the operator's commands, in Chinese. */
export const zhSteering = {
  commands: {
    pause: '暂停一个阶段或一个批次：已在处理的做完，不再取新的',
    resume: '恢复一个阶段或一个批次',
    batches: '列出批次：账目、进度、剩余时间、状态、优先级',
    priority: '改变一个批次的优先级，等待中的文件随之移动',
    concurrency: '设置一个阶段每个工作进程同时处理的件数，数秒内生效',
    drain: '清空一个阶段的等待队列：这些文件记为失败（DRAINED），可以重试',
    promote: '让一个阶段延后的任务立即排队',
    discard: '把已处理的失败移出失败清单；账目不变，仍可按编号重试',
  },
  argumentTexts: {
    stage: '阶段：intake、convert、ocr、segment、extract、review、publish',
    batch: '批次',
    level: 'high（先于其他批次）、normal、low（后于其他批次）或 default（按上传时）',
    count: '1–64，或 default（默认值）',
  },
  optionTexts: {
    reason: '理由，记入操作记录（500 字以内）',
    dryRun: '只计数，不改动',
    discarded: '包括（failures：只列出）已移出清单的失败',
    quarantined: '只列出多次使程序崩溃而隔离的文件',
    groups: '按错误码与阶段归类计数',
  },
  errors: {
    stageOrBatch: '请指明一个阶段，或用 --batch 指明一个批次（两者取其一）。',
    unknownStage: (name: string, known: string) => `没有阶段“${name}”。阶段有：${known}。`,
    discardWhat: '请指明文档编号，或使用 --batch、--code、--stage、--all，并用 --reason 说明理由。',
  },
  paused: (what: string, since: string, words: string) =>
    `${what}已暂停（自 ${since}）。恢复：npx -y pnpm@12 nianbao resume ${words}`,
  resumed: (what: string) => `${what}已恢复。`,
  batch: (name: string) => `批次“${name}”`,
  released: (jobs: number) => `${jobs} 个任务重新排队。`,
  priority: (batch: string, level: string, jobs: number) =>
    `批次 ${batch} 的优先级：${level}；移动了 ${jobs} 个等待中的任务。`,
  concurrency: (stage: string, count: string) => `${stage}：每个工作进程同时处理 ${count} 件。`,
  drained: (count: number, left: number) =>
    `取出 ${count} 个任务，其文件记为失败（DRAINED）；队列中还有 ${left} 个。重试：npx -y pnpm@12 nianbao retry --code DRAINED`,
  promoted: (count: number, left: number) => `${count} 个任务立即排队；还有 ${left} 个延后。`,
  discarded: (count: number, matched: number) => `已移出清单 ${count} 份（符合条件 ${matched} 份）。`,
  wouldMatch: (matched: number) => `符合条件 ${matched} 份，未改动。`,
  quarantine: '隔离（多次使程序崩溃，重试前请先查看原文件）：',
  stagePaused: (stage: string, since: string) =>
    `阶段“${stage}”已暂停${since === '' ? '' : `（自 ${since}）`}。`,
  batchPaused: (batch: string, since: string) => `批次“${batch}”已暂停（自 ${since}）。`,
  noBatches: '还没有批次。',
  levels: { high: '高', normal: '普通', low: '低', default: '默认' },
  batchStates: { paused: '已暂停', running: '处理中', done: '已完成' },
  columns: {
    progress: '进度',
    rate: '每秒',
    eta: '剩余时间',
    priority: '优先级',
    count: '数量',
    oldest: '最久等待',
    concurrency: '并发',
  },
};
