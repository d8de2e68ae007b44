import type { SessionState } from '@nianbao/contracts';
import { Alert, Button, Card, Form, Input } from 'antd';
import { useState } from 'react';
import { ApiProblem, callApi } from './api/call-api.ts';
import { useLocal, useTexts } from './settings.tsx';

export function Login({ onSignedIn }: { onSignedIn(session: SessionState): void }) {
  const t = useTexts();
  const local = useLocal();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [busy, setBusy] = useState(false);
  async function signIn({ key }: { key: string }) {
    setBusy(true);
    try {
      onSignedIn(await callApi<SessionState>('/api/session', { method: 'POST', json: { key } }));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <main className="login">
      <Card title={`${t.name} · ${t.login.title}`}>
        <p className="quiet login-hint">{t.login.hint}</p>
        {problem && <Alert type="error" showIcon title={local(problem.texts)} />}
        <Form layout="vertical" onFinish={(values: { key: string }) => void signIn(values)}>
          <Form.Item name="key" label={t.login.key} rules={[{ required: true }]}>
            <Input.Password autoComplete="current-password" autoFocus />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy} block>
            {t.login.submit}
          </Button>
        </Form>
      </Card>
    </main>
  );
}
