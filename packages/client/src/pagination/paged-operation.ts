import type { CallOptions, NeonCaller } from '../client/index.ts';

/**
 * The properties that contain the items in list responses; a test compares them with the generated functions. They
 * distinguish a list from a response that merely contains an array.
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

/** The property that contains the next cursor: `pagination.cursor`, `pagination.next` or `next_cursor`. */
type NextName = 'pagination' | 'next_cursor';

/** The type of the items of a page; `never` if the response is not a page. */
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

/** `unknown` for list operations; an error text that no function matches for others. */
export type MustHavePages<Page> = [ItemOf<Page>] extends [never] ? 'This operation does not return pages.' : unknown;
