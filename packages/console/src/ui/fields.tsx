import type { Signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

interface LabelledProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly children: ComponentChildren;
}

function Labelled({ id, label, hint, children }: LabelledProps): JSX.Element {
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly hint?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
}

export function TextField({ label, value, hint, placeholder, required = false }: TextFieldProps): JSX.Element {
  const id = useId();
  return (
    <Labelled id={id} label={label} hint={hint}>
      <input
        id={id}
        type="text"
        value={value.value}
        placeholder={placeholder}
        required={required}
        autocomplete="off"
        spellcheck={false}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value;
        }}
      />
    </Labelled>
  );
}

/** A date and a time in the reader's time zone. */
export function TimeField({ label, value }: Pick<TextFieldProps, 'label' | 'value'>): JSX.Element {
  const id = useId();
  return (
    <Labelled id={id} label={label}>
      <input
        id={id}
        type="datetime-local"
        step={1}
        value={value.value}
        required
        onInput={({ currentTarget }) => {
          value.value = currentTarget.value;
        }}
      />
    </Labelled>
  );
}

export type Choice = readonly [value: string, label: string];

export interface SelectFieldProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (value: string) => void;
}

export function SelectField({ label, value, choices, onChoose }: SelectFieldProps): JSX.Element {
  const id = useId();
  return (
    <Labelled id={id} label={label}>
      <select id={id} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {choices.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

export interface RadioFieldProps {
  readonly legend: string;
  readonly value: Signal<string>;
  readonly choices: readonly Choice[];
  readonly children?: ComponentChildren;
}

export function RadioField({ legend, value, choices, children }: RadioFieldProps): JSX.Element {
  const name = useId();
  return (
    <fieldset class="field">
      <legend>{legend}</legend>
      <div class="segments">
        {choices.map(([key, text]) => (
          <label key={key}>
            <input
              type="radio"
              name={name}
              value={key}
              checked={value.value === key}
              onChange={() => {
                value.value = key;
              }}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}

export interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly hint?: string;
  readonly onToggle: (on: boolean) => void;
}

export function Switch({ label, on, hint, onToggle }: SwitchProps): JSX.Element {
  const id = useId();
  return (
    <label class="switch-row" for={id}>
      <span class="switch-text">
        <span>{label}</span>
        {hint && <span class="hint">{hint}</span>}
      </span>
      <input
        id={id}
        class="switch"
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        onChange={({ currentTarget }) => onToggle(currentTarget.checked)}
      />
    </label>
  );
}
