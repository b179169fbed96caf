import type { ControlPlane } from '../control-plane/index.ts';
import type {
  ConnectionRefusal,
  DataPlane,
  DataPlaneEvents,
  EndpointOutlook,
  TenantSettings,
} from '../data-plane/index.ts';
import type { OperationFaults } from '../faults/index.ts';
import type { SharedContext } from '../handlers/index.ts';
import type { ObjectStore } from '../objects/index.ts';
import type { StateFile } from '../state/index.ts';

/** The control plane, as the data plane sees it. */
export interface ControlPlaneLink {
  /** Called while the data plane starts, once other processes and threads work for it. */
  readonly onPrepared: () => void;
  /** Returns why a client may not connect from its address, or undefined if it may. */
  readonly judgeConnection: (endpointId: string, address: string) => ConnectionRefusal | undefined;
  readonly events: DataPlaneEvents;
  /** Returns the history retention of the project that a branch or snapshot belongs to. */
  readonly historySecondsOf: (branchId: string) => number | undefined;
  /** Returns what the API sets for a branch's server, or for the one of a read-only endpoint. */
  readonly tenantSettingsOf: (branchId: string, endpointId?: string) => TenantSettings;
  /** Returns whether that project has unfinished operations. */
  readonly isAtWork: (branchId: string) => boolean;
  /** Waits for the operations that may open an endpoint, and returns its state. */
  readonly awaitEndpoint: (endpointId: string, signal: AbortSignal) => Promise<EndpointOutlook>;
}

export interface StartedDataPlane<Plane extends DataPlane> {
  readonly dataPlane: Plane;
  stop(): Promise<void>;
}

export type CreateControlPlane = (context: SharedContext, operationFaults: OperationFaults) => ControlPlane;

/** Where the state is kept; without one, in memory. */
export interface Storage {
  readonly file: StateFile;
  /** Whether this start has repaired the state. */
  wasRecovered(): boolean;
}

/** What differs between Node and the other runtimes. */
export interface Host<Plane extends DataPlane> {
  readonly storage?: Storage | undefined;
  readonly objects: ObjectStore;
  startDataPlane(link: ControlPlaneLink): Promise<StartedDataPlane<Plane>>;
  /** Called more than once. */
  loadControlPlane(): Promise<CreateControlPlane>;
}
