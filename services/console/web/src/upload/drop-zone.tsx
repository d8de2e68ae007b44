import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTexts } from '../settings.tsx';
import { type GatheredFile, gatherChosen, gatherDropped } from './gather-files.ts';
import { unpackArchives } from './unpack-archives.ts';

/** Takes files and folders, dropped or chosen. */
export function DropZone({ disabled, onFiles }: { disabled: boolean; onFiles(files: GatheredFile[]): void }) {
  const t = useTexts();
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (!disabled)
      void gatherDropped(event.dataTransfer)
        .then((files) => unpackArchives(files))
        .then(onFiles);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping has no keys; the buttons inside do the same
    <div
      className={`drop-zone${over ? ' drop-over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <p className="drop-title">{t.upload.drop}</p>
      <p className="quiet">{t.upload.dropHint}</p>
      <div className="drop-actions">
        <Button type="primary" disabled={disabled} onClick={() => files.current?.click()}>
          {t.upload.chooseFiles}
        </Button>
        <Button disabled={disabled} onClick={() => folder.current?.click()}>
          {t.upload.chooseFolder}
        </Button>
      </div>
      {[
        { field: files, label: t.upload.chooseFiles, folders: {} },
        { field: folder, label: t.upload.chooseFolder, folders: { webkitdirectory: '' } },
      ].map(({ field, label, folders }) => (
        <input
          key={label}
          ref={field}
          type="file"
          multiple
          hidden
          aria-label={label}
          {...folders}
          onChange={({ currentTarget }) => {
            void unpackArchives(gatherChosen(currentTarget.files)).then(onFiles);
            currentTarget.value = '';
          }}
        />
      ))}
    </div>
  );
}
