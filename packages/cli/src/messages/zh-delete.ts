/** Texts of `nianbao delete`, in Chinese. */
export const zhDelete = {
  command: '彻底删除文档：原文件、各阶段产物、结果、目录数据、待办任务；留下回执',
  options: {
    batch: '这一批的全部文档',
    place: '地名（或上级地名）含此词的报告',
    year: '这一年的报告',
    before: '在此日期之前上传的文档（YYYY-MM-DD）',
    reason: '删除原因，写入回执',
    yes: '不询问，直接删除',
    dryRun: '只统计，不删除',
    list: '列出历次删除',
  },
  what: '请说明删除什么：文档编号，或 --batch、--place、--year、--before。',
  noReason: '请用 --reason 写明删除原因。',
  badDate: (text: string) => `不是日期：${text}。请写成 YYYY-MM-DD。`,
  found: (documents: number, uploads: number) => `将删除 ${documents} 份文档，共 ${uploads} 次上传。`,
  nothing: '没有符合条件的文档。',
  ask: '删除后无法恢复。确定删除吗？[y/N] ',
  unconfirmed: '没有删除任何内容。确认请加 --yes。',
  running: '删除',
  done: (documents: number, objects: number, deletionId: string) =>
    `已删除 ${documents} 份文档、${objects} 个对象。回执：${deletionId}`,
  exports: (folders: readonly string[]) =>
    `此前的定时导出是独立的副本，可能含有已删除的内容：${folders.join('、')}。它们随保留次数更替而清除，也可直接删除存储桶中的这些目录。`,
  none: '还没有删除过文档。',
  columns: {
    id: '编号',
    created: '时间',
    actor: '经手',
    reason: '原因',
    documents: '文档',
    uploads: '上传',
    state: '状态',
  },
  finished: '完成',
  unfinished: '进行中',
};
