import { Alert, Button, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useTexts } from '../settings.tsx';

interface Props {
  name: string;
  secret: string;
  onClose(): void;
}

/** A signing secret, this once. */
export function SecretDialog({ name, secret, onClose }: Props) {
  const t = useTexts();
  const [open, setOpen] = useState(true);
  return (
    <Modal
      open={open}
      title={t.subscriptions.secretTitle(name)}
      onCancel={() => setOpen(false)}
      afterClose={onClose}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={() => setOpen(false)}>
          {t.keys.kept}
        </Button>
      }
    >
      <Alert type="warning" showIcon title={t.subscriptions.secretOnce} />
      <Typography.Paragraph copyable={{ text: secret, tooltips: [t.keys.copy, t.keys.copied] }}>
        <code className="secret">{secret}</code>
      </Typography.Paragraph>
    </Modal>
  );
}
