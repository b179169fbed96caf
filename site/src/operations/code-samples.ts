import type { Contract, Operation } from './contract.ts';
import { Expression } from './example-tables.ts';
import { exampleBody, exampleParameters } from './example-value.ts';

/** A request of an operation with example values. */
export interface CodeSamples {
  readonly typescript: string;
  readonly curl: string;
}

const SERVER = 'https://console.neon.tech/api/v2';

export function codeSamples(contract: Contract, operation: Operation): CodeSamples {
  const parameters = exampleParameters(contract, operation);
  const body = exampleBody(contract, operation);
  return {
    typescript: typescriptOf(operation, { ...parameters, ...(body === undefined ? {} : { body }) }),
    curl: curlOf(operation, parameters, body),
  };
}

function typescriptOf({ operationId, responses }: Operation, params: Readonly<Record<string, unknown>>): string {
  const args = Object.keys(params).length === 0 ? '' : `, ${formatLiteral(params)}`;
  const call = `await ${operationId}(neon${args});`;
  const hasBody = [...responses].some(([status, response]) => status.startsWith('2') && response.content);
  return [
    "import { createNeonClient } from '@neon-api/client';",
    `import { ${operationId} } from '@neon-api/client/operations';`,
    '',
    'const neon = createNeonClient(); // reads NEON_API_KEY, NEON_ORG_ID and NEON_API_BASE_URL',
    hasBody ? `const response = ${call}` : call,
    ...(hasBody ? ['console.log(response);'] : []),
  ].join('\n');
}

/** Formats a value as the formatter of this repository does: on one line if it is short, else a field on each line. */
function formatLiteral(value: unknown, indent = ''): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (value instanceof Expression) return value.typescript;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const items = Array.isArray(value)
    ? value.map((item) => formatLiteral(item, inner))
    : Object.entries(value).map(
        ([key, item]) => `${/^[\w$]+$/.test(key) ? key : `'${key}'`}: ${formatLiteral(item, inner)}`,
      );
  if (items.length === 0) return `${open}${close}`;
  const padding = Array.isArray(value) ? '' : ' ';
  const line = `${open}${padding}${items.join(', ')}${padding}${close}`;
  if (!line.includes('\n') && indent.length + line.length <= 72) return line;
  return `${open}\n${items.map((item) => `${inner}${item},\n`).join('')}${indent}${close}`;
}

function curlOf(
  { method, path, parameters }: Operation,
  values: Readonly<Record<string, unknown>>,
  body: unknown,
): string {
  const route = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const query = new URLSearchParams(
    parameters
      .filter((one) => one.in === 'query' && one.name in values)
      .map(({ name }) => [name, String(values[name])]),
  ).toString();
  const url = `${SERVER}${route}${query && `?${query}`}`;
  const flags = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${url}'`,
    `-H "Authorization: Bearer $NEON_API_KEY"`,
    ...bodyFlags(body),
  ];
  return flags.join(' \\\n  ');
}

function bodyFlags(body: unknown): string[] {
  if (body === undefined) return [];
  const fields = Object.entries(body as object);
  if (fields.some(([, value]) => value instanceof Expression)) {
    return fields.map(([name, value]) => `-F '${name}=${value instanceof Expression ? value.curl : value}'`);
  }
  return ["-H 'Content-Type: application/json'", `-d '${quote(JSON.stringify(body, undefined, 2))}'`];
}

/** Escapes a text for single quotes of a shell. */
function quote(text: string): string {
  return text.replaceAll("'", String.raw`'\''`);
}
