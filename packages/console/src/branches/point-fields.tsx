import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { RadioField, TextField, TimeField } from '../ui/index.ts';

const POINTS = [
  ['now', 'Now'],
  ['time', 'A time'],
  ['lsn', 'An LSN'],
] as const;

export interface PointFieldsProps {
  readonly legend: string;
  /** `now`, `time` or `lsn`. */
  readonly point: Signal<string>;
  readonly time: Signal<string>;
  readonly lsn: Signal<string>;
}

/** Chooses a point in the history of a branch. */
export function PointFields({ legend, point, time, lsn }: PointFieldsProps): JSX.Element {
  return (
    <RadioField legend={legend} value={point} choices={POINTS}>
      {point.value === 'time' && <TimeField label="Time" value={time} />}
      {point.value === 'lsn' && <TextField label="LSN" value={lsn} placeholder="0/1DE2850" required />}
    </RadioField>
  );
}
