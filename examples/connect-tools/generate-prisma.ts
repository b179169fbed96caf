import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// The client needs no engine, but the command downloads one for migrations unless a variable has the path of one.
const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1' };
const prismaDir = dirname(createRequire(import.meta.url).resolve('prisma/package.json'));
const args = [join(prismaDir, 'build', 'index.js'), 'generate', '--schema', 'prisma/schema.prisma', '--no-hints'];
const { status } = spawnSync(process.execPath, args, { cwd: import.meta.dirname, env, stdio: 'inherit' });
process.exitCode = status ?? 1;
