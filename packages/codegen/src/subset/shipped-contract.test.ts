import { expect, test } from 'vitest';
import { tempFolder } from '../../test/temp-folder.ts';
import { tinyDocument } from '../../test/tiny-document.ts';
import { tinyInput } from '../../test/tiny-input.ts';
import { writeFiles } from '../../test/write-files.ts';
import { readOverlay } from '../overlay/index.ts';
import { readShippedContract, readShippedOverlays, shippedFiles } from './shipped-contract.ts';

test.each([undefined, 'The licence'])('the included contract and its licence (%s) are read back', (licence) => {
  const folder = tempFolder();
  const input = tinyInput(tinyDocument(), { licence });
  writeFiles(folder, shippedFiles(input));
  expect(readShippedContract(folder)).toEqual(input);
});

test('prose is included together with its licence', () => {
  const paths = shippedFiles(tinyInput(tinyDocument(), { licence: 'The licence' })).map(({ path }) => path);
  expect(paths).toEqual(['contract.json', 'THIRD-PARTY-NOTICE.txt']);
});

test('a build without a contract fails with the flags to pass instead', () => {
  expect(() => readShippedContract(tempFolder())).toThrow(
    'does not include a contract. Pass --specs DIR or --from SOURCE.',
  );
});

test('overlays are included only for the document of the included contract', () => {
  const folder = tempFolder();
  const text = 'overlay: 1.0.0\nx-reason: A test.\nactions: [{ target: $.info, remove: true }]\n';
  const overlay = readOverlay('10-a.yaml', Buffer.from(text));
  const input = tinyInput(tinyDocument());
  writeFiles(folder, shippedFiles(input, [overlay]));
  expect(readShippedOverlays(input.lock.source.sha256, folder)).toEqual([overlay]);
  expect(readShippedOverlays('1'.repeat(64), folder)).toEqual([]);
  expect(readShippedOverlays(input.lock.source.sha256, tempFolder())).toEqual([]);
});
