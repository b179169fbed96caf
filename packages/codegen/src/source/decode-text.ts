import { CodegenError } from '../codegen-error.ts';
import { conflictLine } from '../conflict-marker.ts';

/** Decodes the text of a document. Throws if it is clearly something else. */
export function decodeText(bytes: Uint8Array, name: string): string {
  const text = decodeUtf8(bytes, name);
  if (text.trim() === '')
    throw new CodegenError(`${name} is empty. An OpenAPI document was expected; check the source.`);
  const line = conflictLine(text);
  if (line !== undefined) {
    throw new CodegenError(
      `${name}:${line}:1: a Git conflict marker. Resolve the merge conflict, then run the command again.`,
    );
  }
  if (text.trimStart().startsWith('<')) {
    throw new CodegenError(`${name} is HTML or XML, not an OpenAPI document in YAML or JSON. Check the address.`);
  }
  return text;
}

function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CodegenError(`${name} is not UTF-8 text. An OpenAPI document in YAML or JSON was expected.`, { cause });
  }
}
