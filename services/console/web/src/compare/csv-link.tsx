import { Button } from 'antd';
import { address } from '../api/call-api.ts';
import { useSettings } from '../settings.tsx';

interface Props {
  path: string;
  query: Record<string, string | undefined>;
}

/** The same table as a download. */
export function CsvLink({ path, query }: Props) {
  const { t, language } = useSettings();
  return (
    <Button size="small" href={address(path, { ...query, format: 'csv', lang: language })} download>
      {t.compare.csv}
    </Button>
  );
}
