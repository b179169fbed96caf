import type { FieldWorld } from './field-world.ts';

/** A request that sends every field of an operation, and where its values can be read. */
export interface BodyProbe {
  /** The path of the request, relative to the API. */
  path(world: FieldWorld): string;
  body(world: FieldWorld): object;
  /** Paths of GET requests that show what was sent; `state` is the emulator's state, `answer` the response. */
  reads(world: FieldWorld, answer: never): readonly string[];
  /** Sends the request if it is not JSON. */
  send?(world: FieldWorld): Promise<unknown>;
  /** Prepares the world. */
  prepare?(world: FieldWorld): Promise<unknown>;
}
