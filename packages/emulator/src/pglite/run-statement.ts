import {
  copyRefusal,
  type createResultMeter,
  type SqlField,
  type Statement,
  type TextResult,
  textOfParameter,
} from '../sql-over-http/index.ts';
import type { PgliteInstance } from './pglite-instance.ts';
import { encodeStatement } from './statement-messages.ts';

/** Thrown when an instance no longer answers. */
export class PgliteCrash extends Error {
  override readonly name: string = 'PgliteCrash';
  readonly severity = 'FATAL';
  /** Postgres: crash_shutdown. */
  readonly code = '57P02';
}

/** Runs one statement with the extended protocol. @throws the error of Postgres, or PgliteCrash */
export async function runStatement(
  instance: PgliteInstance,
  { query, params }: Statement,
  measure: ReturnType<typeof createResultMeter>,
): Promise<TextResult> {
  const messages = await send(instance, encodeStatement(query, params.map(textOfParameter)));
  const result = {
    command: null as string | null,
    rowCount: null as number | null,
    fields: [] as SqlField[],
    rows: [] as Row[],
  };
  for (const message of messages) {
    if (message.name === 'error') throw message;
    if (message.name === 'copyOutResponse') throw copyRefusal();
    if (message.name === 'rowDescription') result.fields = message.fields.map(textField);
    if (message.name === 'dataRow') {
      const excess = measure(message.length);
      if (excess) throw excess;
      result.rows.push(message.fields);
    }
    if (message.name === 'commandComplete') Object.assign(result, readTag(message.text));
  }
  return result;
}

type Row = readonly (string | null)[];

/** The messages of PGlite's parser that matter here. */
type Message =
  | { readonly name: 'rowDescription'; readonly fields: readonly SqlField[] }
  | { readonly name: 'dataRow'; readonly fields: Row; readonly length: number }
  | { readonly name: 'commandComplete'; readonly text: string }
  | { readonly name: 'error' | 'copyOutResponse' | 'readyForQuery' };

async function send(instance: PgliteInstance, statement: Uint8Array): Promise<readonly Message[]> {
  const answers = await instance.execProtocol(statement, { throwOnError: false }).catch((cause: unknown) => {
    throw new PgliteCrash('PGlite crashed', { cause });
  });
  const messages = answers.messages as readonly Message[];
  if (messages.at(-1)?.name === 'readyForQuery') return messages;
  throw new PgliteCrash('PGlite crashed: it did not finish the statement');
}

function textField({ name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier }: SqlField): SqlField {
  return { name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier, format: 'text' };
}

/** `INSERT 0 5` → INSERT, 5; `CREATE TABLE` → CREATE, no count. */
function readTag(tag: string): Pick<TextResult, 'command' | 'rowCount'> {
  const [, command = '', count] = /^(\w+)(?:.* (\d+))?/.exec(tag) ?? [];
  return { command, rowCount: count === undefined ? null : Number(count) };
}
