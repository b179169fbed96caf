import type { LoggedRequest } from '@neon-api/emulator';
import { CONSOLE_HEADER } from '../api/index.ts';

/** Headers that a copied command omits: each connection sets its own, and the key comes from the environment. */
const LEFT_OUT = new Set([
  ...['host', 'connection', 'content-length', 'authorization', 'accept', 'accept-encoding', 'accept-language'],
  ...['user-agent', 'origin', 'referer', 'content-type', 'pragma', 'cache-control', 'priority', CONSOLE_HEADER],
]);

/** Returns a shell command that sends the request again, with the key from `NEON_API_KEY`. */
export function copyAsCurl({ method, path, headers, body }: LoggedRequest, origin: string): string {
  const kept = Object.entries(headers).filter(([name]) => !LEFT_OUT.has(name) && !name.startsWith('sec-'));
  const parts = [
    `curl -X ${method} ${quote(origin + path)}`,
    '-H "Authorization: Bearer $NEON_API_KEY"',
    ...kept.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(body === undefined ? [] : [`-H 'Content-Type: application/json'`, `--data ${quote(JSON.stringify(body))}`]),
  ];
  return parts.join(' \\\n  ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Returns a program that makes the same call with our client; undefined if no operation was found. */
export function copyAsTypeScript(request: LoggedRequest): string | undefined {
  const { operationId, route, path, body } = request;
  if (operationId === undefined || route === undefined) return undefined;
  const params = { ...pathParams(route, path), ...queryParams(path), ...(body === undefined ? {} : { body }) };
  const given = Object.keys(params).length === 0 ? '' : `, ${toSource(params)}`;
  return [
    "import { createNeonClient } from '@neon-api/client';",
    `import { ${operationId} } from '@neon-api/client/operations';`,
    '',
    'const neon = createNeonClient(); // reads NEON_API_KEY and NEON_API_BASE_URL',
    `const result = await ${operationId}(neon${given});`,
    '',
  ].join('\n');
}

const API_BASE_PATH = '/api/v2';

function pathParams(route: string, path: string): Record<string, string> {
  const [pathname = ''] = path.split('?');
  const values = pathname.slice(API_BASE_PATH.length).split('/');
  return Object.fromEntries(
    route.split('/').flatMap((part, index) => {
      const [, name] = /^\{(\w+)\}$/.exec(part) ?? [];
      return name === undefined ? [] : [[name, decodeURIComponent(values[index] ?? '')]];
    }),
  );
}

function queryParams(path: string): Record<string, unknown> {
  const [, query = ''] = path.split('?');
  return Object.fromEntries([...new URLSearchParams(query)].map(([name, value]) => [name, readValue(value)]));
}

/** The operation functions take numbers and booleans as such. */
function readValue(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

/** Formats a JSON value as TypeScript. */
function toSource(value: unknown, indent = ''): string {
  if (typeof value === 'string')
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[${value.map((item) => toSource(item, indent)).join(', ')}]`;
  const fields = Object.entries(value).map(
    ([name, item]) => `${inner}${propertyName(name)}: ${toSource(item, inner)},\n`,
  );
  return fields.length === 0 ? '{}' : `{\n${fields.join('')}${indent}}`;
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : toSource(name);
}
