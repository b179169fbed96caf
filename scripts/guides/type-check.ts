import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type GuideBlock, groupPrograms } from '@neon-api/ground/guide-blocks';
import ts from 'typescript';
import type { GuideDocument } from './documents.ts';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts'],
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  resolveJsonModule: true,
  skipLibCheck: true,
  noEmit: true,
};

/** TypeScript cannot know what a command of the document generates. */
const GENERATED = /'\.\/(?:src\/)?(?:neon|generated)\//;

/** Returns the compiler's errors in the programs and TypeScript files of the documents, each with its place. */
export function typeCheckGuides(documents: readonly GuideDocument[], project: string): string[] {
  const places = new Map<string, string>();
  mkdirSync(join(project, 'types'), { recursive: true });
  writeFileSync(join(project, 'types/package.json'), '{ "type": "module" }');
  for (const { path, blocks } of documents) {
    const folder = join(project, 'types', path.replaceAll('/', '-'));
    const write = (name: string, parts: readonly GuideBlock[]): void => {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${parts.map(({ code }) => code).join('')}\nexport {};\n`);
      places.set(file, `${path}:${parts.map(({ line }) => line).join('+')}`);
    };
    for (const program of groupPrograms(blocks)) {
      if (program.some(isTypeScript) && !program.some(({ code }) => GENERATED.test(code))) {
        write(`program-${program[0]?.line}.ts`, program);
      }
    }
    for (const block of blocks) {
      const { fileName = '', notRun } = block;
      if (/\.ts$/.test(fileName) && notRun === undefined && !GENERATED.test(block.code)) write(fileName, [block]);
    }
  }
  return errorsIn(places);
}

function isTypeScript({ language }: GuideBlock): boolean {
  return language === 'ts';
}

function errorsIn(places: ReadonlyMap<string, string>): string[] {
  const program = ts.createProgram([...places.keys()], OPTIONS);
  return [...places].flatMap(([name, place]) => {
    const file = program.getSourceFile(name);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText, start = 0 }) => {
      const near = file?.text.slice(start, start + 60).split('\n')[0];
      return `${place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')} (at \`${near}\`)`;
    });
  });
}
