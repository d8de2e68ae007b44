import type { DocumentPagesResponse } from '@nianbao/contracts';
import { Alert, Button, Spin, Tag } from 'antd';
import { address } from '../api/call-api.ts';
import { Waiting } from '../parts/waiting.tsx';
import { useTexts } from '../settings.tsx';
import { usePageImage } from './use-page-image.ts';

const width = 1200;
const largestWidth = 2400;

interface Props {
  documentId: string;
  pages: DocumentPagesResponse['pages'];
  number: number;
  onTurn(number: number): void;
}

/** The page as it was sent in, beside what was read in it. */
export function PageView({ documentId, pages, number, onTurn }: Props) {
  const t = useTexts();
  const path = `/api/documents/${documentId}/pages/${number}`;
  const { image, problem, loading } = usePageImage(address(path, { width }));
  const page = pages.find((each) => each.number === number);
  return (
    <section aria-label={t.pages.title} className="page-view">
      <div className="page-turner">
        <Button size="small" disabled={number <= 1} onClick={() => onTurn(number - 1)}>
          {t.pages.previous}
        </Button>
        <span aria-live="polite" data-page={number}>
          {t.pages.number(number, pages.length)}
        </span>
        <Button size="small" disabled={number >= pages.length} onClick={() => onTurn(number + 1)}>
          {t.pages.next}
        </Button>
        <Button size="small" type="link" href={address(path, { width: largestWidth })} target="_blank">
          {t.pages.larger}
        </Button>
        {page?.confidence !== undefined && <Tag>{t.pages.recognised(Math.round(page.confidence))}</Tag>}
      </div>
      {image?.lacksFont && <Alert type="warning" showIcon title={t.pages.lacksFont} />}
      {problem && <Waiting problem={problem} />}
      {image && (
        <Spin spinning={loading}>
          <img src={image.source} alt={t.pages.picture(number)} className="page-picture" />
        </Spin>
      )}
      {!image && !problem && <Waiting />}
    </section>
  );
}
