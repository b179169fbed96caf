import { badRequest } from '../errors/index.ts';

/** Fields as texts; a file as a text of its bytes (latin1), which is what the contract calls a binary string. */
export async function decodeMultipart(bytes: Buffer, contentType: string): Promise<unknown> {
  const fields: [string, string][] = [];
  for (const [name, value] of await readForm(bytes, contentType)) {
    fields.push([name, typeof value === 'string' ? value : await readFile(value)]);
  }
  return Object.fromEntries(fields);
}

async function readForm(bytes: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw badRequest('body is not valid multipart/form-data; its boundary must be the one that Content-Type names');
  }
}

async function readFile(file: Blob): Promise<string> {
  return Buffer.from(await file.arrayBuffer()).toString('latin1');
}
