import { badRequest } from '../errors/index.ts';
import { toLatin1 } from '../support/index.ts';

/** Decodes fields to strings, and files to strings of their bytes (latin1): the contract's "binary string". */
export async function decodeMultipart(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<unknown> {
  const fields: [string, string][] = [];
  for (const [name, value] of await readForm(bytes, contentType)) {
    fields.push([name, typeof value === 'string' ? value : await readFile(value)]);
  }
  return Object.fromEntries(fields);
}

async function readForm(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw badRequest('body is not valid multipart/form-data; its boundary must match the one in Content-Type');
  }
}

async function readFile(file: Blob): Promise<string> {
  return toLatin1(new Uint8Array(await file.arrayBuffer()));
}
