import { importsOf } from '@neon-api/ground/guide-blocks';
import { transform } from 'sucrase';

/** A program that can be run: its imports, and its body as JavaScript that calls `require` for them. */
export interface CompiledProgram {
  readonly specifiers: readonly string[];
  readonly body: string;
}

/**
 * Removes the types of a TypeScript program, and turns its imports into calls of `require`.
 * @throws Error with the position of a syntax error.
 */
export function compileProgram(code: string): CompiledProgram {
  const { code: body } = transform(code, { transforms: ['typescript', 'imports'], disableESTransforms: true });
  return { specifiers: [...new Set(importsOf(code))], body };
}
