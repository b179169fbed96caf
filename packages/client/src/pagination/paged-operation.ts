import type { CallOptions, NeonCaller } from '../client/index.ts';

/**
 * What the answers of the listing operations call their items; a closed table, held against the generated functions
 * by a test. It is what tells a list from an answer that merely holds an array.
 */
export type ItemsName =
  | 'branches'
  | 'custom_domains'
  | 'functions'
  | 'members'
  | 'objects'
  | 'operations'
  | 'project_members'
  | 'projects';

/** Where answers say what comes next: `pagination.cursor`, `pagination.next` or `next_cursor`. */
type NextName = 'pagination' | 'next_cursor';

/** The items of a page; never for an answer that is no page. */
export type ItemOf<Page> = [NextName & keyof Page] extends [never]
  ? never
  : Page extends { readonly [Name in ItemsName & keyof Page]: readonly (infer Item)[] }
    ? Item
    : never;

/** An operation function, as `@neon-api/client/operations` exports them. */
export type OperationFunction<Params, Answer> = (
  neon: NeonCaller,
  params: Params,
  options?: CallOptions,
) => Promise<Answer>;

/** Nothing to ask of a listing operation; what no other operation can be. */
export type MustHavePages<Page> = [ItemOf<Page>] extends [never] ? 'This operation does not return pages.' : unknown;
