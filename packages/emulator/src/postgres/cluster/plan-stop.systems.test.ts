import { expect, test } from 'vitest';
import { planStop, type StopMode, type StopStep } from './plan-stop.ts';

const describeStep = (step: StopStep): string => (step.by === 'signal' ? step.signal : `pg_ctl ${step.mode}`);

test.each<[NodeJS.Platform, StopMode, string[]]>([
  ['linux', 'clean', ['SIGINT', 'SIGQUIT']],
  ['linux', 'immediate', ['SIGQUIT']],
  ['darwin', 'clean', ['SIGINT', 'SIGQUIT']],
  ['darwin', 'immediate', ['SIGQUIT']],
  ['win32', 'clean', ['pg_ctl fast', 'pg_ctl immediate']],
  ['win32', 'immediate', ['pg_ctl immediate']],
])('on %s a %s stop tries %j', (platform, how, steps) => {
  expect(planStop(how, platform).map(describeStep)).toEqual(steps);
});

test('Postgres has longer than the 5 s after which it kills its children itself', () => {
  for (const platform of ['linux', 'win32'] as const) {
    expect(planStop('immediate', platform)[0]?.waitMs).toBeGreaterThan(5000);
  }
});
