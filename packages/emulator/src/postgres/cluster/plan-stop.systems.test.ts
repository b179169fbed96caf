import { expect, test } from 'vitest';
import type { Launch } from '../binaries/index.ts';
import { planStop, type StopMode, type StopStep } from './plan-stop.ts';

const describeStep = (step: StopStep): string => (step.by === 'signal' ? step.signal : `pg_ctl ${step.mode}`);

test.each<[Launch, StopMode, string[]]>([
  ['direct', 'clean', ['SIGINT', 'SIGQUIT']],
  ['direct', 'immediate', ['SIGQUIT']],
  ['pg_ctl', 'clean', ['pg_ctl fast', 'pg_ctl immediate']],
  ['pg_ctl', 'immediate', ['pg_ctl immediate']],
])('for a server with launch %s, a %s stop tries %j', (launch, how, steps) => {
  expect(planStop(how, launch).map(describeStep)).toEqual(steps);
});

test('an immediate stop waits longer than the 5 s after which Postgres kills its children', () => {
  for (const launch of ['direct', 'pg_ctl'] as const) {
    expect(planStop('immediate', launch)[0]?.waitMs).toBeGreaterThan(5000);
  }
});
