interface Panel {
  title: string;
  unit: string;
  /** PromQL and the legend of its series. */
  queries: readonly (readonly [expr: string, legend: string])[];
  /** A number instead of a curve. */
  stat?: true;
}

const rate = (metric: string, by: string, where = '') =>
  `sum by (${by}) (rate(${metric}${where}[$__rate_interval]))`;
const quantile = (q: number, metric: string, by: string) =>
  `histogram_quantile(${q}, sum by (le, ${by}) (rate(${metric}_bucket[$__rate_interval])))`;
const jobs = 'nianbao_stage_jobs_total';
const memory = 'nianbao_redis_memory_bytes';

/** In the order they are shown: numbers four to a row, curves two. */
const panels: readonly Panel[] = [
  stat('处理中 · In flight', 'short', 'max(nianbao_uploads{state="in-flight"})'),
  stat('已发布 · Published', 'short', 'max(nianbao_uploads{state="published"})'),
  stat('失败 · Failed', 'short', 'max(nianbao_uploads{state=~"failed"})'),
  stat('距上次巡检 · Since the last sweep', 's', 'time() - max(nianbao_sweep_completed_timestamp_seconds)'),
  curve('等待 · Waiting', 'short', ['max by (stage) (nianbao_queue_jobs{state="waiting"})', '{{stage}}']),
  curve('最久等待 · Oldest waiting', 's', [
    'max by (stage) (nianbao_queue_oldest_waiting_seconds)',
    '{{stage}}',
  ]),
  curve('完成速率 · Done per second', 'ops', [rate(jobs, 'stage', '{outcome=~"done|reused"}'), '{{stage}}']),
  curve('失败速率 · Failed per second', 'ops', [
    rate(jobs, 'stage, code', '{outcome="failed"}'),
    '{{stage}} {{code}}',
  ]),
  curve('等待时间 p95 · Wait, p95', 's', [
    quantile(0.95, 'nianbao_stage_wait_seconds', 'stage'),
    '{{stage}}',
  ]),
  curve('运行时间 p95 · Run, p95', 's', [quantile(0.95, 'nianbao_stage_run_seconds', 'stage'), '{{stage}}']),
  curve(
    '重试与停滞 · Retries and stalls',
    'ops',
    [rate(jobs, 'stage', '{outcome=~"retry|delayed"}'), '{{stage}} 重试 · retry'],
    [rate('nianbao_stage_stalled_jobs_total', 'stage'), '{{stage}} 停滞 · stalled'],
  ),
  curve(
    '工作进程 · Workers',
    'short',
    ['max by (stage) (nianbao_queue_workers)', '{{stage}}'],
    ['max by (stage) (nianbao_queue_paused) == 1', '{{stage}} 暂停 · paused'],
  ),
  curve(
    '投递 · Delivery',
    'short',
    ['max by (target) (nianbao_delivery_pending)', '{{target}} 待投递 · pending'],
    ['max by (target) (nianbao_delivery_unacknowledged)', '{{target}} 未确认 · unacknowledged'],
    ['max by (target) (nianbao_delivery_dead_letters)', '{{target}} 死信 · dead letters'],
    ['max by (target) (nianbao_delivery_disabled)', '{{target}} 已停用 · disabled'],
  ),
  curve('最早未完成投递 · Oldest delivery', 's', [
    'max by (target) (nianbao_delivery_oldest_seconds)',
    '{{target}}',
  ]),
  curve(
    '存储与数据库 p95 · Store and database, p95',
    's',
    [quantile(0.95, 'nianbao_store_call_seconds', 'operation'), '存储 · store {{operation}}'],
    [quantile(0.95, 'nianbao_catalogue_call_seconds', 'operation'), '目录库 · catalogue {{operation}}'],
  ),
  curve('HTTP p95', 's', [quantile(0.95, 'nianbao_http_request_seconds', 'route'), '{{route}}']),
  curve(
    'Redis 内存与磁盘 · Redis memory and disk',
    'percentunit',
    [`max(${memory}{kind="used"}) / max(${memory}{kind="limit"})`, 'Redis'],
    [
      '1 - max(nianbao_store_disk_bytes{kind="free"}) / max(nianbao_store_disk_bytes{kind="size"})',
      '磁盘 · disk',
    ],
  ),
  curve('部件 · Parts', 'short', ['max by (part) (nianbao_part_up)', '{{part}}']),
  curve('进程内存 · Memory of processes', 'bytes', [
    'process_resident_memory_bytes',
    '{{service}} {{instance}}',
  ]),
  curve('事件循环延迟 · Event loop lag', 's', [
    'nodejs_eventloop_lag_p99_seconds',
    '{{service}} {{instance}}',
  ]),
];

const columns = 24;
const datasource = { type: 'prometheus', uid: '$datasource' };

/** `infra/grafana/dashboards/nianbao.json`: the panels above, laid out. */
export function grafanaDashboard(): string {
  const dashboard = {
    uid: 'nianbao',
    title: '年报 · Nianbao',
    tags: ['nianbao'],
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus' }] },
    panels: layOut(),
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

function layOut() {
  let x = 0;
  let y = 0;
  let rowHeight = 0;
  return panels.map((panel, index) => {
    const [w, h] = panel.stat ? ([6, 4] as const) : ([12, 8] as const);
    if (x + w > columns) {
      x = 0;
      y += rowHeight;
    }
    rowHeight = h;
    const gridPos = { x, y, w, h };
    x += w;
    return {
      id: index + 1,
      type: panel.stat ? 'stat' : 'timeseries',
      title: panel.title,
      datasource,
      gridPos,
      fieldConfig: { defaults: { unit: panel.unit, min: 0 }, overrides: [] },
      targets: panel.queries.map(([expr, legendFormat], n) => ({
        refId: String.fromCharCode(65 + n),
        datasource,
        expr,
        legendFormat,
      })),
    };
  });
}

function stat(title: string, unit: string, expr: string): Panel {
  return { title, unit, queries: [[expr, title]], stat: true };
}

function curve(title: string, unit: string, ...queries: Panel['queries']): Panel {
  return { title, unit, queries };
}
