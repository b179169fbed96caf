import type { SmokeTarget } from './check.ts';
import { runSmoke } from './smoke.ts';

// Node, Bun and Deno: the target is the last argument; only the report is printed.
const target = JSON.parse(process.argv.at(-1) ?? '') as SmokeTarget;
console.log(JSON.stringify(await runSmoke(target)));
