import type { QuantityStatus } from '@nianbao/contracts';
import { anyOf } from '../patterns/any-of.ts';
import { compileOnce } from '../patterns/compile-once.ts';
import { createTextCharacters } from '../patterns/create-text-characters.ts';
import { requiredCharacters } from '../patterns/pattern-characters.ts';
import { type FigureContext, isChange, sentenceOf } from './figure-context.ts';
import type { IndicatorDefinition, IndicatorRule } from './indicator-definition.ts';

/** A figure a rule would take. */
export interface RuleMatch {
  context: FigureContext;
  rule: IndicatorRule;
  priority: number;
}

interface CompiledRule {
  rule: IndicatorRule;
  units: ReadonlySet<string>;
  statuses: ReadonlySet<QuantityStatus>;
  cue: RegExp;
  /** Characters of which a clause with the cue holds one. */
  required: readonly number[] | null;
  not: RegExp | null;
  sentence: RegExp | null;
  notSentence: RegExp | null;
  topic: RegExp | null;
}

/** The rules of one definition that take a unit, highest priority first. */
interface UnitRules {
  definition: number;
  /** Characters of which a clause with one of their cues holds one. */
  required: readonly number[] | null;
  /** Matches where the cue of one of them does: for most figures none, and one test tells. */
  anyCue: RegExp;
  /** Whether one of them also takes the further items of a list. */
  series: boolean;
  rules: CompiledRule[];
}

const clauseCharacters = createTextCharacters();

/** The rules by unit, in the order of the taxonomy. */
const compileRules = compileOnce((definitions: readonly IndicatorDefinition[]) => {
  const byUnit = new Map<string, UnitRules[]>();
  for (const [index, definition] of definitions.entries()) {
    const rules = definition.rules
      .map((rule) => compileRule(definition, rule))
      .sort((left, right) => (right.rule.priority ?? 1) - (left.rule.priority ?? 1));
    for (const unit of new Set(rules.flatMap(({ units }) => [...units]))) {
      const own = rules.filter(({ units }) => units.has(unit));
      const anyCue = anyOf(own.map(({ rule }) => rule.cue));
      const series = own.some(({ rule }) => rule.series);
      byUnit.set(unit, [
        ...(byUnit.get(unit) ?? []),
        { definition: index, required: requiredByOne(own), anyCue, series, rules: own },
      ]);
    }
  }
  return byUnit;
});

/** For each definition the figures it takes, in text order, each with the first of its rules that takes it. */
export function matchRules(
  definitions: readonly IndicatorDefinition[],
  contexts: readonly FigureContext[],
): RuleMatch[][] {
  const byUnit = compileRules(definitions);
  const matches: RuleMatch[][] = definitions.map(() => []);
  for (const context of contexts) {
    clauseCharacters.read(context.clause);
    for (const { definition, required, anyCue, series, rules } of byUnit.get(context.quantity.unit) ?? []) {
      const cued = clauseCharacters.holdOne(required) && anyCue.test(context.clause);
      if (!cued && !(series && context.lead)) continue;
      const found = rules.find((candidate) => takes(candidate, context) || goesOn(candidate, context));
      if (found) matches[definition]?.push({ context, rule: found.rule, priority: found.rule.priority ?? 1 });
    }
  }
  return matches;
}

/** Whether the figure is a further item of a list whose head the rule takes: 违法占地5起 after 查处盗伐林木2起. */
function goesOn(candidate: CompiledRule, { lead, quantity, clause }: FigureContext): boolean {
  if (!candidate.rule.series || !lead || lead.quantity.unit !== quantity.unit) return false;
  return lead.quantity.status === quantity.status && !candidate.not?.test(clause) && takes(candidate, lead);
}

function takes(candidate: CompiledRule, context: FigureContext): boolean {
  const { quantity, clause, topic } = context;
  if (!candidate.statuses.has(quantity.status)) return false;
  if (!candidate.cue.test(clause) || candidate.not?.test(clause) || isChange(context)) return false;
  if (candidate.sentence && !candidate.sentence.test(sentenceOf(context)) && !candidate.sentence.test(topic))
    return false;
  if (candidate.notSentence?.test(sentenceOf(context))) return false;
  return candidate.topic?.test(topic) ?? true;
}

function compileRule(definition: IndicatorDefinition, rule: IndicatorRule): CompiledRule {
  return {
    rule,
    units: new Set(rule.units ?? definition.units),
    statuses: new Set<QuantityStatus>(['reported', ...(rule.statuses ?? [])]),
    cue: new RegExp(rule.cue),
    required: requiredCharacters(rule.cue),
    not: optional(rule.not),
    sentence: optional(rule.sentence),
    notSentence: optional(rule.notSentence),
    topic: optional(rule.topic),
  };
}

/** What a clause holds one of for any of the rules. */
function requiredByOne(rules: readonly CompiledRule[]): readonly number[] | null {
  const all = new Set<number>();
  for (const { required } of rules) {
    if (required === null) return null;
    for (const code of required) all.add(code);
  }
  return [...all];
}

function optional(pattern: string | undefined): RegExp | null {
  return pattern === undefined ? null : new RegExp(pattern);
}
