import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CodegenError } from '../codegen-error.ts';
import { type AppliedOverlay, type Json, type JsonObject, sha256 } from '../contract/index.ts';
import { DEFAULT_LIMITS, parseTree, readBounded } from '../source/index.ts';
import { isObject } from './locations.ts';

export interface OverlayAction {
  readonly target: string;
  readonly change: { readonly kind: 'remove' } | { readonly kind: 'update'; readonly update: Json };
  readonly reason: string;
}

export interface Overlay extends AppliedOverlay {
  readonly actions: readonly OverlayAction[];
  /** What stands beside the actions under keys with `x-`. */
  readonly extensions: JsonObject;
}

const OVERLAY_KEYS = ['overlay', 'info', 'extends', 'actions', 'x-reason'];
const ACTION_KEYS = ['target', 'description', 'update', 'remove', 'x-reason'];

/** The overlays in a folder by file name, which is the order in which they apply; none when there is no folder. */
export function readOverlays(folder: string): Overlay[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return files.sort().map((file) => readOverlay(file, readBounded(join(folder, file), DEFAULT_LIMITS.maxBytes)));
}

export function readOverlay(file: string, bytes: Uint8Array): Overlay {
  return parseOverlay(file, parseTree(bytes, file).value, sha256(bytes));
}

function parseOverlay(file: string, value: Json, hash: string): Overlay {
  if (!isObject(value) || typeof value.overlay !== 'string' || !/^1\.0\.\d+$/.test(value.overlay)) {
    throw refused(file, 'it is no OpenAPI Overlay 1.0: begin it with `overlay: 1.0.0`');
  }
  closed(file, 'it', value, OVERLAY_KEYS);
  const { actions, 'x-reason': reason } = value;
  if (!Array.isArray(actions) || actions.length === 0) throw refused(file, '"actions" must be a list with an action');
  return {
    file,
    sha256: hash,
    extensions: Object.fromEntries(Object.entries(value).filter(([key]) => key.startsWith('x-'))),
    actions: (actions as readonly Json[]).map((action, index) => parseAction(file, index, action, reason)),
  };
}

function parseAction(file: string, index: number, action: Json, shared: Json | undefined): OverlayAction {
  const which = `action ${index + 1}`;
  if (!isObject(action) || typeof action.target !== 'string') throw refused(file, `${which} has no target`);
  closed(file, which, action, ACTION_KEYS);
  const reason = action['x-reason'] ?? shared;
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw refused(file, `${which} gives no reason: say in "x-reason" why the document is wrong`);
  }
  const { target, update, remove } = action;
  if (remove !== undefined && typeof remove !== 'boolean')
    throw refused(file, `"remove" of ${which} is not true or false`);
  if ((remove === true) === (update !== undefined)) {
    throw refused(file, `${which} must have either "update" or "remove: true"`);
  }
  return { target, reason, change: update === undefined ? { kind: 'remove' } : { kind: 'update', update } };
}

function closed(file: string, what: string, object: { readonly [key: string]: Json }, known: readonly string[]): void {
  const unknown = Object.keys(object).filter((key) => !known.includes(key) && !key.startsWith('x-'));
  if (unknown.length === 0) return;
  throw refused(file, `${what} has ${unknown.map((key) => `"${key}"`).join(', ')}; known are ${known.join(', ')}`);
}

function refused(file: string, reason: string): CodegenError {
  return new CodegenError(`The overlay ${file} is refused: ${reason}. Nothing was written.`);
}
