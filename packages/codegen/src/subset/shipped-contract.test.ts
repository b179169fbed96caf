import { expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { tinyDocument } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { writeFiles } from '../../test/write-files.ts';
import { readShippedContract, shippedFiles } from './shipped-contract.ts';

test.each([undefined, 'The licence'])('what is shipped is read again, with its licence: %s', (licence) => {
  const folder = tempFolder();
  const input = tinyInput(tinyDocument(), { licence });
  writeFiles(folder, shippedFiles(input));
  expect(readShippedContract(folder)).toEqual(input);
});

test('prose is shipped with its licence beside it', () => {
  const paths = shippedFiles(tinyInput(tinyDocument(), { licence: 'The licence' })).map(({ path }) => path);
  expect(paths).toEqual(['contract.json', 'THIRD-PARTY-NOTICE.txt']);
});

test('a build without one says what to pass instead', () => {
  expect(() => readShippedContract(tempFolder())).toThrow('carries no contract. Pass --specs DIR or --from SOURCE.');
});
