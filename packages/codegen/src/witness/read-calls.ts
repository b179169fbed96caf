import { ts } from '../compiler/index.ts';
import { type HttpMethod, METHODS } from '../contract/index.ts';
import { type Json, type JsonObject, listItems } from '../json/index.ts';

/** The request that the JavaScript of an operation sends. */
export interface WitnessCall {
  readonly method: HttpMethod;
  readonly path: string;
  /** The media type of the body, if there is one. */
  readonly mediaType: string;
  readonly security: readonly Json[];
}

/** Finds calls by function name, written as `const ID = (…) => CLIENT.METHOD({ url, security, headers })`. */
export function readCalls(trees: readonly ts.SourceFile[]): Map<string, WitnessCall> {
  return new Map(
    trees.flatMap((tree) =>
      tree.statements.filter(ts.isVariableStatement).flatMap(({ declarationList }) =>
        declarationList.declarations.flatMap(({ name, initializer }): [string, WitnessCall][] => {
          if (initializer === undefined || !ts.isArrowFunction(initializer) || !ts.isIdentifier(name)) return [];
          const call = callOf(initializer.body);
          return call === undefined ? [] : [[name.text, call]];
        }),
      ),
    ),
  );
}

function callOf(body: ts.ConciseBody): WitnessCall | undefined {
  if (!ts.isCallExpression(body) || !ts.isPropertyAccessExpression(body.expression)) return undefined;
  const method = METHODS.find((known) => known === (body.expression as ts.PropertyAccessExpression).name.text);
  const [options] = body.arguments;
  if (method === undefined || options === undefined) return undefined;
  const { url, security = [], headers = {} } = literalOf(options) as JsonObject;
  if (typeof url !== 'string') return undefined;
  const declared = (headers as JsonObject)['Content-Type'];
  // `null` lets `fetch` set the type, which contains the boundary.
  const isForm = declared === null;
  return {
    method,
    path: url,
    mediaType: isForm ? 'multipart/form-data' : typeof declared === 'string' ? declared : 'application/json',
    security: listItems(security),
  };
}

/** Evaluates the literal parts of an expression; omits spread and computed parts. */
function literalOf(node: ts.Expression): Json {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(literalOf);
  if (!ts.isObjectLiteralExpression(node)) return null;
  return Object.fromEntries(
    node.properties.flatMap((property): [string, Json][] =>
      ts.isPropertyAssignment(property) && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
        ? [[property.name.text, literalOf(property.initializer)]]
        : [],
    ),
  );
}
