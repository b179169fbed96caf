/** Ids of types whose values are not JSON strings. https://www.postgresql.org/docs/17/catalog-pg-type.html */
const BOOLEAN = 16;
const NUMBERS: ReadonlySet<number> = new Set([21, 23, 700, 701]);
const JSON_TYPES: ReadonlySet<number> = new Set([114, 3802]);

/** The element type of each array type whose elements are not JSON strings. */
const ELEMENTS: ReadonlyMap<number, number> = new Map([
  ...([
    [1000, BOOLEAN],
    [1005, 21],
    [1007, 23],
    [1021, 700],
    [1022, 701],
    [199, 114],
    [3807, 3802],
  ] as const),
]);

/** Array types with elements that are JSON strings: text, bigint, numeric, dates and times, network addresses, ranges. */
const TEXT_ARRAYS: ReadonlySet<number> = new Set([
  ...[1001, 1002, 1003, 1009, 1014, 1015, 1016, 1028, 1231, 2951, 143, 791, 1561, 1563, 1017],
  ...[1115, 1182, 1183, 1185, 1187, 1270],
  ...[651, 1040, 1041, 775],
  ...[3905, 3907, 3909, 3911, 3913, 3927],
]);

/**
 * Returns the JSON value for a value in Postgres text format, as Neon's proxy does: booleans, numbers of at most 4 bytes
 * or floating point, JSON and arrays are converted, all other types remain text.
 * https://github.com/neondatabase/neon/blob/main/proxy/src/serverless/json.rs
 */
export function jsonOf(text: string | null, typeId: number): unknown {
  if (text === null) return null;
  const element = ELEMENTS.get(typeId);
  if (element !== undefined || TEXT_ARRAYS.has(typeId)) return parseArray(text, element ?? 0);
  if (typeId === BOOLEAN) return text === 't';
  if (JSON_TYPES.has(typeId)) return JSON.parse(text);
  if (!NUMBERS.has(typeId)) return text;
  const number = Number(text);
  // JSON has no NaN and no infinity.
  return Number.isFinite(number) ? number : text;
}

/** Parses `{1,NULL,"a,b",{2}}`, with or without bounds such as `[0:1]=`. */
function parseArray(text: string, element: number): unknown[] {
  const body = text.slice(text.indexOf('{'));
  const tokens = body.matchAll(/([{}])|"((?:[^"\\]|\\.)*)"|([^{},"]+)/gs);
  const open: unknown[][] = [[]];
  for (const [, brace, quoted, bare] of tokens) {
    if (brace === '{') open.push([]);
    else {
      const value = brace === '}' ? open.pop() : jsonOf(elementText(quoted, bare), element);
      open.at(-1)?.push(value);
    }
  }
  return open[0]?.[0] as unknown[];
}

function elementText(quoted: string | undefined, bare: string | undefined): string | null {
  if (quoted !== undefined) return quoted.replaceAll(/\\(.)/gs, '$1');
  return bare === undefined || bare === 'NULL' ? null : bare;
}

/** Returns a parameter of a request in Postgres text format. The driver sends text; other clients may send JSON values. */
export function textOfParameter(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return `{${value.map(textOfElement).join(',')}}`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function textOfElement(value: unknown): string {
  if (Array.isArray(value)) return textOfParameter(value) ?? '';
  const text = textOfParameter(value);
  return text === null ? 'NULL' : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
