import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CodegenError } from '../codegen-error.ts';
import { type AppliedOverlay, sha256 } from '../contract/index.ts';
import { isList, isObject, type Json } from '../json/index.ts';
import { DEFAULT_LIMITS, decodeText, parseTree, readBounded } from '../source/index.ts';

export interface OverlayAction {
  readonly target: string;
  readonly change: { readonly kind: 'remove' } | { readonly kind: 'update'; readonly update: Json };
  readonly reason: string;
}

export interface OverlayWitness {
  readonly package: string;
  readonly version: string;
}

export interface Overlay extends AppliedOverlay {
  readonly actions: readonly OverlayAction[];
  /** The package whose types the actions come from; undefined for an overlay written by hand. */
  readonly witness: OverlayWitness | undefined;
  /** The witness overlay whose parts this one completes. */
  readonly completes: string | undefined;
  /** The spelling of parts of names: `{ Jwks: 'JWKS' }`. */
  readonly spelling: Readonly<Record<string, string>>;
  readonly text: string;
}

const OVERLAY_KEYS = ['overlay', 'info', 'extends', 'actions', 'x-reason'];
const ACTION_KEYS = ['target', 'description', 'update', 'remove', 'x-reason'];

/** Reads the overlays in a folder, sorted by file name, the order in which they apply; empty if there is no folder. */
export function readOverlays(folder: string): Overlay[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  return files.sort().map((file) => readOverlay(file, readBounded(join(folder, file), DEFAULT_LIMITS.maxBytes)));
}

export function readOverlay(file: string, bytes: Uint8Array): Overlay {
  return { ...parseOverlay(file, parseTree(bytes, file).value), sha256: sha256(bytes), text: decodeText(bytes, file) };
}

function parseOverlay(file: string, value: Json): Omit<Overlay, 'sha256' | 'text'> {
  if (!isObject(value) || typeof value.overlay !== 'string' || !/^1\.0\.\d+$/.test(value.overlay)) {
    throw refused(file, 'it is not an OpenAPI Overlay 1.0: start it with `overlay: 1.0.0`');
  }
  closed(file, 'it', value, OVERLAY_KEYS);
  const { actions, 'x-reason': reason } = value;
  if (!isList(actions) || actions.length === 0) throw refused(file, '"actions" must be a list of at least one action');
  return {
    file,
    witness: witnessOf(file, value['x-witness']),
    completes: textOf(file, 'x-completes', value['x-completes']),
    spelling: spellingOf(file, value['x-spelling']),
    actions: actions.map((action, index) => parseAction(file, index, action, reason)),
  };
}

function witnessOf(file: string, value: Json | undefined): OverlayWitness | undefined {
  if (value === undefined) return undefined;
  const { package: name, version } = isObject(value) ? value : {};
  if (typeof name === 'string' && typeof version === 'string') return { package: name, version };
  throw refused(file, '"x-witness" does not name a package and its version');
}

function textOf(file: string, key: string, value: Json | undefined): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw refused(file, `"${key}" is not a string`);
}

function spellingOf(file: string, value: Json = {}): Readonly<Record<string, string>> {
  const entries = isObject(value) ? Object.entries(value) : undefined;
  if (entries?.every(([name, spelled]) => /^\w+$/.test(name) && typeof spelled === 'string') === true) {
    return value as Readonly<Record<string, string>>;
  }
  throw refused(file, '"x-spelling" must map names to names');
}

function parseAction(file: string, index: number, action: Json, shared: Json | undefined): OverlayAction {
  const which = `action ${index + 1}`;
  if (!isObject(action) || typeof action.target !== 'string') throw refused(file, `${which} has no target`);
  closed(file, which, action, ACTION_KEYS);
  const reason = action['x-reason'] ?? shared;
  if (typeof reason !== 'string' || reason.trim() === '') {
    throw refused(file, `${which} has no reason: say in "x-reason" why the document is wrong`);
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
  throw refused(
    file,
    `${what} has ${unknown.map((key) => `"${key}"`).join(', ')}; the known keys are ${known.join(', ')}`,
  );
}

function refused(file: string, reason: string): CodegenError {
  return new CodegenError(`The overlay ${file} is invalid: ${reason}. Nothing was written.`);
}
