import type { JSX } from 'preact';
import type { Target } from '../run/index.ts';

export interface TargetFieldsProps {
  readonly target: Target;
  readonly onChange: (target: Target) => void;
}

/** Chooses where requests go. The key stays in the memory of this page, and is sent only to Neon. */
export function TargetFields({ target, onChange }: TargetFieldsProps): JSX.Element {
  const isNeon = target.kind === 'neon';
  return (
    <>
      <label class="run-target">
        Requests go to{' '}
        <select
          value={target.kind}
          onChange={({ currentTarget }) =>
            onChange(currentTarget.value === 'neon' ? { kind: 'neon', apiKey: '', orgId: '' } : { kind: 'emulator' })
          }
        >
          <option value="emulator">the emulator in this page</option>
          <option value="neon">Neon</option>
        </select>
      </label>
      {isNeon && (
        <div class="run-key">
          <label>
            API key{' '}
            <input
              type="password"
              autocomplete="off"
              value={target.apiKey}
              onInput={({ currentTarget }) => onChange({ ...target, apiKey: currentTarget.value })}
            />
          </label>
          <label>
            Organization{' '}
            <input
              value={target.orgId}
              onInput={({ currentTarget }) => onChange({ ...target, orgId: currentTarget.value })}
            />
          </label>
          <p>
            The key stays in the memory of this page and is sent only to Neon. The program changes real data. If your
            browser blocks the request, send it with curl.
          </p>
        </div>
      )}
    </>
  );
}
