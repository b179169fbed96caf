export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** Splits a stream of server-sent events. Returns the complete events and the rest of the text. */
export function splitEvents(text: string): { readonly events: readonly ServerEvent[]; readonly rest: string } {
  const blocks = text.split('\n\n');
  const rest = blocks.pop() ?? '';
  return { events: blocks.flatMap((block) => readEvent(block) ?? []), rest };
}

/** Returns undefined for a comment, such as a heartbeat. */
function readEvent(block: string): ServerEvent | undefined {
  const fields = new Map(
    block
      .split('\n')
      .filter((line) => !line.startsWith(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]),
  );
  const data = fields.get('data');
  return data === undefined ? undefined : { event: fields.get('event') ?? 'message', data };
}
