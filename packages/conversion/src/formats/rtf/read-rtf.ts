import { PermanentError } from '@nianbao/contracts';
import type { EmittedBlock } from '../../blocks/emitted-block.ts';
import { countFurniture } from '../../count-furniture.ts';
import type { LossLedger } from '../../loss-ledger.ts';
import { applyWord } from './apply-word.ts';
import { closeRtfParagraph, closeRtfTable } from './close-rtf-paragraph.ts';
import { decodeBytes } from './decode-bytes.ts';
import { type RtfToken, readTokens } from './read-tokens.ts';
import { createRtfState, currentStory, type RtfState } from './rtf-state.ts';
import words from './rtf-words.json' with { type: 'json' };

const characters: Record<string, string> = words.characters;
const symbols: Record<string, string> = words.symbols;
const asideLength = 200;

/** The blocks of an RTF file, tracked changes accepted, as a word processor shows it. Throws RTF_CORRUPT, TOO_DEEP. */
export function readRtf(bytes: Uint8Array, losses: LossLedger, maxDepth: number): EmittedBlock[] {
  const state = createRtfState(losses);
  let hasEnded = false;
  for (const token of readTokens(bytes)) {
    readToken(state, token, maxDepth);
    hasEnded = token.kind === 'close' && state.groups.length === 0;
    if (hasEnded) break;
  }
  if (!hasEnded) throw new PermanentError('RTF_CORRUPT', 'the file is cut off: a group is not closed');
  closeRtfParagraph(state);
  closeRtfTable(state);
  return currentStory(state).blocks;
}

function readToken(state: RtfState, token: RtfToken, maxDepth: number): void {
  if (token.kind === 'byte') {
    state.group.begun = true;
    if (state.skip > 0) state.skip -= 1;
    else if (state.group.destination !== 'skipped') state.bytes.push(token.value);
    return;
  }
  if (token.kind === 'word' && token.name === 'u') {
    flushBytes(state);
    state.group.begun = true;
    addText(state, String.fromCharCode((token.value ?? 0) & 0xffff));
    state.skip = state.group.fallback;
    return;
  }
  if (state.skip > 0 && token.kind !== 'open' && token.kind !== 'close') {
    state.skip -= 1;
    return;
  }
  flushBytes(state);
  state.skip = 0;
  if (token.kind === 'open') openGroup(state, maxDepth);
  else if (token.kind === 'close') closeGroup(state);
  else if (token.kind === 'symbol') readSymbol(state, token.name);
  else if (Object.hasOwn(characters, token.name)) addText(state, characters[token.name] ?? '');
  else applyWord(state, token.name, token.value);
}

function openGroup(state: RtfState, maxDepth: number): void {
  state.groups.push(state.group);
  if (state.groups.length > maxDepth)
    throw new PermanentError('TOO_DEEP', `more than ${maxDepth} nested groups`);
  state.group = { ...state.group, starred: false, begun: false, opensBox: false };
}

function closeGroup(state: RtfState): void {
  const { group } = state;
  const outer = state.groups.pop();
  if (group.opensBox) closeTextBox(state);
  state.group = outer ?? group;
  const { destination } = group;
  if (typeof destination !== 'object' || typeof outer?.destination === 'object') return;
  if (destination.loss === 'header' || destination.loss === 'footer')
    countFurniture(state.losses, destination.loss, state.aside);
  else state.losses.add(destination.loss, state.aside);
}

/** A box is read before its paragraph when it is anchored at the paragraph's start, else after what is read so far. */
function closeTextBox(state: RtfState): void {
  closeRtfParagraph(state);
  closeRtfTable(state);
  const box = state.stories.pop();
  const blocks = (box?.blocks ?? []).map(({ content, traits }) => ({
    content: content.replaceAll('\t', ' '),
    traits: { ...traits, kind: 'text-box' as const },
  }));
  currentStory(state).blocks.push(...blocks);
}

function readSymbol(state: RtfState, name: string): void {
  if (name === '*') state.group.starred = true;
  else if (name === '\n' || name === '\r') applyWord(state, 'par', undefined);
  else if (name === '{' || name === '}' || name === '\\') addText(state, name);
  else addText(state, symbols[name] ?? '');
}

function flushBytes(state: RtfState): void {
  if (state.bytes.length === 0) return;
  addText(state, decodeBytes(state.bytes.splice(0), state.group.font, state.encodings));
}

function addText(state: RtfState, content: string): void {
  const { group } = state;
  const { destination } = group;
  if (destination === 'skipped' || destination === 'fonts' || content === '') return;
  if (destination === 'styles') nameStyle(state, content);
  else if (typeof destination === 'object') state.aside = (state.aside + content).slice(0, asideLength);
  else if (group.hidden || group.deleted) {
    const kind = group.deleted ? 'tracked-deletion' : 'hidden-text';
    if (state.leftOut !== kind) state.losses.add(kind, content);
    state.leftOut = kind;
  } else {
    state.leftOut = undefined;
    const story = currentStory(state);
    if (destination === 'label') story.label += content;
    else story.text += content;
  }
}

/** Each group of the style sheet is one style; its text is the name, closed by a semicolon. */
function nameStyle(state: RtfState, content: string): void {
  const { style } = state.group;
  state.styleNames.set(style, ((state.styleNames.get(style) ?? '') + content).replace(/;$/u, ''));
}
