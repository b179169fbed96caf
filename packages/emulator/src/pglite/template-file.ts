import type { DataFiles, Snapshot } from './data-files.ts';

/** What precedes the contents in a template file; a folder has the size -1. */
interface Header {
  readonly pgVersion: number;
  readonly lsn: string;
  readonly database: string;
  readonly sizes: readonly (readonly [path: string, size: number])[];
}

const LENGTH_BYTES = 4;

/** Packs a snapshot into a compressed file. */
export async function packTemplate({ files, lsn, database }: Snapshot, pgVersion: number): Promise<Blob> {
  const sizes = [...files].map(([path, content]) => [path, content?.length ?? -1] as const);
  const header = new TextEncoder().encode(JSON.stringify({ pgVersion, lsn, database, sizes } satisfies Header));
  const length = new DataView(new ArrayBuffer(LENGTH_BYTES));
  length.setUint32(0, header.length);
  const contents = [...files.values()].filter((content) => content !== undefined);
  const packed = new Blob([length.buffer, header, ...contents] as ArrayBuffer[]);
  return new Response(packed.stream().pipeThrough(new CompressionStream('gzip'))).blob();
}

/** @throws if the file is not a template, or is one of another version of Postgres */
export async function unpackTemplate(file: Blob, pgVersion: number): Promise<Snapshot> {
  const bytes = await decompress(file);
  const headerLength = new DataView(bytes.buffer).getUint32(0);
  const contentsBegin = LENGTH_BYTES + headerLength;
  const header: Header = JSON.parse(new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, contentsBegin)));
  if (header.pgVersion !== pgVersion) {
    throw new Error(
      `The template is of Postgres ${header.pgVersion}, not ${pgVersion}. Make it again with dumpPgliteTemplate.`,
    );
  }
  const { lsn, database } = header;
  return { files: readFiles(bytes.subarray(contentsBegin), header.sizes), lsn, database };
}

function readFiles(contents: Uint8Array, sizes: Header['sizes']): DataFiles {
  let offset = 0;
  return new Map(
    sizes.map(([path, size]) => {
      if (size < 0) return [path, undefined];
      offset += size;
      return [path, contents.subarray(offset - size, offset)];
    }),
  );
}

async function decompress(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    const stream = file.stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (cause) {
    throw new Error('The template cannot be read. Make it with dumpPgliteTemplate, and serve it as it is.', { cause });
  }
}
