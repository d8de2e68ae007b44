import { Alert, Button } from 'antd';
import type { ApiProblem } from '../api/call-api.ts';
import { useLocal, useTexts } from '../settings.tsx';

/** Stands where something is still to come, or says why it does not. */
export function Waiting({ problem = null, onRetry }: { problem?: ApiProblem | null; onRetry?: () => void }) {
  const t = useTexts();
  const local = useLocal();
  if (problem === null)
    return (
      <div className="waiting" role="status" aria-label={t.shell.loading}>
        <div className="spinner" />
      </div>
    );
  return (
    <Alert
      type="error"
      showIcon
      title={local(problem.texts)}
      action={onRetry && <Button onClick={onRetry}>{t.shell.retry}</Button>}
    />
  );
}
