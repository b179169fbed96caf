import type { Json } from './document.ts';

const LINE_WIDTH = 120;

/** JSON with one fact a line where it fits: a value that is short enough stands on one line. Ends with a newline. */
export function serialise(value: unknown): string {
  return `${render(value as Json, '', 0)}\n`;
}

function render(value: Json, indent: string, prefixLength: number): string {
  const flat = inline(value);
  if (typeof value !== 'object' || value === null || indent.length + prefixLength + flat.length < LINE_WIDTH)
    return flat;
  const inner = `${indent}  `;
  const lines = Array.isArray(value)
    ? value.map((item) => `${inner}${render(item, inner, 0)}`)
    : Object.entries(value).map(([key, child]) => {
        const label = `${JSON.stringify(key)}: `;
        return `${inner}${label}${render(child as Json, inner, label.length)}`;
      });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function inline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${inline(child as Json)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
