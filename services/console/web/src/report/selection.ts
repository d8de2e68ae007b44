/** What is chosen in the text or in a list beside it. */
export interface Selection {
  kind: 'heading' | 'figure' | 'part' | 'finding' | 'related' | 'place';
  id: string;
}

/** The element in the text that shows a selection first. */
export function scrollToMark({ kind, id }: Selection): void {
  const mark = document.querySelector(`[data-${kind}="${CSS.escape(id)}"]`);
  mark?.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export const isChosen = (chosen: Selection | null, kind: string, id: string) =>
  chosen?.kind === kind && chosen.id === id;
