import { ts } from '../src/compiler/index.ts';

/** Parses `text` as a type. */
export function parseType(text: string): ts.TypeNode {
  const [statement] = parseModule(`type Subject = ${text};`).statements;
  if (statement === undefined || !ts.isTypeAliasDeclaration(statement)) throw new Error(`${text} is not a type.`);
  return statement.type;
}

export function parseModule(text: string): ts.SourceFile {
  return ts.createSourceFile('module.ts', text, ts.ScriptTarget.ES2022, true);
}
