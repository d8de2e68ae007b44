import { findingNames } from '@nianbao/contracts/finding-names';
import { Button, Form, Input, InputNumber, Select } from 'antd';
import { useEffect } from 'react';
import { useConfig, useLocal, useTexts } from '../settings.tsx';

type Values = Record<string, string | number | undefined | null>;
interface Props {
  filter: Record<string, string>;
  onSearch(change: Record<string, string | undefined>): void;
}

const fields = [
  'text',
  'place',
  'year',
  'name',
  'title',
  'batch',
  'profile',
  'indicator',
  'min',
  'max',
  'missing',
  'finding',
];
/** A single letter or digit stands in every report; the API refuses it. */
const searchable = (words: string) =>
  words
    .trim()
    .split(/\s+/)
    .every((word) => word === '' || (word.match(/[\p{L}\p{N}]/gu) ?? []).length > 1);

/** What reports are searched by; Enter in any field searches. */
export function ReportFilters({ filter, onSearch }: Props) {
  const t = useTexts();
  const [form] = Form.useForm<Values>();
  const indicator = Form.useWatch('indicator', form);
  useEffect(() => {
    form.setFieldsValue(Object.fromEntries(fields.map((field) => [field, filter[field]])));
  }, [form, filter]);
  const search = (values: Values) => {
    const sent = {
      ...values,
      ...(values.indicator ? {} : { min: undefined, max: undefined, sort: undefined }),
    };
    onSearch(
      Object.fromEntries(
        Object.entries(sent).map(([name, value]) => [
          name,
          value ? String(value) : value === 0 ? '0' : undefined,
        ]),
      ),
    );
  };
  const text = (name: 'place' | 'year' | 'name' | 'title' | 'batch') => (
    <Form.Item name={name} label={t.reports[name]}>
      <Input allowClear maxLength={200} inputMode={name === 'year' ? 'numeric' : 'text'} />
    </Form.Item>
  );
  return (
    <Form form={form} layout="vertical" className="filters" onFinish={search}>
      <Form.Item
        name="text"
        label={t.reports.fullText}
        rules={[
          {
            validator: async (_, words: string | undefined) => {
              if (!searchable(words ?? '')) throw new Error(t.reports.fullTextRule);
            },
          },
        ]}
        className="filter-wide"
      >
        <Input allowClear maxLength={200} placeholder={t.reports.fullTextHint} />
      </Form.Item>
      {text('place')}
      {text('year')}
      {text('name')}
      {text('title')}
      {text('batch')}
      <Choices />
      {indicator && (
        <>
          <Form.Item name="min" label={t.reports.min}>
            <InputNumber />
          </Form.Item>
          <Form.Item name="max" label={t.reports.max}>
            <InputNumber />
          </Form.Item>
        </>
      )}
      <div className="filter-actions">
        <Button type="primary" htmlType="submit">
          {t.reports.search}
        </Button>
        <Button onClick={() => onSearch(Object.fromEntries(fields.map((field) => [field, undefined])))}>
          {t.reports.reset}
        </Button>
      </div>
    </Form>
  );
}

function Choices() {
  const t = useTexts();
  const local = useLocal();
  const { indicators, parts, profiles, findingCodes } = useConfig();
  const labelled = (list: typeof parts) =>
    list.map(({ key, label }) => ({ value: key, label: local(label) }));
  const choices = [
    { name: 'profile', label: t.reports.profile, options: labelled(profiles) },
    { name: 'indicator', label: t.reports.hasIndicator, options: labelled(indicators) },
    { name: 'missing', label: t.reports.missingPart, options: labelled(parts) },
    {
      name: 'finding',
      label: t.reports.finding,
      options: findingCodes.map((value) => ({ value, label: local(findingNames[value]) })),
    },
  ];
  return choices.map(({ name, label, options }) => (
    <Form.Item key={name} name={name} label={label}>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        popupMatchSelectWidth={false}
      />
    </Form.Item>
  ));
}
