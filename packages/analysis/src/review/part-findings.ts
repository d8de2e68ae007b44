import type { Finding, ReviewedPart } from '@nianbao/contracts';
import { flatMap } from '../patterns/flat-map.ts';
import type { PartDefinition } from '../profiles/profile.ts';

/** Missing and merely named parts. Absence of a part that is not mandatory on its own (causes) is only a hint. */
export function partFindings(parts: ReviewedPart[], definitions: PartDefinition[]): Finding[] {
  return flatMap(definitions, (definition) => {
    const part = parts.find((one) => one.key === definition.key);
    if (!part || part.state === 'section' || part.state === 'inline') return [];
    // No causes of problems that are not told: one finding is enough.
    const dependsOn = definition.within[0];
    const host = parts.find((one) => one.key === dependsOn);
    if (!definition.mandatory && host && (host.state === 'absent' || host.state === 'mention')) return [];
    return [toFinding(definition, part)];
  });
}

function toFinding(definition: PartDefinition, part: ReviewedPart): Finding {
  const { zh, en } = definition.label;
  const spans = part.evidence ? [part.evidence] : [];
  const basis: Finding['basis'] = {
    kind: 'law',
    reference: `${definition.basis.zh} / ${definition.basis.en}`,
  };
  if (!definition.mandatory)
    return {
      code: 'causes-missing',
      severity: 'info',
      message: {
        zh: `写了不足，没有写明${zh}。`,
        en: `Shortcomings are told, their causes are not (${en}).`,
      },
      spans,
      basis,
    };
  if (part.state === 'mention')
    return {
      code: 'part-only-mentioned',
      severity: 'warning',
      message: {
        zh: `“${zh}”只被提到，没有实际内容。`,
        en: `“${en}”: the words occur, nothing is reported under them.`,
      },
      spans,
      basis,
    };
  return {
    code: 'part-missing',
    severity: 'error',
    message: { zh: `缺少必备内容：${zh}。`, en: `Mandatory part missing: ${en}.` },
    spans,
    basis,
  };
}
