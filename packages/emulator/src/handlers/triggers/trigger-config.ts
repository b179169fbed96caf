import type { FunctionTriggerStorageObjectCreated, TriggerCreateRequest, TriggerUpdateRequest } from '@neon-api/types';
import { badRequest } from '../../errors/index.ts';
import type { TriggerConfig, TriggerEvent } from '../../state/index.ts';
import { utf8LengthOf } from '../../support/index.ts';
import type { AsParsed } from '../handler.ts';
import { checkCron, findNextRunMs } from './cron.ts';

export type AskedTrigger = AsParsed<TriggerCreateRequest>;
export type AskedChange = AsParsed<TriggerUpdateRequest>;

/** Docs (functions/triggers/overview, limits). */
const LONGEST_NAME = 256;
const LONGEST_PATH = 2048;
const LONGEST_PREFIX_BYTES = 1024;
/** A plain path: no query, fragment, blank or control character. */
const PATH = /^\/[^?#\s\p{Cc}\p{Surrogate}]*$/u;

const FIELDS: readonly string[] = ['type', 'function_slug', 'name', 'function_path', 'enabled'];
const EVENT_FIELDS: Readonly<Record<AskedChange['type'], readonly string[]>> = {
  schedule: ['cron'],
  storage_object_created: ['bucket_name', 'prefix'],
};

/** Docs (functions/triggers/schedule, errors): an unexpected field is an error, which catches typos. */
export function checkAsked(asked: AskedTrigger | AskedChange): void {
  const eventFields = EVENT_FIELDS[asked.type];
  refuseUnknown(asked, [...FIELDS, asked.type]);
  if (asked.type === 'schedule') {
    refuseUnknown(asked.schedule ?? {}, eventFields);
    if (asked.schedule) checkCron('body.schedule.cron', asked.schedule.cron);
  } else {
    refuseUnknown(asked.storage_object_created ?? {}, eventFields);
    if (asked.storage_object_created) checkUploads(asked.storage_object_created);
  }
  const { name, function_path: path } = asked;
  if (name !== undefined && (name === '' || [...name].length > LONGEST_NAME)) {
    throw badRequest(`body.name must be 1 to ${LONGEST_NAME} characters long`);
  }
  if (path !== undefined && (path.length > LONGEST_PATH || !PATH.test(path))) {
    const rule = `a path of 1 to ${LONGEST_PATH} characters that starts with a slash and has no query`;
    throw badRequest(`body.function_path must be ${rule}: invalid function trigger path`);
  }
}

export function configOf(asked: AskedTrigger, nowMs: number): TriggerConfig {
  const { name, function_slug: functionSlug, function_path: functionPath = '/', enabled: isEnabled = true } = asked;
  const event = eventOf(asked);
  if (!event) throw badRequest(`body: ${asked.type} (field required)`);
  return planNextRun({ name, functionSlug, functionPath, event, isEnabled, version: 1 }, nowMs);
}

/** Applies a change. An inherited trigger is disabled unless the change enables it. */
export function changeConfig(before: TriggerConfig, asked: AskedChange, nowMs: number): TriggerConfig {
  const event = eventOf(asked);
  const changed: TriggerConfig = {
    ...before,
    name: asked.name ?? before.name,
    functionSlug: asked.function_slug ?? before.functionSlug,
    functionPath: asked.function_path ?? before.functionPath,
    event: event ?? before.event,
    isEnabled: asked.enabled ?? before.isEnabled,
    version: before.version + 1,
  };
  const keepsRhythm = event === undefined && changed.isEnabled === before.isEnabled;
  return keepsRhythm ? changed : planNextRun(changed, nowMs);
}

/** Adds the first run after `nowMs`, if there is one. */
export function planNextRun({ nextRunAt: _before, ...config }: TriggerConfig, nowMs: number): TriggerConfig {
  const { event, isEnabled } = config;
  const nextMs = isEnabled && event.type === 'schedule' ? findNextRunMs(event.cron, nowMs) : undefined;
  return nextMs === undefined ? config : { ...config, nextRunAt: new Date(nextMs).toISOString() };
}

function eventOf(asked: AskedTrigger | AskedChange): TriggerEvent | undefined {
  if (asked.type === 'schedule') return asked.schedule && { type: 'schedule', cron: asked.schedule.cron };
  const { type, storage_object_created: uploads } = asked;
  if (!uploads) return undefined;
  // Spec: a trigger for the whole bucket has no prefix instead of an empty one.
  return { type, bucketName: uploads.bucket_name, ...(uploads.prefix ? { prefix: uploads.prefix } : {}) };
}

function checkUploads({ bucket_name: bucket, prefix = '' }: AsParsed<FunctionTriggerStorageObjectCreated>): void {
  if (bucket === '') throw badRequest('body.storage_object_created.bucket_name must not be empty');
  if (utf8LengthOf(prefix) > LONGEST_PREFIX_BYTES) {
    throw badRequest(`body.storage_object_created.prefix must have at most ${LONGEST_PREFIX_BYTES} UTF-8 bytes`);
  }
}

function refuseUnknown(fields: object, known: readonly string[]): void {
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw badRequest(`unexpected field ${JSON.stringify(unknown)}`);
}
