import type { DirectListening } from '../cluster/index.ts';
import type { Authority } from '../tls/index.ts';
import { createOwnPorts, type OwnPorts } from './own-ports.ts';
import { openPortMemory } from './port-memory.ts';
import { prepareListening } from './prepare-listening.ts';

/** What servers need that themselves listen for clients. */
export interface Direct {
  readonly listening: DirectListening;
  readonly ports: OwnPorts;
}

export interface DirectOptions {
  /** `directDir` has the files that servers read, `portsFile` the ports of endpoints. */
  readonly layout: { readonly directDir: string; readonly portsFile: string };
  readonly temporary: boolean;
  /** Folder of the sockets of the emulator's own sessions; undefined if these use TCP too. */
  readonly socketDir: string | undefined;
  readonly authority: Authority;
  readonly log: (line: string) => void;
}

export async function openDirect({ layout, temporary, socketDir, authority, log }: DirectOptions): Promise<Direct> {
  const listening = await prepareListening({ dir: layout.directDir, socketDir, authority });
  const memory = await openPortMemory(temporary ? undefined : layout.portsFile, log);
  return { listening, ports: createOwnPorts(memory, log) };
}
