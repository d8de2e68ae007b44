export interface NumberingLevel {
  start: number;
  format: string;
  /** The label's pattern: `%1、`, `（%2）`. */
  text: string;
  suffix: 'tab' | 'space' | 'nothing';
  /** Restarts after this 1-based level was used; 0 never; absent: after any higher level. */
  restartAfter?: number;
  /** Legal style: all numbers in the label are decimal. */
  legal: boolean;
  paragraphStyle?: string;
}

export interface LevelOverride {
  start?: number;
  level?: NumberingLevel;
}

export interface AbstractList {
  id: string;
  levels: Map<number, NumberingLevel>;
  /** Id of the numbering style that holds the definition instead. */
  numberingStyle?: string;
}

export interface NumberingDefinitions {
  abstractLists: Map<string, AbstractList>;
  lists: Map<string, { abstractId: string; overrides: Map<number, LevelOverride> }>;
}

export const emptyNumbering: NumberingDefinitions = { abstractLists: new Map(), lists: new Map() };
