import type { CrossFinding } from '@nianbao/contracts';
import { findingNames } from '@nianbao/contracts/finding-names';
import { Tag } from 'antd';
import { address } from '../api/call-api.ts';
import { Link } from '../router.tsx';
import { useConfig, useLocal, useSettings } from '../settings.tsx';
import { isChosen, type Selection } from './selection.ts';

interface Props {
  related: readonly CrossFinding[];
  text: string;
  chosen: Selection | null;
  onChoose(selection: Selection): void;
}

/** What shows only beside another report; each place here stands over its counterpart there. */
export function RelatedFindings({ related, text, chosen, onChoose }: Props) {
  const { t } = useSettings();
  const local = useLocal();
  const { indicators } = useConfig();
  if (related.length === 0) return <p className="quiet">{t.related.none}</p>;
  return (
    <ul className="entries">
      {related.map(({ code, severity, message, indicators: keys, here, there }, n) => (
        <li key={`${code} ${there.documentId}`} className="related">
          <Tag color={severity === 'warning' ? 'orange' : 'blue'}>{t.report.severities[severity]}</Tag>
          <strong>{local(findingNames[code])}</strong>
          <div>{local(message)}</div>
          {keys.length > 0 && (
            <div className="quiet">
              {keys
                .map((key) => indicators.find((each) => each.key === key)?.label)
                .map((label, at) => (label ? local(label) : keys[at]))
                .join(t.related.comma)}
            </div>
          )}
          <div>
            {t.related.other}
            <Link to={`/reports/${there.documentId}`}>
              {[there.jurisdiction, there.year].filter(Boolean).join(' ') || there.name}
            </Link>
          </div>
          {here.map(({ start, end, quote }, at) => {
            const id = `${n}.${at}`;
            const place = there.spans[at];
            return (
              <div key={id} className="related-pair">
                <button
                  type="button"
                  aria-pressed={isChosen(chosen, 'related', id)}
                  data-entry={`related ${id}`}
                  onClick={() => onChoose({ kind: 'related', id })}
                >
                  {t.related.here} <span className="quote">{quote ?? text.slice(start, end)}</span>
                </button>
                {place && (
                  <Link to={address(`/reports/${there.documentId}`, { at: `${place.start}-${place.end}` })}>
                    {t.related.there} {place.quote}
                  </Link>
                )}
              </div>
            );
          })}
        </li>
      ))}
    </ul>
  );
}
