import { seededRandom } from '@neon-api/ground';
import type { Contract, ContractOperation } from '../contract/index.ts';
import type { AddedFault, Fault } from './fault.ts';
import { parseFault } from './parse-fault.ts';

/** The active faults. */
export interface FaultList {
  /**
   * Adds a fault and returns it with its id.
   *
   * @throws EmulatorUsageError if a field is unknown or out of range.
   */
  add(fault: Fault): AddedFault;
  list(): AddedFault[];
  /** Removes a fault. Returns false if there is no fault with this id. */
  remove(id: string): boolean;
  clear(): void;
}

/** A fault list from which the API draws faults. */
export interface FaultSource extends FaultList {
  /** Returns the faults that strike this call, in the order in which they were added. */
  draw(operation: ContractOperation): Fault[];
}

interface Entry {
  readonly id: string;
  readonly fault: Fault;
  readonly random: () => number;
  seen: number;
  struck: number;
}

/** @param onChange called when the list or a count has changed */
export function createFaultList(contract: Contract, onChange: () => void = () => {}): FaultSource {
  let entries: readonly Entry[] = [];
  let added = 0;
  return {
    add(given) {
      const fault = parseFault(given, contract);
      added += 1;
      const entry = { id: `fault-${added}`, fault, random: seededRandom(fault.seed ?? 1), seen: 0, struck: 0 };
      entries = [...entries, entry];
      onChange();
      return show(entry);
    },
    list: () => entries.map(show),
    remove(id) {
      const kept = entries.filter((entry) => entry.id !== id);
      const wasThere = kept.length < entries.length;
      entries = kept;
      onChange();
      return wasThere;
    },
    clear() {
      entries = [];
      onChange();
    },
    draw(operation) {
      if (entries.length === 0) return [];
      const struck: Fault[] = [];
      for (const entry of entries) {
        if (!matches(entry.fault, operation)) continue;
        entry.seen += 1;
        if (!strikes(entry)) continue;
        entry.struck += 1;
        struck.push(entry.fault);
      }
      onChange();
      return struck;
    },
  };
}

function show({ id, fault, seen, struck }: Entry): AddedFault {
  return { ...fault, id, seen, struck };
}

function matches({ operationId, route, any }: Fault, operation: ContractOperation): boolean {
  if (any) return true;
  if (operationId !== undefined) return operationId === operation.operationId;
  return route === operation.path || route === `${operation.method} ${operation.path}`;
}

/** Draws even after the last strike, so that only the seed determines later draws. */
function strikes({ fault, seen, struck, random }: Entry): boolean {
  const { nth = 1, probability, times = probability === undefined ? 1 : Number.POSITIVE_INFINITY } = fault;
  const isDue = probability === undefined ? seen >= nth : random() < probability;
  return isDue && struck < times;
}
