import { readFile } from 'node:fs/promises';
import { messageOf } from '@neon-api/ground';
import { createQueue } from '../../support/index.ts';
import { unlessCode } from '../errors.ts';
import { replaceOwnFile } from '../root-dir/index.ts';

/** More endpoints than one machine serves; those deleted long ago are forgotten. */
const MOST_REMEMBERED = 1000;

/** The last port of each endpoint, so that it gets the same one again. */
export interface PortMemory {
  portOf(endpointId: string): number | undefined;
  keep(endpointId: string, port: number): void;
}

/** `file` keeps the ports for the next emulator; undefined: nothing does. */
export async function openPortMemory(file: string | undefined, log: (line: string) => void): Promise<PortMemory> {
  const ports = new Map(file === undefined ? [] : await readPorts(file));
  const writes = createQueue();

  async function write(path: string): Promise<void> {
    await replaceOwnFile(path, JSON.stringify(Object.fromEntries(ports)));
  }

  return {
    portOf: (endpointId) => ports.get(endpointId),
    keep(endpointId, port) {
      if (ports.get(endpointId) === port) return;
      ports.set(endpointId, port);
      for (const oldest of [...ports.keys()].slice(0, -MOST_REMEMBERED)) ports.delete(oldest);
      if (file === undefined) return;
      writes
        .run(() => write(file))
        .catch((error: unknown) => log(`The ports of endpoints were not saved in ${file}: ${messageOf(error)}`));
    },
  };
}

/** A damaged file is like none: the endpoints get new ports. */
async function readPorts(file: string): Promise<[string, number][]> {
  const text = await unlessCode(readFile(file, 'utf8'), 'ENOENT');
  if (text === undefined) return [];
  try {
    return Object.entries(JSON.parse(text) as Record<string, unknown>).filter((entry): entry is [string, number] =>
      Number.isInteger(entry[1]),
    );
  } catch {
    return [];
  }
}
