import { type ConsoleConfig, nearestWords } from '@nianbao/contracts';
import { problem } from '@nianbao/service-kit/http';

type Labels = Pick<ConsoleConfig, 'indicators' | 'parts' | 'profiles'>;

const listOf = { indicator: 'indicators', missing: 'parts', profile: 'profiles' } as const;

/** Throws BAD_REQUEST for an indicator, part or genre that no genre of this installation has, with those that are most like it. */
export function refuseUnknownWords(
  labels: Labels,
  filter: { indicator?: string | undefined; missing?: string | undefined; profile?: string | undefined },
): void {
  for (const [field, list] of Object.entries(listOf)) {
    const word = filter[field as keyof typeof listOf];
    const known = labels[list].map(({ key, label }) => ({ key, label, names: [label.zh, label.en] }));
    if (word === undefined || word === '' || known.some(({ key }) => key === word)) continue;
    const near = nearestWords(word, known);
    const named = (language: 'zh' | 'en') =>
      near.map(({ key, label }) => `${key} (${label[language]})`).join(', ') || '—';
    throw problem('BAD_REQUEST', {
      zh: `${field}：没有“${word}”。最接近的：${named('zh')}。全部见 GET /api/config 的 ${list}`,
      en: `${field}: there is no "${word}". Nearest: ${named('en')}. All of them: ${list} of GET /api/config`,
    });
  }
}
