import type { QuantityStatus } from '@nianbao/contracts';
import type { FigureContext } from './figure-context.ts';
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
  not: RegExp | null;
  sentence: RegExp | null;
  notSentence: RegExp | null;
  topic: RegExp | null;
}

const compiled = new WeakMap<IndicatorDefinition, CompiledRule[]>();

/** The first rule of the definition that takes each figure, for all figures it takes. */
export function matchRules(definition: IndicatorDefinition, contexts: readonly FigureContext[]): RuleMatch[] {
  const rules = compileRules(definition);
  return contexts.flatMap((context): RuleMatch[] => {
    const found = rules.find((candidate) => takes(candidate, context));
    return found ? [{ context, rule: found.rule, priority: found.rule.priority ?? 1 }] : [];
  });
}

function takes(candidate: CompiledRule, { quantity, clause, sentence, topic }: FigureContext): boolean {
  if (!candidate.units.has(quantity.unit) || !candidate.statuses.has(quantity.status)) return false;
  if (!candidate.cue.test(clause) || candidate.not?.test(clause)) return false;
  if (candidate.sentence && !candidate.sentence.test(sentence) && !candidate.sentence.test(topic))
    return false;
  if (candidate.notSentence?.test(sentence)) return false;
  return candidate.topic?.test(topic) ?? true;
}

function compileRules(definition: IndicatorDefinition): CompiledRule[] {
  const known = compiled.get(definition);
  if (known) return known;
  const rules = definition.rules
    .map((rule) => ({
      rule,
      units: new Set(rule.units ?? definition.units),
      statuses: new Set<QuantityStatus>(['reported', ...(rule.statuses ?? [])]),
      cue: new RegExp(rule.cue),
      not: optional(rule.not),
      sentence: optional(rule.sentence),
      notSentence: optional(rule.notSentence),
      topic: optional(rule.topic),
    }))
    .sort((left, right) => (right.rule.priority ?? 1) - (left.rule.priority ?? 1));
  compiled.set(definition, rules);
  return rules;
}

function optional(pattern: string | undefined): RegExp | null {
  return pattern === undefined ? null : new RegExp(pattern);
}
