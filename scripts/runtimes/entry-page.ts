import type { SmokeTarget } from './check.ts';
import { runSmoke } from './smoke.ts';

// A page. Its server provides the target and receives the report.
const target = (await (await fetch('/page/target')).json()) as SmokeTarget;
await fetch('/page/report', { method: 'POST', body: JSON.stringify(await runSmoke(target)) });
