import { CodegenError } from '../codegen-error.ts';
import type { OpenApiDocument } from '../contract/index.ts';
import { referencesIn, schemaName } from '../json/index.ts';
import { isEffective } from './apply-overlays.ts';
import { additionOf, changedPart, hasComponent, hasPart, type Part, partKey } from './parts.ts';
import type { Overlay, OverlayAction } from './read-overlays.ts';

/** An action that the document no longer needs. */
export interface DroppedAction {
  readonly file: string;
  /** The index of the action in its file. */
  readonly index: number;
  /** The operationId, the schema's name, or the part that the action changes. */
  readonly name: string;
  readonly part: Part;
  /** True if the action added the part; false if it changed the part. */
  readonly adds: boolean;
}

export interface OverlayPlan {
  /** In order. An overlay may have fewer actions than its file. */
  readonly applied: readonly Overlay[];
  readonly dropped: readonly DroppedAction[];
}

/**
 * Decides which actions apply to a document. An action of a witness is dropped once the document has what it adds, and
 * actions that complete a witness are dropped with it unless they still change something. An operation is skipped if the
 * document is too old for it and lacks a part that it references. Overlays written by hand always apply.
 *
 * @param live - True for Neon's current document: what it lacks was removed, so no action of a witness applies.
 */
export function planOverlays(document: OpenApiDocument, overlays: readonly Overlay[], live: boolean): OverlayPlan {
  const parts = new Map<string, boolean>();
  const plans = overlays.map((overlay) => {
    const needed = overlay.witness === undefined ? undefined : neededActions(document, overlay);
    for (const { part, fits } of needed?.values() ?? []) parts.set(partKey(part), fits);
    return planOverlay(document, overlay, { needed, parts, live });
  });
  return { applied: plans.map(({ applied }) => applied), dropped: plans.flatMap(({ dropped }) => dropped) };
}

type Needed = ReadonlyMap<OverlayAction, { readonly part: Part; readonly fits: boolean }>;

interface PlanContext {
  /** The actions of a witness that are still needed; undefined for other overlays. */
  readonly needed: Needed | undefined;
  /** Keys of the parts that the witnesses so far add or change, and whether those actions fit the document. */
  readonly parts: ReadonlyMap<string, boolean>;
  readonly live: boolean;
}

type Decision = 'apply' | 'skip' | 'drop';

function planOverlay(document: OpenApiDocument, overlay: Overlay, context: PlanContext) {
  const decisions = overlay.actions.map((action) => decideAction(document, overlay, action, context));
  return {
    applied: { ...overlay, actions: overlay.actions.filter((_, index) => decisions[index] === 'apply') },
    dropped: overlay.actions.flatMap((action, index): DroppedAction[] => {
      if (decisions[index] !== 'drop') return [];
      const { part, name, adds } = describe(overlay, action);
      return [{ file: overlay.file, index, name, part, adds }];
    }),
  };
}

function decideAction(
  document: OpenApiDocument,
  overlay: Overlay,
  action: OverlayAction,
  { needed, parts, live }: PlanContext,
): Decision {
  if (needed === undefined && overlay.completes === undefined) return 'apply';
  const fits = needed === undefined ? parts.get(partKey(describe(overlay, action).part)) : needed.get(action)?.fits;
  if (fits !== undefined) return fits && !live ? 'apply' : 'skip';
  if (needed !== undefined) return 'drop';
  return isEffective(document, action) ? 'apply' : 'drop';
}

/** Returns the actions of a witness that the document still needs: missing operations, their schemas, and marks. */
function neededActions(document: OpenApiDocument, overlay: Overlay): Needed {
  const described = new Map(overlay.actions.map((action) => [action, describe(overlay, action)]));
  const schemas = new Map<string, OverlayAction>();
  for (const [action, { part, adds }] of described) {
    if (adds && part.kind === 'schema' && !hasPart(document, part)) schemas.set(part.name, action);
  }
  const needed = new Map<OverlayAction, { readonly part: Part; readonly fits: boolean }>();
  for (const [action, { part, id, adds }] of described) {
    // An addition requires that the part is missing; a mark requires that it exists.
    if ((adds && part.kind === 'schema') || adds === hasPart(document, part, id)) continue;
    const { reached, fits } = reach(document, action, schemas);
    for (const each of [action, ...reached]) {
      const { part: own } = described.get(each) ?? { part };
      needed.set(each, { part: own, fits: fits || needed.get(each)?.fits === true });
    }
  }
  return needed;
}

/** Returns the schemas an action needs, and whether the document has its other references (an older one may not). */
function reach(document: OpenApiDocument, action: OverlayAction, schemas: ReadonlyMap<string, OverlayAction>) {
  const reached = new Set<OverlayAction>();
  let fits = true;
  const open = referencesOf(action);
  for (let reference = open.pop(); reference !== undefined; reference = open.pop()) {
    const schema = schemas.get(schemaName(reference) ?? '');
    if (schema === undefined) fits &&= hasComponent(document, reference);
    else if (!reached.has(schema)) {
      reached.add(schema);
      open.push(...referencesOf(schema));
    }
  }
  return { reached, fits };
}

function referencesOf({ change }: OverlayAction): string[] {
  return change.kind === 'update' ? referencesIn(change.update) : [];
}

function describe(overlay: Overlay, action: OverlayAction) {
  const addition = additionOf(action);
  const part = addition?.part ?? changedPart(action);
  if (part === undefined) {
    throw new CodegenError(
      `The overlay ${overlay.file} is invalid: ${action.target} is neither one operation nor one schema. ` +
        'Split the action, or move it to an overlay without x-witness and x-completes. Nothing was written.',
    );
  }
  return { part, id: addition?.id, adds: addition !== undefined, name: addition?.id ?? partKey(part) };
}
