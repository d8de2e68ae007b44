import type { ChangeKind, FindingCode } from '@nianbao/contracts';
import { findingNames } from '@nianbao/contracts/finding-names';
import { useConfig, useLocal } from '../settings.tsx';

/** What the key of a change is called: the indicator, the part, the finding or the error; of the rest the key itself. */
export function useKeyName(): (kind: ChangeKind, key: string) => string {
  const local = useLocal();
  const { indicators, parts, errors } = useConfig();
  return (kind, key) => {
    if (kind === 'finding') return key in findingNames ? local(findingNames[key as FindingCode]) : key;
    const list = kind === 'indicator' ? indicators : kind === 'part' ? parts : [];
    const label = list.find((each) => each.key === key)?.label ?? errors[key]?.message;
    return label ? local(label) : key;
  };
}
