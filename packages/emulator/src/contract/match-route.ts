import { decodeComponent, getOrInsert } from '@neon-api/ground';
import type { ContractOperation, Method } from './contract-operations.ts';

export type RouteMatch =
  | {
      readonly kind: 'found';
      readonly operation: ContractOperation;
      readonly pathParams: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'wrong-method'; readonly allow: readonly Method[] }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'unknown' };

interface Node {
  readonly literals: Map<string, Node>;
  parameter: Node | undefined;
  readonly operations: Map<string, ContractOperation>;
}

export type RouteMatcher = (method: string, pathname: string) => RouteMatch;

/** Creates a matcher that prefers a literal segment over a parameter. */
export function createRouteMatcher(operations: readonly ContractOperation[]): RouteMatcher {
  const root = createNode();
  for (const operation of operations) {
    const node = operation.path.split('/').slice(1).reduce(descend, root);
    node.operations.set(operation.method, operation);
  }
  return (method, pathname) => {
    const segments = pathname.split('/').slice(1);
    const node = find(root, segments);
    if (!node) return { kind: 'unknown' };
    const operation = node.operations.get(method);
    if (!operation) return { kind: 'wrong-method', allow: [...node.operations.keys()] as Method[] };
    const pathParams = readPathParams(operation.path, segments);
    return pathParams ? { kind: 'found', operation, pathParams } : { kind: 'malformed' };
  };
}

function createNode(): Node {
  return { literals: new Map(), parameter: undefined, operations: new Map() };
}

function descend(node: Node, segment: string): Node {
  if (segment.startsWith('{')) {
    node.parameter ??= createNode();
    return node.parameter;
  }
  return getOrInsert(node.literals, segment, createNode);
}

function find(node: Node, [segment, ...rest]: readonly string[]): Node | undefined {
  if (segment === undefined) return node.operations.size > 0 ? node : undefined;
  const literal = node.literals.get(segment);
  const found = literal && find(literal, rest);
  if (found) return found;
  return node.parameter && segment !== '' ? find(node.parameter, rest) : undefined;
}

function readPathParams(path: string, segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, name] of path.split('/').slice(1).entries()) {
    if (!name.startsWith('{')) continue;
    const value = decodeComponent(segments[index] ?? '');
    if (value === undefined) return undefined;
    params[name.slice(1, -1)] = value;
  }
  return params;
}
