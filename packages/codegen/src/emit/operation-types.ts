import { ts } from '../compiler/index.ts';
import { type OperationModel, paramsTypeName, responseTypeName } from '../model/index.ts';
import { acceptUndefined, exportedType, membersOf, print, propertiesOf, replaceReferences } from './declarations.ts';
import { deprecation, docComment, stability } from './doc-comment.ts';
import { bySchemaName, type Members, type TypeTree, typeOf } from './type-tree.ts';

export interface OperationTypes {
  readonly id: string;
  /** The declaration of the parameters. */
  readonly params: string;
  /** The declaration of the response; undefined if a schema has its name. */
  readonly response: string | undefined;
}

/** The two flat types of each operation. */
export function operationTypes({ nodes, schemas }: TypeTree, operations: readonly OperationModel[]): OperationTypes[] {
  const generated = membersOf(nodes, 'operations');
  const components = membersOf(nodes, 'components');
  const inline = <T extends ts.Node>(node: T): T => bySchemaName(node, components);
  return operations.map((operation) => {
    const { id, method, path, object } = operation;
    const type = propertiesOf(generated.get(id)?.type);
    const response = responseTypeName(id);
    const about = `\`${id}\`, \`${method.toUpperCase()} ${path}\``;
    return {
      id,
      params: commented(
        docComment([object.summary, `Parameters of ${about}.`, stability(object), deprecation(object)]),
        paramsType(operation, type, components, inline),
      ),
      // A schema that already has the name is this response; `findViolations` guarantees that.
      response: schemas.has(response)
        ? undefined
        : commented(
            docComment([`What ${about}, answers.`]),
            exportedType(response, responseType(operation, type, components, inline)),
          ),
    };
  });
}

function commented(comment: string, statement: ts.Statement): string {
  return `${comment}\n${print([statement])}`;
}

type Rewrite = <T extends ts.Node>(node: T) => T;

/** Path and query parameters by name, and the request body as `body`. */
function paramsType(operation: OperationModel, type: Members, components: Members, inline: Rewrite): ts.Statement {
  const parameters = propertiesOf(type.get('parameters')?.type);
  const members: ts.TypeElement[] = [
    ...propertiesOf(parameters.get('path')?.type).values(),
    ...propertiesOf(parameters.get('query')?.type).values(),
  ].map(inline);
  if (operation.body !== undefined) {
    const requestBody = expand(typeOf(type.get('requestBody')), 'requestBodies', components);
    const content = propertiesOf(propertiesOf(requestBody).get('content')?.type);
    const types = [...content.values()].map((member) => inline(typeOf(member)));
    const isOptional = operation.body.required ? undefined : ts.factory.createToken(ts.SyntaxKind.QuestionToken);
    const body = ts.factory.createPropertySignature(
      undefined,
      'body',
      isOptional,
      ts.factory.createUnionTypeNode(types),
    );
    const comment = docComment([operation.body.description ?? 'The request body.']).slice(2, -2);
    members.push(ts.addSyntheticLeadingComment(body, ts.SyntaxKind.MultiLineCommentTrivia, comment, true));
  }
  return exportedType(paramsTypeName(operation.id), acceptUndefined(ts.factory.createTypeLiteralNode(members)));
}

/** The union of the successful response bodies; `undefined` for a response without a body. */
function responseType(operation: OperationModel, type: Members, components: Members, inline: Rewrite): ts.TypeNode {
  const responses = propertiesOf(type.get('responses')?.type);
  const bodies = operation.success.map(({ status, mediaTypes }) => {
    if (mediaTypes.length === 0) return ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword);
    const response = expand(typeOf(responses.get(status)), 'responses', components);
    const [body] = propertiesOf(propertiesOf(response).get('content')?.type).values();
    return inline(typeOf(body));
  });
  const [only, ...others] = bodies;
  return only !== undefined && others.length === 0 ? only : ts.factory.createUnionTypeNode(bodies);
}

/** Returns the type itself if it is only the name of a shared type. */
function expand(type: ts.TypeNode, kind: 'responses' | 'requestBodies', components: Members): ts.TypeNode {
  const shared = propertiesOf(components.get(kind)?.type);
  return replaceReferences(type, (kindOfType, name) => (kindOfType === kind ? shared.get(name)?.type : undefined));
}
