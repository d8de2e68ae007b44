import { Input, InputNumber, Modal } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useTexts } from '../settings.tsx';

export interface Asked {
  reason: string;
  number: number | null;
}

interface Props {
  title: string;
  /** What will happen, in plain words. */
  explanation: ReactNode;
  okText: string;
  danger?: boolean;
  disabled?: boolean;
  /** Asks why: the audit keeps it. */
  reason?: boolean;
  /** Asks for a whole number; null is one of the answers when `placeholder` says what it means. */
  number?: { label: string; min: number; max: number; initial: number | null; placeholder?: string };
  /** True when it is done and the dialog may go. */
  onOk(asked: Asked): Promise<boolean>;
  /** It has gone. */
  onClose(): void;
}

/** Says what an action does and asks for what it needs before it is done. */
export function ActionDialog({
  title,
  explanation,
  okText,
  danger = false,
  disabled = false,
  ...props
}: Props) {
  const t = useTexts();
  const { reason: asksReason = false, number: asksNumber, onOk, onClose } = props;
  const id = useId();
  const [open, setOpen] = useState(true);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState('');
  const [number, setNumber] = useState(asksNumber?.initial ?? null);
  const missing =
    (asksReason && reason.trim() === '') ||
    (asksNumber !== undefined && asksNumber.placeholder === undefined && number === null);
  async function proceed() {
    setBusy(true);
    const done = await onOk({ reason: reason.trim(), number });
    setBusy(false);
    if (done) setOpen(false);
  }
  return (
    <Modal
      open={open}
      title={title}
      okText={okText}
      okButtonProps={{ danger, disabled: missing || disabled }}
      confirmLoading={busy}
      onOk={() => void proceed()}
      onCancel={() => setOpen(false)}
      afterClose={onClose}
    >
      <div className="action-dialog">
        <div>{explanation}</div>
        {asksNumber && (
          <div>
            <label htmlFor={`${id}-number`}>{asksNumber.label}</label>
            <InputNumber
              id={`${id}-number`}
              min={asksNumber.min}
              max={asksNumber.max}
              precision={0}
              value={number}
              placeholder={asksNumber.placeholder ?? ''}
              onChange={setNumber}
            />
          </div>
        )}
        {asksReason && (
          <div>
            <label htmlFor={`${id}-reason`}>{t.steer.reason}</label>
            <Input.TextArea
              id={`${id}-reason`}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
          </div>
        )}
      </div>
    </Modal>
  );
}
