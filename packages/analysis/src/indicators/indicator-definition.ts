import type { LocalizedText, QuantityStatus } from '@nianbao/contracts';

/** One value of a profile's taxonomy and the rules that find it. */
export interface IndicatorDefinition {
  key: string;
  label: LocalizedText;
  group: string;
  unitKind: 'count' | 'rate' | 'money' | 'person' | 'area';
  /** Usual units, for display; also the units of rules that name none. */
  units: string[];
  rules: IndicatorRule[];
}

/**
 * When a figure is taken for the indicator. Patterns are regular expressions over width-folded text in which `#` stands for the
 * figure with its unit: `调解[^，#]{0,14}#` is a figure shortly after 调解 in the same clause.
 */
export interface IndicatorRule {
  /** `key/name`; reported with the indicator. */
  name: string;
  units?: string[];
  /** In the figure's clause, from the figure before it. */
  cue: string;
  /** Not in that clause. */
  not?: string;
  /** In the figure's sentence, or the titles of its section and item. */
  sentence?: string;
  notSentence?: string;
  /** In the titles of its section and item. */
  topic?: string;
  /** Higher wins; 1 when absent. */
  priority?: number;
  /** Figures under this rule are parts of one total (城管类8起、消防类12起): they are added up. */
  additive?: boolean;
  /** The further items of a list the figure heads (盗伐林木2起、违法占地5起) are added to it. */
  series?: boolean;
  /** Standings taken besides `reported`. */
  statuses?: QuantityStatus[];
}
