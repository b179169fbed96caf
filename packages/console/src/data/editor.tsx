import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Loading } from '../ui/index.ts';
import type { CodeEditor } from './code-editor.ts';

export interface EditorProps {
  readonly text: Signal<string>;
  /** Where the last error is, from 1. */
  readonly errorAt: number | undefined;
  readonly errorText: string;
  readonly onRun: () => void;
}

/** An SQL editor, which is loaded when it is first shown. */
export function Editor({ text, errorAt, errorText, onRun }: EditorProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const editor = useSignal<CodeEditor | undefined>(undefined);
  const run = useRef(onRun);
  run.current = onRun;
  useEffect(() => {
    let isGone = false;
    void import('./code-editor.ts').then(({ createCodeEditor }) => {
      if (isGone || !host.current) return;
      editor.value = createCodeEditor(host.current, {
        text: text.peek(),
        onChange: (changed) => {
          text.value = changed;
        },
        onRun: () => run.current(),
      });
    });
    return () => {
      isGone = true;
      editor.peek()?.destroy();
    };
  }, []);
  useEffect(() => {
    editor.value?.markError(errorAt, errorText);
  }, [editor.value, errorAt, errorText]);
  return (
    <>
      {!editor.value && <Loading what="the editor" />}
      <div class="editor" ref={host} />
    </>
  );
}
