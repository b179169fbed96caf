import { isList, isObject, type Json } from '../json/index.ts';

const LINE_WIDTH = 120;

/** Returns JSON in which each value that is short enough is on one line. Ends with a newline. */
export function serialise(value: unknown): string {
  return `${render(value as Json, '', 0)}\n`;
}

function render(value: Json, indent: string, prefixLength: number): string {
  const flat = inline(value);
  if (typeof value !== 'object' || value === null || indent.length + prefixLength + flat.length < LINE_WIDTH)
    return flat;
  const inner = `${indent}  `;
  const lines = isList(value)
    ? value.map((item) => `${inner}${render(item, inner, 0)}`)
    : Object.entries(value).map(([key, child]) => {
        const label = `${JSON.stringify(key)}: `;
        return `${inner}${label}${render(child, inner, label.length)}`;
      });
  const [open, close] = isList(value) ? '[]' : '{}';
  return `${open}\n${lines.join(',\n')}\n${indent}${close}`;
}

function inline(value: Json): string {
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, child]) => `${JSON.stringify(key)}: ${inline(child)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}
