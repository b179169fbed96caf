import { render } from 'preact';
import { Panel } from './panel.tsx';

/** Shows the panel of a program in an element. Returns a function that removes it. */
export function openPanel(host: HTMLElement, code: string, onClose: () => void): () => void {
  render(<Panel code={code} onClose={onClose} />, host);
  return () => render(null, host);
}
