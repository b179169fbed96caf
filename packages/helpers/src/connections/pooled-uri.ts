// Roles and passwords in a URI contain no unencoded `@` or `/`.
const HOST = /^(\w+:\/\/[^/?#]*@|\w+:\/\/)(ep-[a-z0-9-]+)(?=\.)/;
const OPTIONS = /([?&]options=endpoint(?:=|%3D))(ep-[a-z0-9-]+)(?=&|$)/i;

/**
 * Derives the pooled URI from a direct one: appends `-pooler` to the endpoint id, which is the first label of the host or
 * the `endpoint` in `options`. Returns undefined if the URI names no endpoint.
 */
export function toPooledUri(direct: string): string | undefined {
  const place = [HOST, OPTIONS].find((pattern) => pattern.test(direct));
  const [, , id] = place?.exec(direct) ?? [];
  if (place === undefined || id === undefined || id.endsWith('-pooler')) return undefined;
  return direct.replace(place, '$1$2-pooler');
}
