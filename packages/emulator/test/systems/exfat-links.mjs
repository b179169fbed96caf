/** Preload that simulates exFAT, which has no hard links. The error codes are those of each system. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const CODES = ['EPERM', 'ENOTSUP', 'EISDIR', 'ENOSYS'];
let calls = 0;

function failToLink(from) {
  const code = CODES[calls % CODES.length];
  calls += 1;
  throw Object.assign(new Error(`${code}: link '${from}'`), { code });
}

fs.promises.link = async (from) => failToLink(from);
fs.linkSync = failToLink;
syncBuiltinESMExports();
