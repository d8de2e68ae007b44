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
        zh: `写了不足，没有写明${zh}：请补写为什么会有这些不足。`,
        en: 'The report names shortcomings but not their causes: add why they arose.',
      },
      spans,
      basis,
    };
  if (part.state === 'mention')
    return {
      code: 'part-only-mentioned',
      severity: 'warning',
      message: {
        zh: `“${zh}”只是被提到：请写明具体内容。`,
        en: `“${en}” is only mentioned: say what exactly.`,
      },
      spans,
      basis,
    };
  return {
    code: 'part-missing',
    severity: 'error',
    message: { zh: `缺少必备内容“${zh}”：请补写。`, en: `Mandatory part missing: “${en}”. Add it.` },
    spans,
    basis,
  };
}
