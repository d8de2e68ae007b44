import { Alert, Button, Card, Form, Input, Progress, Select } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { address } from '../api/call-api.ts';
import { PageHead } from '../parts/page-head.tsx';
import { Link } from '../router.tsx';
import { useConfig, useLocal, useTexts } from '../settings.tsx';
import { DropZone } from '../upload/drop-zone.tsx';
import { UploadList } from '../upload/upload-list.tsx';
import { createUploadQueue } from '../upload/upload-queue.ts';

/** One for the life of the page: uploads go on while the operator looks elsewhere. */
const queue = createUploadQueue();
const batchName = /^(?!\.{1,2}$)[^/\\\p{Cc}]{1,120}$/u;

export default function UploadPage() {
  const t = useTexts();
  const local = useLocal();
  const { uploads, profiles } = useConfig();
  const [profile, setProfile] = useState<string>();
  const items = useSyncExternalStore(queue.subscribe, queue.items);
  const [batch, setBatch] = useState(() => items.at(-1)?.batch ?? String(new Date().getFullYear()));
  const valid = batchName.test(batch);
  const done = items.filter(({ step }) => step === 'done').length;
  const failed = items.filter(({ step }) => step === 'failed').length;
  return (
    <>
      <PageHead title={t.nav.upload} />
      {!uploads && <Alert type="warning" showIcon title={t.upload.unavailable} />}
      <Card size="small">
        <Form layout="vertical">
          <Form.Item
            label={t.upload.batch}
            htmlFor="batch"
            help={valid ? t.upload.batchHint : t.upload.batchInvalid}
            validateStatus={valid ? '' : 'error'}
          >
            <Input
              id="batch"
              value={batch}
              maxLength={120}
              onChange={({ target }) => setBatch(target.value)}
              style={{ maxWidth: 360 }}
            />
          </Form.Item>
          <Form.Item label={t.uploadAs.profile} htmlFor="profile" help={t.uploadAs.hint}>
            <Select
              id="profile"
              allowClear
              placeholder={t.uploadAs.auto}
              value={profile}
              onChange={(chosen: string | undefined) => setProfile(chosen)}
              options={profiles.map(({ key, label }) => ({ value: key, label: local(label) }))}
              style={{ maxWidth: 360 }}
            />
          </Form.Item>
        </Form>
        <DropZone disabled={!uploads || !valid} onFiles={(files) => queue.add(files, batch, profile)} />
      </Card>
      {items.length > 0 && (
        <Card
          size="small"
          title={t.upload.summary(done, items.length)}
          extra={
            <span className="row-actions">
              {failed > 0 && (
                <Button size="small" onClick={queue.retryFailed}>
                  {t.bracketed(t.upload.retryFailed, failed)}
                </Button>
              )}
              <Button size="small" onClick={queue.clearDone}>
                {t.upload.clear}
              </Button>
            </span>
          }
        >
          <Progress
            percent={Math.floor((100 * done) / items.length)}
            status={failed > 0 ? 'exception' : done === items.length ? 'success' : 'active'}
            aria-label={t.upload.summary(done, items.length)}
          />
          <p>
            <Link to={address('/batches')}>{t.upload.see}</Link>
          </p>
          <UploadList items={items} />
        </Card>
      )}
    </>
  );
}
