import type { DroppedAction, Lock } from '@neon-api/codegen';

/** The sources of a contract's facts, before and after a pull. */
export interface SpecSources {
  readonly before: Pick<Lock, 'overlays' | 'contract'>;
  readonly lock: Pick<Lock, 'overlays' | 'contract'>;
  /** The actions that the overlays no longer need. */
  readonly dropped: readonly DroppedAction[];
}

/** Returns the operations that were read from types and are now in the document, sorted. */
export function takenOver({ before, lock, dropped }: SpecSources): string[] {
  const gone = new Set(dropped.filter(({ adds, part }) => adds && part.kind === 'operation').map(({ name }) => name));
  const now = lock.contract.fromTypes ?? [];
  return (before.contract.fromTypes ?? []).filter((id) => gone.has(id) && !now.includes(id));
}

/** Describes for the changeset which operations now have their facts from the document. */
export function describeTakenOver(sources: SpecSources): string[] {
  const ids = takenOver(sources);
  if (ids.length === 0) return [];
  const from = typeSources(sources.before);
  return [
    `The document now has ${codes(ids)}, so the types of ${from} are no longer used for ${ids.length === 1 ? 'it' : 'them'}.`,
  ];
}

/** Describes for the user which operations changed their source, and which have only one. */
export function describeSources(sources: SpecSources): string[] {
  const { fromTypes = [], absentFromTypes = [] } = sources.lock.contract;
  const from = typeSources(sources.lock);
  return [
    ...describeTakenOver(sources),
    ...(fromTypes.length > 0 ? [`Only in the types of ${from}: ${codes(fromTypes)}.`] : []),
    ...(absentFromTypes.length > 0
      ? [`Only in the document, absent from ${from}, and therefore deprecated: ${codes(absentFromTypes)}.`]
      : []),
  ];
}

function typeSources({ overlays }: Pick<Lock, 'overlays'>): string {
  return overlays
    .flatMap(({ package: name, version }) => (name === undefined ? [] : [`${name}@${version}`]))
    .join(', ');
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
