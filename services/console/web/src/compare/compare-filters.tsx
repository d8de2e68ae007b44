import { Form, Input, Select } from 'antd';
import { useConfig, useLocal, useTexts } from '../settings.tsx';

export type CompareView = 'series' | 'ranking' | 'completeness';

/** As in the page's address. */
export interface CompareFilter {
  indicator?: string;
  within?: string;
  year?: string;
  from?: string;
  to?: string;
  order?: string;
  profile?: string;
}

interface Props {
  view: CompareView;
  filter: CompareFilter;
  onChange(change: CompareFilter): void;
}

/** What is compared: each view asks for what it needs. */
export function CompareFilters({ view, filter, onChange }: Props) {
  const t = useTexts();
  const local = useLocal();
  const { indicators, profiles } = useConfig();
  const choice = (
    name: 'indicator' | 'profile' | 'order',
    label: string,
    options: { value: string; label: string }[],
  ) => (
    <Form.Item label={label} htmlFor={name}>
      <Select
        id={name}
        showSearch={{ optionFilterProp: 'label' }}
        value={filter[name] ?? null}
        onChange={(value: string) => onChange({ [name]: value })}
        options={options}
        popupMatchSelectWidth={false}
      />
    </Form.Item>
  );
  const text = (name: 'within' | 'year' | 'from' | 'to', label: string) => (
    <Form.Item label={label} htmlFor={name}>
      <Input.Search
        id={name}
        allowClear
        inputMode={name === 'within' ? 'text' : 'numeric'}
        key={filter[name]}
        defaultValue={filter[name] ?? ''}
        onSearch={(value) => onChange({ [name]: value })}
      />
    </Form.Item>
  );
  const labelled = (list: typeof profiles) =>
    list.map(({ key, label }) => ({ value: key, label: local(label) }));
  return (
    <Form layout="vertical" className="filters">
      {view !== 'completeness' && choice('indicator', t.compare.indicator, labelled(indicators))}
      {text('within', t.compare.place)}
      {view === 'series' && text('from', t.compare.from)}
      {view === 'series' && text('to', t.compare.to)}
      {view !== 'series' && text('year', t.compare.year)}
      {view === 'ranking' &&
        choice('order', t.compare.order, [
          { value: 'desc', label: t.compare.orders.desc },
          { value: 'asc', label: t.compare.orders.asc },
        ])}
      {view === 'completeness' && choice('profile', t.reports.profile, labelled(profiles))}
    </Form>
  );
}
