/** `nianbao export schedule` 的文字。 */
export const zhExportSchedules = {
  about: '定时导出到存储桶',
  list: '列出定时导出及其最近一次结果',
  create: '新建定时导出：到时写入存储桶 exports/<名称>/<时间>/，附清单 manifest.json',
  run: '立即导出一次',
  pause: '暂停',
  resume: '恢复',
  remove: '删除定时导出；已写入存储桶的文件保留',
  name: '名称，用 a-z、0-9 和 -',
  options: {
    every: '间隔：hour、2h、3h、4h、6h、8h、12h、day（2:30）、week（星期一 2:30）；默认 day',
    cron: '五项 cron：分 时 日 月 星期，如 "30 2 * * 1"',
    timeZone: '按哪个时区（默认 Asia/Shanghai）',
    keep: '保留最近几次（默认 10）',
  },
  columns: {
    name: '名称',
    when: '时间',
    format: '格式',
    due: '下次',
    last: '上次',
    outcome: '结果',
    prefix: '位置',
  },
  none: '没有定时导出。新建：nianbao export schedule create 名称 --every week',
  paused: '已暂停',
  running: '导出中',
  failed: (error: string) => `失败：${error}`,
  done: (rows: number, size: string) => `${rows} 行，${size}`,
  asked: (name: string, prefix: string) =>
    `即将导出 ${name}，写入 ${prefix}。进度：nianbao export schedule list`,
  removed: (name: string) => `已删除：${name}。已写入存储桶的文件保留。`,
};
