import type { SmokeTarget } from './check.ts';
import { runSmoke } from './smoke.ts';

// Node, Bun and Deno. The target is the last argument, and the report is the only output.
const target = JSON.parse(process.argv.at(-1) ?? '') as SmokeTarget;
console.log(JSON.stringify(await runSmoke(target)));
