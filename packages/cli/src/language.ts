export type Language = 'zh' | 'en';

/** `--lang`, else the locale: any Chinese one is `zh`, all others `en`. Read before the command line is parsed, for `--help`. */
export function pickLanguage(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const asked = optionValue(argv, '--lang');
  if (asked === 'zh' || asked === 'en') return asked;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh/i.test(locale) ? 'zh' : 'en';
}

/** Whether a flag stands before a `--`. */
export function hasFlag(argv: readonly string[], flag: string): boolean {
  return beforeTerminator(argv).includes(flag);
}

function optionValue(argv: readonly string[], option: string): string | undefined {
  const words = beforeTerminator(argv);
  const at = words.findLastIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  return word === option ? words[at + 1] : word.slice(option.length + 1);
}

function beforeTerminator(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end === -1 ? argv : argv.slice(0, end);
}
