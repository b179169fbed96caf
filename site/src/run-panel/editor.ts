import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

export interface Editor {
  text(): string;
  destroy(): void;
}

export interface EditorOptions {
  readonly text: string;
  /** Called on Ctrl+Enter, or Command+Enter on a Mac. */
  readonly onRun: () => void;
}

const HIGHLIGHTS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--vp-c-brand-1)' },
  { tag: tags.string, color: 'var(--site-code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--site-code-number)' },
  { tag: tags.comment, color: 'var(--vp-c-text-3)', fontStyle: 'italic' },
]);

const THEME = EditorView.theme({
  '&': { color: 'var(--vp-c-text-1)', fontSize: '14px', backgroundColor: 'var(--vp-code-block-bg)' },
  '&.cm-focused': { outline: '2px solid var(--vp-c-brand-1)' },
  '.cm-scroller': { fontFamily: 'var(--vp-font-family-mono)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--vp-c-text-1)', padding: '12px 0' },
  '.cm-gutters': { backgroundColor: 'transparent', border: '0', color: 'var(--vp-c-text-3)' },
  '.cm-cursor': { borderLeftColor: 'var(--vp-c-text-1)' },
});

/** Creates an editor for TypeScript. Tab is not bound, so that the keyboard can leave it. */
export function createEditor(parent: HTMLElement, { text, onRun }: EditorOptions): Editor {
  const run = (): boolean => {
    onRun();
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        javascript({ typescript: true }),
        syntaxHighlighting(HIGHLIGHTS),
        keymap.of([{ key: 'Mod-Enter', run }, ...defaultKeymap, ...historyKeymap]),
        // Nothing scrolls within the editor, so everything in it can be reached with the keyboard.
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'Program' }),
        THEME,
      ],
    }),
  });
  return { text: () => view.state.doc.toString(), destroy: () => view.destroy() };
}
