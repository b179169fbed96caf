import { ts } from '../compiler/index.ts';
import { type HttpMethod, METHODS } from '../contract/index.ts';
import { type Json, type JsonObject, listItems } from '../json/index.ts';

/** What the JavaScript of an operation sends. */
export interface WitnessCall {
  readonly method: HttpMethod;
  readonly path: string;
  /** Of the body, where there is one. */
  readonly mediaType: string;
  readonly security: readonly Json[];
}

/** The calls in JavaScript by the name of their function: `const ID = (…) => CLIENT.METHOD({ url, security, headers })`. */
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
  // `null` leaves the type, which names the boundary, to `fetch`.
  const isForm = declared === null;
  return {
    method,
    path: url,
    mediaType: isForm ? 'multipart/form-data' : typeof declared === 'string' ? declared : 'application/json',
    security: listItems(security),
  };
}

/** The value of an expression as far as it is written out; what is spread or computed is left out. */
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
