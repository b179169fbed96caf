import { type ContractOperation, FORM_MEDIA_TYPE, JSON_MEDIA_TYPE, MULTIPART_MEDIA_TYPE } from '../contract/index.ts';
import { ApiError, badRequest } from '../errors/index.ts';
import { DEEPEST_NESTING, isNestedDeeper, joinBytes } from '../support/index.ts';
import { decodeForm } from './decode-form.ts';
import { decodeMultipart } from './decode-multipart.ts';

interface Format {
  readonly maxBytes: number;
  decode(bytes: Uint8Array<ArrayBuffer>, contentType: string): unknown;
}

const MIB = 1024 * 1024;

/** Decoders by media type. */
const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  [JSON_MEDIA_TYPE, { maxBytes: MIB, decode: decodeJson }],
  [FORM_MEDIA_TYPE, { maxBytes: MIB, decode: (bytes) => decodeForm(decodeUtf8(bytes)) }],
  [MULTIPART_MEDIA_TYPE, { maxBytes: 50 * MIB, decode: decodeMultipart }],
]);

export interface ReadBody {
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly value: unknown;
}

/** Reads and decodes the body. Returns undefined if there is none. */
export async function readBody(request: Request, operation: ContractOperation): Promise<ReadBody | undefined> {
  if (!operation.body || !request.body) return undefined;
  const contentType = request.headers.get('Content-Type') ?? JSON_MEDIA_TYPE;
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const format = FORMATS.get(mediaType);
  const accepted = mediaTypesOf(operation);
  const { maxBytes } = format ?? { maxBytes: MIB };
  const bytes = await readBytes(request, maxBytes);
  if (bytes.byteLength === 0) return undefined;
  if (!format || !accepted.includes(mediaType)) {
    throw new ApiError(415, `${operation.operationId} accepts ${accepted.join(' or ')}, not "${mediaType}"`);
  }
  const value = await format.decode(bytes, contentType);
  if (isNestedDeeper(value)) throw badRequest(`body is nested deeper than ${DEEPEST_NESTING} levels`);
  return { mediaType, sizeBytes: bytes.byteLength, value };
}

/** Docs: every operation that accepts JSON also accepts a form. */
function mediaTypesOf({ body }: ContractOperation): readonly string[] {
  return [...(body?.schemas.keys() ?? [])].flatMap((type) =>
    type === JSON_MEDIA_TYPE ? [JSON_MEDIA_TYPE, FORM_MEDIA_TYPE] : [type],
  );
}

function decodeJson(bytes: Uint8Array<ArrayBuffer>): unknown {
  const text = decodeUtf8(bytes);
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('body is not valid JSON');
  }
}

function decodeUtf8(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw badRequest('body is not valid UTF-8');
  }
}

async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return joinBytes(chunks);
}

function tooLarge(maxBytes: number): ApiError {
  return new ApiError(413, `body is larger than ${maxBytes} bytes`);
}
