const fullWidth = /[\uFF05\uFF0B\uFF0D-\uFF19\uFF1A\uFF21-\uFF3A\uFF41-\uFF5A\uFF5E\u3000\u00A0]/g;

/**
 * Full-width digits, letters and ％ ＋ － ． ／ ： ～ made half-width, one code unit for one, so that offsets stay valid.
 * Brackets, commas and full stops keep their width: they tell sentence punctuation from a thousands comma.
 */
export function foldWidth(text: string): string {
  return text.replace(fullWidth, (character) =>
    character === '\u3000' || character === '\u00A0'
      ? ' '
      : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
}
