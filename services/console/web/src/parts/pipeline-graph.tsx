import type { StageInfo, StageStatus } from '@nianbao/contracts';
import { Tag } from 'antd';
import type { CSSProperties } from 'react';
import { address } from '../api/call-api.ts';
import { Link } from '../router.tsx';
import { useConfig, useLocal, useTexts } from '../settings.tsx';
import { formatDuration } from './format.ts';
import { layOutStages } from './lay-out-stages.ts';

/** The stages as they follow each other, with what waits and works in each. */
export function PipelineGraph({ stages }: { stages: readonly StageStatus[] }) {
  const config = useConfig();
  const { chain, branches } = layOutStages(config.stages);
  const statusOf = (stage: StageInfo) => stages.find((status) => status.stage === stage.name);
  return (
    <div className="pipeline" style={columnsStyle(chain.length)}>
      {chain.map((stage, n) => (
        <div key={stage.name} className="pipeline-step" style={{ order: 2 * n }}>
          <StageNode stage={stage} status={statusOf(stage)} />
        </div>
      ))}
      {branches.map(({ stage, from, to }) => (
        <div key={stage.name} className="pipeline-branch" style={branchStyle(from, to)}>
          <StageNode stage={stage} status={statusOf(stage)} />
        </div>
      ))}
    </div>
  );
}

function StageNode({ stage, status }: { stage: StageInfo; status: StageStatus | undefined }) {
  const t = useTexts();
  const local = useLocal();
  const { waiting = 0, active = 0, delayed = 0, failed = 0, workers = 0, paused = false } = status ?? {};
  const oldest = status?.oldestWaitingSeconds ?? null;
  const perMinute = status?.finishedPerMinute ?? 0;
  const state = stageState(waiting, active, workers, paused);
  return (
    <section className={`stage stage-${state}`} aria-label={local(stage.title)} data-stage={stage.name}>
      <h3>
        <Link to="/stages">{local(stage.title)}</Link>
        {paused && <Tag color="orange">{t.overview.paused}</Tag>}
      </h3>
      <div className="stage-depth">
        <strong>{waiting}</strong> <span>{t.overview.waiting}</span>
      </div>
      <ul>
        <li>
          <b>{active}</b> {t.overview.active}
        </li>
        {perMinute > 0 && (
          <li>
            <b>{perMinute}</b> {t.units.perMinute}
          </li>
        )}
        {delayed > 0 && (
          <li>
            <b>{delayed}</b> {t.overview.delayed}
          </li>
        )}
        <li className={workers === 0 ? 'quiet' : undefined}>
          {workers === 0 ? (
            t.overview.noWorker
          ) : (
            <>
              <b>{workers}</b> {workers === 1 ? t.overview.worker : t.overview.workers}
            </>
          )}
        </li>
        {oldest !== null && (
          <li>
            {t.overview.oldestIn} <b>{formatDuration(oldest, t)}</b>
          </li>
        )}
        {failed > 0 && (
          <li className="bad">
            <Link to={address('/failures', { stage: stage.name })}>
              <b>{failed}</b> {t.overview.failed}
            </Link>
          </li>
        )}
      </ul>
    </section>
  );
}

function stageState(waiting: number, active: number, workers: number, paused: boolean) {
  if (paused) return 'paused';
  if (waiting > 0 && workers === 0) return 'stuck';
  return active > 0 || waiting > 0 ? 'busy' : 'idle';
}

type Variables = CSSProperties & Record<`--${string}`, string | number>;

/** Variables, because on a phone styles/overview.css lays the stages out in one column. */
function columnsStyle(count: number): Variables {
  return { '--columns': `repeat(${count}, minmax(0, 1fr))` };
}

/** Under the stages it leaves and comes back to; the line goes from the middle of the one to that of the other. */
function branchStyle(from: number, to: number): Variables {
  return { '--place': `${from + 1} / ${to + 2}`, order: 2 * from + 1, '--span': to - from + 1 };
}
