import type { AddedFault } from '@neon-api/emulator';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useSession } from '../session/index.ts';
import { Button, ErrorNote, IconButton, SelectField, Switch, TextField, useAction } from '../ui/index.ts';
import { describeTarget, type Frequency, faultOf, faultsWith, isSpent, PRESETS } from './presets.ts';

const FREQUENCIES = [
  ['once', 'Only the next call'],
  ['0.1', '10 % of calls'],
  ['0.5', 'Half of the calls'],
  ['1', 'Every call'],
] as const;

/** Switches for faults. They spare the console's own requests. */
export function Faults(): JSX.Element {
  const { state, admin } = useSession();
  const { run, error } = useAction();
  const operationId = useSignal('');
  const frequency = useSignal<Frequency>('1');
  const faults = [...state.fault.value.values()].filter((fault) => !isSpent(fault));
  return (
    <section class="panel card" aria-labelledby="faults">
      <div class="block-head">
        <h2 id="faults">Faults</h2>
        <Button disabled={faults.length === 0} onClick={() => void run(() => admin.clearFaults())}>
          Remove all
        </Button>
      </div>
      <p class="muted">A switch makes the calls of your program fail. The console’s own requests are spared.</p>
      <div class="field-row">
        <TextField label="Operation" value={operationId} placeholder="every operation" />
        <SelectField
          label="How often"
          value={frequency.value}
          choices={FREQUENCIES}
          onChoose={(chosen) => {
            frequency.value = chosen as Frequency;
          }}
        />
      </div>
      <div class="switches">
        {PRESETS.map(({ name, hint, effect }) => {
          const active = faultsWith(effect, faults);
          return (
            <Switch
              key={name}
              label={name}
              hint={hint}
              on={active.length > 0}
              onToggle={(on) =>
                void run(async () => {
                  if (on) await admin.addFault(faultOf(effect, operationId.value, frequency.value));
                  else for (const { id } of active) await admin.removeFault(id);
                })
              }
            />
          );
        })}
      </div>
      {error.value && <ErrorNote text={error.value} />}
      <ActiveFaults faults={faults} onRemove={(id) => void run(() => admin.removeFault(id))} />
    </section>
  );
}

interface ActiveFaultsProps {
  readonly faults: readonly AddedFault[];
  readonly onRemove: (id: string) => void;
}

function ActiveFaults({ faults, onRemove }: ActiveFaultsProps): JSX.Element | null {
  if (faults.length === 0) return null;
  return (
    <div class="block">
      <h3>
        Active <span class="count">{faults.length}</span>
      </h3>
      <ul class="names">
        {faults.map((fault) => (
          <li key={fault.id}>
            <span>
              <span class="badge danger">{'status' in fault ? fault.status : fault.kind}</span> {describeTarget(fault)}{' '}
              <span class="muted">
                struck {fault.struck} of {fault.seen}
              </span>
            </span>
            <IconButton icon="trash" label={`Remove ${fault.id}`} onClick={() => onRemove(fault.id)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
