import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { tinyDocument } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { CodegenError } from '../codegen-error.ts';
import { CONTRACT_FILE, LOCK_FILE, readContractFiles } from './contract-files.ts';
import { serialise } from './serialise.ts';

const { document, lock } = tinyInput(tinyDocument());

function specs(contractText: string, lockText: string): string {
  const folder = tempFolder();
  writeFileSync(join(folder, CONTRACT_FILE), contractText);
  writeFileSync(join(folder, LOCK_FILE), lockText);
  return folder;
}

describe('readContractFiles', () => {
  test('reads the contract and its lock', () => {
    const contractText = serialise(document);
    expect(readContractFiles(specs(contractText, serialise(lock)))).toEqual({ contract: document, contractText, lock });
  });

  test('names the command to run if there is no contract', () => {
    expect(() => readContractFiles(tempFolder())).toThrow(
      /neon\.contract\.json does not exist\. Run `neon-codegen pull`/,
    );
  });

  test.each([
    ['a contract that is not JSON', '{', serialise(lock), 'neon.contract.json is not valid JSON'],
    ['a lock that is not JSON', serialise(document), '{,', 'neon.lock.json is not valid JSON. '],
    [
      'a contract with a merge conflict',
      '{\n<<<<<<< HEAD\n',
      serialise(lock),
      'neon.contract.json is not valid JSON: line 2 is a Git conflict marker.',
    ],
    [
      'a contract without paths',
      '{ "openapi": "3.0.3", "components": {} }',
      serialise(lock),
      'no paths, components.schemas',
    ],
    ['a lock without a source', serialise(document), '{ "contract": { "sha256": "0" } }', 'no source.from'],
    ['a lock that is null', serialise(document), 'null', 'no source.from'],
  ])('names the file and the remedy for %s', (_, contractText, lockText, message) => {
    const folder = specs(contractText, lockText);
    expect(() => readContractFiles(folder)).toThrow(message);
    expect(() => readContractFiles(folder)).toThrow(CodegenError);
    expect(() => readContractFiles(folder)).toThrow('Restore it from git or run `neon-codegen pull` again.');
  });
});
