// Neither a role nor a password can hold an `@` or a `/` that is not encoded.
const HOST = /^(\w+:\/\/[^/?#]*@|\w+:\/\/)(ep-[a-z0-9-]+)(?=\.)/;
const OPTIONS = /([?&]options=endpoint(?:=|%3D))(ep-[a-z0-9-]+)(?=&|$)/i;

/**
 * The pooled URI for a direct one: `-pooler` follows the id of the endpoint, which is the first label of the host, or
 * the `endpoint` in `options`. Undefined when the URI names no endpoint.
 */
export function toPooledUri(direct: string): string | undefined {
  const place = [HOST, OPTIONS].find((pattern) => pattern.test(direct));
  const [, , id] = place?.exec(direct) ?? [];
  if (place === undefined || id === undefined || id.endsWith('-pooler')) return undefined;
  return direct.replace(place, '$1$2-pooler');
}
