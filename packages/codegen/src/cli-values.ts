import { InvalidArgumentError } from 'commander';

/** Names separated by commas, added to those of the same flag before. */
export function names(text: string, previous: readonly string[] = []): string[] {
  const added = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (added.length === 0) throw new InvalidArgumentError('Pass at least one name.');
  return [...previous, ...added];
}

/** For a flag that takes one value: a second one is refused, as one of them would be ignored. */
export function once(): (text: string) => string {
  let first: string | undefined;
  return (text) => {
    if (text.trim() === '') throw new InvalidArgumentError('It is empty.');
    if (first !== undefined && text !== first)
      throw new InvalidArgumentError(`It is given twice, first as '${first}'.`);
    first = text;
    return text;
  };
}
