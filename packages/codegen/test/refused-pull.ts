import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { CodegenError } from '../src/codegen-error.ts';
import { pull } from '../src/commands/index.ts';
import { DEFAULT_LIMITS, type SourceRequest, type SourceTools } from '../src/source/index.ts';
import { folderSnapshot } from './folder-snapshot.ts';
import { tempFolder } from './temp-folder.ts';

/** A valid document. */
export const GOOD: string = `openapi: 3.0.3
info:
  title: Tiny
  version: "1"
paths:
  /things:
    get:
      operationId: listThings
      responses:
        "200":
          description: The things.
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Thing"
components:
  schemas:
    Thing:
      type: object
      properties:
        id:
          type: string
`;

export const toTheLimit = (limits: Partial<SourceTools['limits']> = {}): SourceTools => ({
  fetch: globalThis.fetch,
  limits: { ...DEFAULT_LIMITS, ...limits },
});

/** Returns the message of a failing pull, and checks that the specs are unchanged. */
export async function refusal(source: SourceRequest, tools: SourceTools = toTheLimit()): Promise<string> {
  const [specsDir, good] = [tempFolder(), join(tempFolder(), 'good')];
  writeFileSync(good, GOOD);
  await pull({ specsDir, source: { from: 'file', path: good } });
  const before = folderSnapshot(specsDir);
  const error: unknown = await pull({ specsDir, source }, tools).catch((reason: unknown) => reason);
  expect(folderSnapshot(specsDir)).toEqual(before);
  expect(error).toBeInstanceOf(CodegenError);
  return (error as CodegenError).message;
}
