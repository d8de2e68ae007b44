import type { ReportFilter } from '@nianbao/contracts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Io } from '../terminal/io.ts';
import { wholeNumber } from './option-parsers.ts';

/** The conditions as the API takes them. */
export type FilterQuery = Partial<ReportFilter>;

export interface FilterOptions extends Omit<FilterQuery, 'indicator' | 'min' | 'max' | 'above' | 'below'> {
  indicator?: IndicatorCondition;
}

type IndicatorCondition = Pick<FilterQuery, 'indicator' | 'min' | 'max' | 'above' | 'below'>;

const sorts = ['uploaded', 'year', 'place', 'name', 'figures', 'indicators', 'findings', 'value'];

/** Adds what reports are searched by, for every command that works on found reports. */
export function addFilterOptions(command: Command, { t }: Io): Command {
  const { filters } = t.exports;
  return command
    .option('--place <word>', filters.place)
    .option('--year <year>', filters.year, wholeNumber(2200))
    .option('--name <word>', filters.name)
    .option('--title <word>', filters.title)
    .option('--text <words>', filters.text)
    .option('--batch <name>', filters.batch)
    .option('--profile <id>', filters.profile)
    .option('--indicator <condition>', filters.indicator, indicatorCondition)
    .option('--missing <part>', filters.missing)
    .option('--finding <code>', filters.finding)
    .addOption(new Option('--sort <by>', filters.sort).choices(sorts))
    .addOption(new Option('--order <order>', filters.order).choices(['asc', 'desc']));
}

/** The conditions among a command's options. */
export function filterQuery(given: FilterOptions): FilterQuery {
  const { place, year, name, title, text, batch, profile, indicator, missing, finding, sort, order } = given;
  const query = {
    place,
    year,
    name,
    title,
    text,
    batch,
    profile,
    missing,
    finding,
    sort,
    order,
    ...indicator,
  };
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
}

/** `key`, or a key with an operator and a number: `inspections>=100`. */
function indicatorCondition(text: string): IndicatorCondition {
  const [, indicator, operator, number] =
    /^([^<>=]*[^<>=\s])\s*(?:(>=|<=|>|<|=)\s*(-?\d+(?:\.\d+)?))?$/.exec(text.trim()) ?? [];
  if (indicator === undefined) throw new InvalidArgumentError('key, key>=1, key<=1, key>1, key<1, key=1');
  if (operator === undefined) return { indicator };
  const value = Number(number);
  if (operator === '=') return { indicator, min: value, max: value };
  const bound = ({ '>=': 'min', '<=': 'max', '>': 'above', '<': 'below' } as const)[
    operator as '>' | '<' | '>=' | '<='
  ];
  return { indicator, [bound]: value };
}
