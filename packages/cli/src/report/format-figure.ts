import type { Quantity } from '@nianbao/contracts';
import type { Io } from '../terminal/io.ts';

type Figure = Pick<Quantity, 'value' | 'unit'> & Partial<Pick<Quantity, 'upper' | 'approximation' | 'bound'>>;

// 余, 多: a little more than the number, not about as much.
const more = /[余多几来]/;

/** `1,200 件`, `3–5 次`, `至少 100%`, `1,000+ 份` for 1000余份. Any other approximation is shown by `≈`. */
export function formatFigure({ t, language }: Pick<Io, 't' | 'language'>, figure: Figure): string {
  const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });
  const range =
    figure.upper === undefined
      ? number.format(figure.value)
      : `${number.format(figure.value)}–${number.format(figure.upper)}`;
  const unit = figure.unit === '%' || figure.unit === '' ? figure.unit : ` ${figure.unit}`;
  const bound =
    figure.bound === undefined
      ? ''
      : `${figure.bound === 'min' ? t.report.atLeast : t.report.atMost}${language === 'zh' ? '' : ' '}`;
  const rough = figure.approximation ?? '';
  const about = rough === '' ? '' : '≈ ';
  return more.test(rough) ? `${bound}${range}+${unit}` : `${about}${bound}${range}${unit}`;
}
