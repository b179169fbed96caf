import { createHash } from 'node:crypto';
import { METHODS, type OpenApiDocument, type OperationObject } from './document.ts';

interface Hashed {
  /** SHA-256 of the document's bytes, hex. */
  readonly sha256: string;
}

export interface NpmOrigin extends Hashed {
  readonly from: 'npm';
  readonly package: string;
  readonly version: string;
  readonly file: string;
}

export interface UrlOrigin extends Hashed {
  readonly from: 'url';
  readonly url: string;
}

export interface FileOrigin extends Hashed {
  readonly from: 'file';
  /** The file's name without its folder, which differs between machines. */
  readonly file: string;
}

/** The origin of a document and the hash of its bytes. */
export type SourceOrigin = NpmOrigin | UrlOrigin | FileOrigin;

/** An overlay that was applied to the document. */
export interface AppliedOverlay extends Hashed {
  readonly file: string;
  /** The npm package whose types its actions come from; absent if they were written by hand. */
  readonly package?: string;
  readonly version?: string;
}

/** The content of `specs/neon.lock.json`: the origin and the size of the contract. */
export interface Lock {
  readonly source: SourceOrigin;
  /** In the order in which they were applied. */
  readonly overlays: readonly AppliedOverlay[];
  readonly contract: {
    /** SHA-256 of `neon.contract.json`, hex. */
    readonly sha256: string;
    readonly openapi: string;
    readonly paths: number;
    readonly operations: number;
    readonly schemas: number;
    /** The operations that are read from the types of a package because the document lacks them. */
    readonly fromTypes?: readonly string[];
    /** The operations that the document has but the newer source of these types does not. */
    readonly absentFromTypes?: readonly string[];
  };
}

/** Returns `@neondatabase/api-client@2.7.3`, the URL, or the name of the file. */
export function describeSource(source: SourceOrigin): string {
  switch (source.from) {
    case 'npm':
      return `${source.package}@${source.version}`;
    case 'url':
      return source.url;
    case 'file':
      return source.file;
  }
}

export function makeLock(
  source: SourceOrigin,
  contract: OpenApiDocument,
  contractText: string,
  overlays: readonly AppliedOverlay[] = [],
): Lock {
  const items = Object.values(contract.paths);
  const operations = items.flatMap((item) => METHODS.flatMap((method) => item[method] ?? []));
  return {
    source,
    overlays,
    contract: {
      sha256: sha256(contractText),
      openapi: contract.openapi,
      paths: items.length,
      operations: operations.length,
      schemas: Object.keys(contract.components.schemas).length,
      ...listed(
        'fromTypes',
        operations.filter((operation) => operation['x-from-types'] === true),
      ),
      ...listed(
        'absentFromTypes',
        operations.filter((operation) => operation['x-absent-from'] !== undefined),
      ),
    },
  };
}

function listed(key: 'fromTypes' | 'absentFromTypes', operations: readonly OperationObject[]) {
  const ids = operations.flatMap(({ operationId }) => operationId ?? []);
  return ids.length === 0 ? {} : { [key]: ids.sort() };
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
