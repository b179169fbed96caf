import { METHODS } from '../../contract/index.ts';
import { isObject } from '../../json/index.ts';
import { jsonPointer, quoted } from '../fault.ts';
import type { Check } from './check.ts';

/** Reports each duplicate operationId. Ids that differ only in case count as duplicates: they would share a file name. */
export const uniqueOperationIds: Check = (paths, at, report) => {
  const seen = new Map<string, string>();
  for (const [path, item] of Object.entries(isObject(paths) ? paths : {})) {
    for (const method of METHODS) {
      const operation = isObject(item) ? item[method] : undefined;
      const id = isObject(operation) ? operation.operationId : undefined;
      if (typeof id !== 'string') continue;
      const here = [...at, path, method];
      const first = seen.get(id.toLowerCase());
      if (first !== undefined)
        report([...here, 'operationId'], `operationId ${quoted(id)} is already used by ${first}.`);
      else seen.set(id.toLowerCase(), jsonPointer(here));
    }
  }
};
