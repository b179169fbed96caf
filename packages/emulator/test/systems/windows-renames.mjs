/** Preload that simulates renames on Windows with a virus scanner. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const SCANS = 2;
const scans = new Map();
const { rename, renameSync } = { rename: fs.promises.rename, renameSync: fs.renameSync };

function fail(code, path) {
  throw Object.assign(new Error(`${code}: operation not permitted, rename '${path}'`), { code });
}

/** Returns whether a process has its working directory in the folder, which Windows then does not rename. */
function isInUse(folder) {
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return fs.readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`);
      } catch {
        return false;
      }
    });
}

function check(from, to) {
  if (fs.statSync(from).isDirectory()) {
    if (fs.existsSync(to)) fail('EPERM', from);
    if (isInUse(String(from))) fail('EBUSY', from);
  }
  const scanned = scans.get(to) ?? 0;
  scans.set(to, scanned + 1);
  if (scanned % (SCANS + 1) < SCANS) fail(['EPERM', 'EACCES', 'EBUSY'][scanned % 3], from);
}

fs.promises.rename = async (from, to) => {
  check(from, to);
  await rename(from, to);
};
fs.renameSync = (from, to) => {
  check(from, to);
  renameSync(from, to);
};
syncBuiltinESMExports();
