import type { SmokeTarget } from './check.ts';
import { runSmoke } from './smoke.ts';

// A page: its server has the target and takes the report.
const target = (await (await fetch('/page/target')).json()) as SmokeTarget;
await fetch('/page/report', { method: 'POST', body: JSON.stringify(await runSmoke(target)) });
