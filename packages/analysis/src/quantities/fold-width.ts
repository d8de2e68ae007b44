import { characterFolding, halfWidth } from '../patterns/character-folding.ts';
import { simplified } from '../patterns/simplified.ts';

/**
 * Full-width digits, letters and ％ ＋ － ． ／ ： ～ made half-width and traditional characters simplified, one code unit for
 * one, so that offsets stay valid.
 * Brackets, commas and full stops keep their width: they tell sentence punctuation from a thousands comma.
 */
export const foldWidth = characterFolding([
  ...simplified(),
  ...halfWidth('％', '％'),
  ...halfWidth('＋', '＋'),
  ...halfWidth('－', '９'),
  ...halfWidth('：', '：'),
  ...halfWidth('Ａ', 'Ｚ'),
  ...halfWidth('ａ', 'ｚ'),
  ...halfWidth('～', '～'),
  ['\u3000', ' '],
  ['\u00A0', ' '],
]);
