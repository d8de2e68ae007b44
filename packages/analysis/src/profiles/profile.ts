import type { LocalizedText, Noise, SectionRole } from '@nianbao/contracts';
import type { IndicatorDefinition } from '../indicators/indicator-definition.ts';
import type { QuantityProfile } from '../quantities/quantity-lexicon.ts';

/** One genre of report as data. Patterns are regular expressions over folded text (see `outline/fold.ts`). */
export interface Profile {
  id: string;
  /** Enters the fingerprints of the stages that read the profile: raise it with every change of the data. */
  version: string;
  title: LocalizedText;
  /** What tells a text of the genre from others. */
  cues: ProfileCues;
  outline: OutlineLexicon;
  parts: PartDefinition[];
  review: ReviewLexicon;
  /** What the genre adds to the units and slogans of the language. */
  quantities: QuantityProfile;
  /** The genre's indicator taxonomy and the rules that find its values. */
  indicators: IndicatorDefinition[];
}

/** Evidence for a genre; each cue counts once, with its weight. A title alone (3) suffices, a turn of phrase never does. */
export interface ProfileCues {
  /** In a short line among the first of the text. */
  title: Cue[];
  /** In a heading, without its number. */
  headings: Cue[];
  /** Anywhere, at least so often. */
  body: (Cue & { atLeast: number })[];
}

interface Cue {
  pattern: string;
  weight: number;
}

/** How titles, headings, noise and unheaded parts look in the genre. */
export interface OutlineLexicon {
  title: {
    /** A line is a title when all of these match it. */
    required: string[];
    /** Longest title, in characters without spaces. */
    maxLength: number;
    /** Words the title's subject begins with; what stands before them may be the issuer. */
    topics: string[];
  };
  /** The sentence that announces the report; its first group is the year it gives. */
  opening: string[];
  /** Line that names whom the report is addressed to. */
  addressee: string;
  /** Formula that closes the body. */
  closing: string;
  /** Line that opens an annex. */
  annex: string;
  /** Line that opens a glossary or notes: the numbers below are no headings. */
  notes: string;
  /** Endings of a signing body's name. */
  issuerEndings: string[];
  /** Place names that are none: 全镇, 乡镇 … */
  placeStopWords: string[];
  noise: NoiseLexicon;
  roles: RoleLexicon[];
  /** A short line of its own that matches is a heading even without a number. */
  bareHeadings: string[];
  unheaded: UnheadedCue[];
}

export interface NoiseLexicon {
  /** Anywhere in the text. */
  inline: { kind: Noise['kind']; pattern: string }[];
  /** Whole lines. `edges` limits a rule to what stands before the first and after the last body paragraph. */
  lines: { kind: Noise['kind']; pattern: string; edges: boolean }[];
  /** Labels of a metadata box whose value may stand on the next line. */
  labels: string[];
  /** From this line to the end all is noise, when it stands after the last body paragraph. */
  tail: string;
}

/** Headings that give a section its role. Tested in order of the list. */
export interface RoleLexicon {
  role: SectionRole;
  /** Any level. */
  anyLevel: string[];
  /** Level 1 only, where a looser pattern is safe. */
  topLevel: string[];
  /** Never this role when one of these matches. */
  except: string[];
}

/** A sentence that opens a part without a heading of its own. */
export interface UnheadedCue {
  role: SectionRole;
  /** A first sentence like this belongs to the part whose cue stands in the second (取得成效。但仍存在…). */
  preface: string;
  /** Tested on one sentence, together with the sentence before it. */
  patterns: string[];
  except: string[];
}

/** A part the statute asks for, and how its four states are told apart. */
export interface PartDefinition {
  key: string;
  mandatory: boolean;
  label: LocalizedText;
  /** Sections of these roles satisfy the part as `section` (headed) or `inline` (unheaded). */
  roles: SectionRole[];
  /** A heading of another role that names this part too (存在问题及下一步打算). */
  heading: string[];
  /** Likewise, but the heading's word is not enough (存在的不足和原因): a sentence below it must report. */
  headingWithCue: string[];
  /** Titles of items that, with text behind them, report in substance. */
  items: string[];
  /** Where cues are looked for; empty: everywhere. */
  within: SectionRole[];
  /** Roles whose sentences never count as more than a mention: named as a failing or a plan. */
  onlyMentionIn: SectionRole[];
  /** A sentence that reports in substance: state `inline`. */
  substance: string[];
  /** Tested on a sentence together with the one before it (…还不强。主要是…): state `inline`. */
  substanceAfter?: string[];
  /** A sentence so plain that it reports in substance whatever part it stands in, those of `onlyMentionIn` too. */
  substanceAnywhere?: string[];
  /** A sentence that only names it: state `mention`. */
  mention: string[];
  /** Shortest section, in Han characters after the heading, that reports anything at all. */
  minContent: number;
  basis: LocalizedText;
}

export interface ReviewLexicon {
  /** Events and acts with the day they became known; a report finished earlier cannot name them. */
  known: { name: string; pattern: string; since: string }[];
  /** Year-bound events; `pattern` matches text that says one took place in the year reported on. */
  events: { name: string; pattern: string; year: number }[];
  /** Clauses that recur by convention and are no duplicates. */
  stockPhrases: string[];
  /** Verbs of cases and of their outcome: an outcome cannot outnumber its cases. */
  outcomes: { cases: string; outcome: string }[];
  universalClaim: string;
  denial: string;
  /** Shared words too general to make two clauses speak of the same thing. */
  genericSubjects: string[];
  /** What is said of such a subject, in words that mean the same wherever they stand (持证, 出庭). */
  resultWords: string[];
  /** Events of which a report may say that there was none. */
  zeroEvents: ZeroEvent[];
  /** Matters taken for each other: what a title names, and what is counted below it instead. */
  counterparts: { named: string; counted: string }[];
  /** Words before a percentage that make it a share of a whole. */
  shareWords: string;
  /** Words before a percentage that let it pass 100. */
  growthWords: string;
  /** The usual characters of the language: their share tells text from mojibake. */
  commonHan: string;
  /** Sums the genre's forms must satisfy, over the subjects of their figures (`row：column`). `*` stands for every row or column. */
  balances: Balance[];
  /** When reports are due, for the bodies of which that is certain. */
  deadlines: Deadline[];
}

/** Patterns of the noun where the event is denied (行政诉讼) and where it is counted (行政诉讼|涉诉). */
export interface ZeroEvent {
  denied: string;
  counted: string;
}

/** The figures on the left add up to as much as those on the right. */
export interface Balance {
  left: string[];
  right: string[];
}

export interface Deadline {
  /** Over the signing body's name. */
  issuer: string;
  except: string;
  /** Years reported on to which the rule applies. */
  fromYear: number;
  toYear: number;
  /** Last day in the year after, `MM-DD`. */
  day: string;
  basis: LocalizedText;
}
