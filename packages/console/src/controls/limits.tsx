import type { Plan } from '@neon-api/emulator';
import type { JSX } from 'preact';
import { useSession } from '../session/index.ts';
import { ErrorNote, SelectField, Switch, useAction } from '../ui/index.ts';

const PLANS = [
  ['free', 'Free'],
  ['launch', 'Launch'],
  ['scale', 'Scale'],
] as const;

export function LimitsCard(): JSX.Element {
  const { state, admin } = useSession();
  const { run, error } = useAction();
  const limits = state.limits.value.get('');
  return (
    <section class="panel card" aria-labelledby="limits">
      <h2 id="limits">Limits</h2>
      <Switch
        label="Enforce Neon’s limits"
        hint={
          limits
            ? `${limits.accountPerMinute} requests a minute, ${limits.routePerSecond} a second for each route`
            : 'Any number of requests, projects and branches'
        }
        on={Boolean(limits)}
        onToggle={(on) => void run(() => admin.setLimits(on))}
      />
      {limits && (
        <SelectField
          label="Plan"
          value={limits.plan}
          choices={PLANS}
          onChoose={(plan) => void run(() => admin.setLimits({ plan: plan as Plan }))}
        />
      )}
      {error.value && <ErrorNote text={error.value} />}
    </section>
  );
}
