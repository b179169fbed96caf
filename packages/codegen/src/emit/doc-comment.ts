/** Writes a JSDoc comment from the non-empty paragraphs. Their text cannot end the comment early. */
export function docComment(paragraphs: readonly (string | undefined)[]): string {
  const lines = paragraphs
    .map((paragraph) => paragraph?.trim() ?? '')
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')
    .replaceAll('*/', '*\\/')
    .split(/\r\n|[\n\r\u2028\u2029]/);
  const [first] = lines;
  if (lines.length === 1) return `/** ${first} */`;
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n');
}

/** Returns the `@deprecated` line of an operation, with the sunset date or the reason if known. */
export function deprecation(object: {
  readonly deprecated?: boolean;
  readonly 'x-sunset'?: string;
  readonly 'x-absent-from'?: string;
}): string | undefined {
  if (object.deprecated !== true) return undefined;
  const { 'x-sunset': sunset, 'x-absent-from': absentFrom } = object;
  const reasons = [
    sunset && `Ends on ${sunset}.`,
    absentFrom && `${absentFrom}, which describes a newer version of the API, does not have it.`,
  ];
  return ['@deprecated', ...reasons.filter((reason) => reason !== undefined)].join(' ');
}

/** Returns the line with an operation's stability, if the document gives it. */
export function stability(object: { readonly 'x-stability-level'?: string }): string | undefined {
  const level = object['x-stability-level'];
  return level === undefined ? undefined : `Stability: ${level}.`;
}
