import { splitSoftBreaks } from '../../blocks/split-soft-breaks.ts';
import type { BlockTraits } from '../../blocks/text-builder.ts';
import type { BodyState, ParagraphFrame } from './body-state.ts';

const bodyTextLevel = 9;

/** Ends the innermost paragraph: its number, its soft breaks, the text boxes anchored in it. */
export function closeParagraph(state: BodyState): void {
  const frame = state.paragraphs.pop();
  const story = state.stories.at(-1);
  if (frame === undefined || story === undefined) return;
  // A field code never ends its paragraph open, unless the file is broken: it must not swallow the rest.
  state.fields = state.fields.filter(({ part }) => part === 'result');
  story.blocks.push(...frame.boxesBefore);
  if (frame.markRemoved) story.carry += frame.text;
  else {
    const text = story.carry + frame.text;
    story.carry = '';
    const label = state.context.numberer.label(frame);
    const traits = describe(frame, state);
    for (const content of splitSoftBreaks(label === '' ? text : label + text.trimStart())) {
      if (content.trim() !== '') story.blocks.push({ content, traits });
    }
  }
  story.blocks.push(...frame.boxesAfter);
}

function describe(frame: ParagraphFrame, { context }: BodyState): BlockTraits {
  const chain = context.styles.chain(frame.styleId);
  const alignment = frame.alignment ?? chain.find((style) => style.alignment !== undefined)?.alignment;
  const style = styleName(frame, context);
  return {
    kind: 'paragraph',
    ...(style === undefined ? {} : { style }),
    ...(alignment === 'center' ? { centred: true } : {}),
  };
}

function styleName(frame: ParagraphFrame, { styles }: BodyState['context']): string | undefined {
  if (frame.outlineLevel !== undefined && frame.outlineLevel < bodyTextLevel)
    return `outline-${frame.outlineLevel + 1}`;
  const style = frame.styleId === undefined ? undefined : styles.get(frame.styleId);
  return style === undefined || style.isDefaultParagraph ? undefined : style.name;
}
