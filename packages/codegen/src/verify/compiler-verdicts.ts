import { ts } from '../compiler/index.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { type DeclaredTypes, declareTypes, type EmitTypes, type FullUsage, fullUsageOf } from './declared-types.ts';
import { type Question, questionsOf } from './questions.ts';
import { virtualFile, virtualProgram } from './virtual-program.ts';

/** The compiler's verdict on code written against the old types. */
export interface Verdict {
  /** An operationId of the old document, or a schema name if `direction` is `name`. */
  readonly subject: string;
  readonly direction: 'request' | 'response' | 'address' | 'name';
  readonly compiles: boolean;
  /** The compiler's first error; undefined if there is none. */
  readonly complaint: string | undefined;
}

/**
 * Lets the compiler judge a change: passes old parameters as new ones, reads new responses as old ones, and compiles code
 * that uses every field of the old types against the new types.
 */
export async function compilerVerdicts(
  before: OpenApiDocument,
  after: OpenApiDocument,
  emitTypes: EmitTypes,
): Promise<Verdict[]> {
  const [old, now] = [await declareTypes(before, 'old', emitTypes), await declareTypes(after, 'new', emitTypes)];
  return verdictsOn(questionsOf(before, after), old, now);
}

/** Returns one verdict per question, in the same order. `old` and `now` may be the same types under different names. */
export function verdictsOn(questions: readonly Question[], old: DeclaredTypes, now: DeclaredTypes): Verdict[] {
  const files = new Map([...old.files, ...now.files]);
  const preamble = preambleOf(old, now);
  const usage = fullUsageOf(old, now);
  const code = questions.map((question, index) => codeOf(question, usage, index));
  files.set(CHECK, virtualFile(CHECK, `${[...preamble, ...code].join('\n')}\n`));
  const complaints = complaintsByLine(virtualProgram(files, [CHECK]));
  return questions.map(({ subject, direction }, index) => {
    const complaint = complaints.get(index + preamble.length);
    return { subject, direction, compiles: complaint === undefined, complaint };
  });
}

const CHECK = '/check.ts';

function preambleOf(old: DeclaredTypes, now: DeclaredTypes): string[] {
  return [
    ...(['sent', 'read'] as const).flatMap((use) => [
      `import type * as ${use}_old from '.${old[use]}.js';`,
      `import type * as ${use}_new from '.${now[use]}.js';`,
    ]),
    'declare function is<T>(old: T, now: NoInfer<T>): void;',
    // Every property that the code writes is present. Whether one may be absent is judged on the whole object.
    'declare function given<T>(value: T | undefined): T;',
  ];
}

/**
 * Writes one line that compiles if the answer is yes. It declares functions, because their results are not narrowed,
 * which saves the compiler most of its work.
 */
function codeOf(question: Question, usage: FullUsage, index: number): string {
  const [old, now] = [`old${index}`, `now${index}`];
  switch (question.direction) {
    case 'name':
      return `{ let named!: sent_new.${question.type}; void named; }`;
    case 'address': {
      const { path, method } = question;
      const type = `NonNullable<sent_new.paths[${JSON.stringify(path)}][${JSON.stringify(method)}]>`;
      return `{ void (null! as ${type}).responses; }`;
    }
    case 'request': {
      const { oldType, newType } = question;
      const written = usage.literals(oldType, `${old}()`).map((literal) => `${now}(${literal});`);
      // Without the mark, an object without properties would accept anything.
      return [
        `declare function ${old}(): sent_old.${oldType} & { __mark?: 0 };`,
        `declare function ${now}(params: sent_new.${newType} & { __mark?: 0 }): void;`,
        `{ ${now}(${old}()); ${written.join(' ')} }`,
      ].join(' ');
    }
    case 'response': {
      const { oldType, newType } = question;
      const read = usage.reads(oldType, newType).map((way) => `is(${old}()${way}, ${now}()${way});`);
      return [
        `declare function ${old}(): read_old.${oldType};`,
        `declare function ${now}(): read_new.${newType};`,
        `{ ${read.join(' ')} }`,
      ].join(' ');
    }
  }
}

function complaintsByLine(program: ts.Program): ReadonlyMap<number, string> {
  const file = program.getSourceFile(CHECK);
  const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const complaints = new Map<number, string>();
  for (const { start, messageText } of diagnostics) {
    const line = file === undefined || start === undefined ? -1 : file.getLineAndCharacterOfPosition(start).line;
    if (!complaints.has(line)) complaints.set(line, ts.flattenDiagnosticMessageText(messageText, '\n'));
  }
  return complaints;
}
