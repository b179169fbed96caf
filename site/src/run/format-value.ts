const DEEPEST = 4;
const LONGEST_LINE = 72;

/** Formats the arguments of `console.log` much as Node does: texts as they are, objects with their fields. */
export function formatValues(values: readonly unknown[]): string {
  return values.map((value) => (typeof value === 'string' ? value : formatValue(value))).join(' ');
}

function formatValue(value: unknown, level = 0, seen: readonly unknown[] = []): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return value.toString();
  if (typeof value === 'function') return `[Function: ${value.name || 'anonymous'}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date) return value.toISOString();
  if (seen.includes(value)) return '[Circular]';
  if (level > DEEPEST) return Array.isArray(value) ? '[Array]' : '[Object]';
  const inner = (one: unknown): string => formatValue(one, level + 1, [...seen, value]);
  if (Array.isArray(value)) return wrap('[', value.map(inner), ']', level);
  const prefix = namedPrefix(value);
  if (value instanceof Map)
    return wrap(
      `${prefix}{`,
      [...value].map(([key, one]) => `${inner(key)} => ${inner(one)}`),
      '}',
      level,
    );
  if (value instanceof Set) return wrap(`${prefix}{`, [...value].map(inner), '}', level);
  const fields = Object.entries(value).map(
    ([key, one]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)}: ${inner(one)}`,
  );
  return wrap(`${prefix}{`, fields, '}', level);
}

function namedPrefix(value: object): string {
  const name = (Object.getPrototypeOf(value) as { readonly constructor?: { readonly name: string } } | null)
    ?.constructor?.name;
  return name === undefined || name === 'Object' ? '' : `${name} `;
}

function wrap(open: string, items: readonly string[], close: string, level: number): string {
  if (items.length === 0) return `${open}${close}`;
  const line = `${open} ${items.join(', ')} ${close}`;
  if (!line.includes('\n') && line.length + level * 2 <= LONGEST_LINE) return line;
  const indent = '  '.repeat(level + 1);
  return `${open}\n${items.map((item) => `${indent}${item}`).join(',\n')}\n${'  '.repeat(level)}${close}`;
}

function quote(text: string): string {
  return text.includes("'") ? JSON.stringify(text) : `'${text.replaceAll('\n', '\\n')}'`;
}
