import { isFile, typeTagOf } from '../../internal/index.ts';
import type { BodyEncoder } from './body-encoder.ts';

/**
 * Encodes a FormData, or the fields of an object, as multipart/form-data. Blobs are sent as files, undefined is left
 * out, and other values are sent as text.
 */
export const multipart: BodyEncoder = async (content, random) => {
  const fields = typeTagOf(content) === 'FormData' ? [...(content as FormData)] : Object.entries(content);
  const digits = (): string => random().toString(36).slice(2);
  const boundary = `neon-${digits()}${digits()}`;
  const encoder = new TextEncoder();
  const parts: Uint8Array[] = [];
  const write = (text: string): unknown => parts.push(encoder.encode(text));
  for (const [name, value] of fields) {
    if (value === undefined) continue;
    write(`--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"`);
    if (isFile(value)) {
      const type = value.type || 'application/octet-stream';
      write(`; filename="${quoted(value.name ?? 'blob')}"\r\nContent-Type: ${type}\r\n\r\n`);
      parts.push(new Uint8Array(await bytesOf(value)));
    } else write(`\r\n\r\n${withNewlines(String(value))}`);
    write('\r\n');
  }
  write(`--${boundary}--\r\n`);
  const mediaType = `multipart/form-data; boundary=${boundary}`;
  return { body: joined(parts), mediaType, readFields: () => Object.fromEntries(fields) };
};

/** Reads a blob. Blobs of jsdom have no `arrayBuffer` method. */
async function bytesOf(file: Blob): Promise<ArrayBuffer> {
  if (file.arrayBuffer) return file.arrayBuffer();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.onerror = () => reject(reader.error);
    reader.readAsArrayBuffer(file);
  });
}

// HTML, 4.10.21.8: escape quotes and line breaks in names; lines end with CR LF.
function quoted(name: string): string {
  return withNewlines(name).replace(/[\r\n"]/g, (character) => encodeURIComponent(character));
}

function withNewlines(text: string): string {
  return text.replace(/\r?\n|\r/g, '\r\n');
}

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  const all = new Uint8Array(parts.reduce((bytes, { length }) => bytes + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.buffer;
}
