import type { ReportResult } from '@nianbao/contracts';
import { type KeyboardEvent, memo, useMemo } from 'react';
import { cutText, flatten, type Line, type Mark, type Piece } from './mark-text.ts';
import { isChosen, type Selection } from './selection.ts';

interface Props {
  text: string;
  report: ReportResult;
  marks: readonly Mark[];
  chosen: Selection | null;
  onChoose(selection: Selection): void;
}

/** The canonical text with all that was read in it. Figures are buttons to the keyboard and to screen readers. */
export function ReportText({ text, report, marks, chosen, onChoose }: Props) {
  const indicated = useMemo(
    () => new Set(report.indicators.flatMap(({ quantityIds }) => quantityIds)),
    [report],
  );
  const lines = useMemo(() => {
    const levels = new Map(
      flatten(report.outline.sections)
        .filter(({ number, title }) => number !== null || title !== '')
        .map(({ start, level }) => [start, level]),
    );
    return cutText(text, marks, levels);
  }, [text, report, marks]);
  return (
    <article className="report-text" lang="zh">
      {lines.map((line) => (
        <TextLine
          key={line.start}
          line={line}
          indicated={indicated}
          chosen={touches(line, chosen) ? chosen : null}
          onChoose={onChoose}
        />
      ))}
    </article>
  );
}

const TextLine = memo(function TextLine({
  line,
  ...rest
}: {
  line: Line;
  indicated: ReadonlySet<string>;
  chosen: Selection | null;
  onChoose(selection: Selection): void;
}) {
  if (line.pieces.length === 0) return <br />;
  const heading = line.pieces[0]?.marks.some(({ kind }) => kind === 'heading');
  return (
    <p className={heading ? `line-heading level-${Math.min(line.level, 4)}` : undefined}>
      {line.pieces.map((piece) => (
        <TextPiece key={piece.start} piece={piece} {...rest} />
      ))}
    </p>
  );
});

function TextPiece({
  piece,
  indicated,
  chosen,
  onChoose,
}: {
  piece: Piece;
  indicated: ReadonlySet<string>;
  chosen: Selection | null;
  onChoose(selection: Selection): void;
}) {
  if (piece.marks.length === 0) return piece.text;
  const figure = piece.marks.find(({ kind }) => kind === 'figure');
  // The narrowest meaning wins the click.
  const main =
    figure ??
    piece.marks.find(({ kind }) => kind === 'finding') ??
    piece.marks.find(({ kind }) => kind === 'related') ??
    piece.marks.find(({ kind }) => kind === 'part') ??
    piece.marks.find(({ kind }) => kind === 'heading');
  const classes = piece.marks.map(({ kind, id }) => [
    `mark-${kind}`,
    kind === 'figure' && indicated.has(id) ? 'mark-indicator' : '',
    kind !== 'noise' && isChosen(chosen, kind, id) ? 'mark-chosen' : '',
  ]);
  const ids = Object.fromEntries(piece.marks.map(({ kind, id }) => [`data-${kind}`, id]));
  const choose = () => main && main.kind !== 'noise' && onChoose({ kind: main.kind, id: main.id });
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    choose();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: figures carry the role and keys of a button; other marks have their lists
    <span
      className={classes.flat().join(' ')}
      onClick={choose}
      onKeyDown={figure && press}
      {...ids}
      {...(figure && {
        role: 'button',
        tabIndex: 0,
        'aria-pressed': isChosen(chosen, 'figure', figure.id),
      })}
    >
      {piece.text}
    </span>
  );
}

function touches({ pieces }: Line, chosen: Selection | null): boolean {
  return pieces.some(({ marks }) =>
    marks.some(({ kind, id }) => kind !== 'noise' && isChosen(chosen, kind, id)),
  );
}
