import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { Program } from './program.ts';

const SCRIPT = `
CREATE TABLE fruit (name text PRIMARY KEY, kilos int NOT NULL);
INSERT INTO fruit VALUES ('apples', 12), ('pears', 7);
BEGIN;
UPDATE fruit SET kilos = kilos - 5 WHERE name = 'apples';
UPDATE fruit SET kilos = kilos + 5 WHERE name = 'pears';
COMMIT;
BEGIN;
INSERT INTO fruit VALUES ('kiwis', 1);
INSERT INTO fruit VALUES ('apples', 1);
ROLLBACK;
SELECT name, kilos FROM fruit ORDER BY name;
`;

export const withPsql: Program = async (uri) => {
  const flags = ['--no-psqlrc', '--no-password', '--quiet', '--csv', '--tuples-only', '--set', 'VERBOSITY=sqlstate'];
  const psql = spawn('psql', [uri, ...flags], { stdio: 'pipe' });
  psql.stdin.end(SCRIPT);
  const [stdout, stderr] = await Promise.all([text(psql.stdout), text(psql.stderr), once(psql, 'close')]);
  const fruits = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(','))
    .map(([name = '', kilos]) => ({ name, kilos: Number(kilos) }));
  return { fruits, failedWith: /^ERROR: +(\w+)$/m.exec(stderr)?.[1] };
};

export function isPsqlInstalled(): boolean {
  try {
    execFileSync('psql', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
