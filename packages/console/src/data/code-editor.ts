import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { PostgreSQL, sql } from '@codemirror/lang-sql';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { wordAt } from './run-on.ts';

export interface CodeEditor {
  /** Marks the word at a position, from 1; undefined removes the mark. */
  markError(position: number | undefined, message: string): void;
  destroy(): void;
}

export interface CodeEditorOptions {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onRun: () => void;
}

/** Colors come from the custom properties of the page, which also reach into the shadow root. */
const HIGHLIGHTS = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--accent)', fontWeight: '560' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--warn)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--muted)', fontStyle: 'italic' },
]);

const THEME = EditorView.theme({
  '&': { color: 'var(--text)', fontSize: '13px', height: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--text)', padding: '10px 0' },
  '.cm-gutters': { backgroundColor: 'transparent', border: '0', color: 'var(--muted)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', border: '1px solid var(--line-strong)', color: 'var(--text)' },
});

/**
 * Creates the editor in a shadow root: there its styles are constructed style sheets, which the content security policy
 * allows, instead of inline ones.
 */
export function createCodeEditor(host: HTMLElement, { text, onChange, onRun }: CodeEditorOptions): CodeEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const runKey = {
    key: 'Mod-Enter',
    run: () => {
      onRun();
      return true;
    },
  };
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        lintGutter(),
        sql({ dialect: PostgreSQL }),
        syntaxHighlighting(HIGHLIGHTS),
        // Tab is not bound, so that the keyboard can leave the editor.
        keymap.of([runKey, ...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': 'SQL statement' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
        THEME,
      ],
    }),
  });
  return {
    markError(position, message) {
      const errors: Diagnostic[] =
        position === undefined ? [] : [{ ...wordAt(view.state.doc.toString(), position), severity: 'error', message }];
      view.dispatch(setDiagnostics(view.state, errors));
    },
    destroy: () => view.destroy(),
  };
}
