import type { ContractOperation } from '../contract/index.ts';
import { ApiError, badRequest } from '../errors/index.ts';

const MAX_BODY_BYTES = 1024 * 1024;

/** How a body becomes a value, by media type. */
const DECODERS: ReadonlyMap<string, (text: string) => unknown> = new Map([['application/json', decodeJson]]);

/** The decoded body, or undefined when there is none. */
export async function readBody(request: Request, { body, operationId }: ContractOperation): Promise<unknown> {
  if (!body) return undefined;
  const text = await readText(request);
  if (text === '') return undefined;
  const mediaType =
    (request.headers.get('Content-Type') ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const decode = DECODERS.get(mediaType);
  if (!decode || !body.schemas.has(mediaType)) {
    throw new ApiError(415, `${operationId} takes ${[...body.schemas.keys()].join(' or ')}, not "${mediaType}"`);
  }
  return decode(text);
}

function decodeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('body is not valid JSON');
  }
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('Content-Length') ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(): ApiError {
  return new ApiError(413, `body is larger than ${MAX_BODY_BYTES} bytes`);
}
