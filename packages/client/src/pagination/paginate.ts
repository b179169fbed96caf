import type { CallOptions, NeonCaller } from '../client/index.ts';
import { NeonUsageError } from '../errors/index.ts';
import { leavable } from '../internal/index.ts';
import type { ItemOf, MustHavePages, OperationFunction } from './paged-operation.ts';
import { type WalkedPage, walkPages } from './walk-pages.ts';

export interface PageOptions extends CallOptions {
  /** Ask for the next page while this one is being used; default false. */
  readonly prefetch?: boolean | undefined;
}

/** A list in pages; every walk through it starts anew. */
export interface Pages<Item, Page> extends AsyncIterable<Item> {
  /** The answers themselves, with all that they hold beside the items. */
  pages(): AsyncGenerator<Page, undefined, void>;
  /**
   * All items, or the first `maxItems` of them: from 1, default all. Asks for no page that it does not need.
   *
   * @throws NeonUsageError when `maxItems` is not a whole number from 1
   */
  collect(options?: { readonly maxItems?: number | undefined }): Promise<Item[]>;
}

/**
 * Walks through all pages of a list.
 *
 * The largest page that Neon allows is asked for, unless `params.limit` says otherwise; `params.cursor` starts later.
 * Leaving the loop, and `options.signal`, end it at once and leave nothing running.
 *
 * @param list a listing function of `@neon-api/client/operations`; others do not compile
 * @throws NeonApiError when a cursor comes again, which would never end, or an answer holds no list
 * @throws what a call throws, as each page is one
 * @example
 * for await (const project of paginate(neon, listProjects)) console.log(project.name);
 * const branches = await paginate(neon, listProjectBranches, { project_id }).collect({ maxItems: 50 });
 */
export function paginate<Params, Page extends object>(
  neon: NeonCaller,
  list: OperationFunction<Params, Page> & MustHavePages<Page>,
  ...rest: undefined extends Params ? [params?: Params, options?: PageOptions] : [params: Params, options?: PageOptions]
): Pages<ItemOf<Page>, Page> {
  const [params, { prefetch = false, signal, ...options } = {}] = rest;
  const walk = (atMost: number, halt: AbortSignal): AsyncGenerator<WalkedPage<Page>, void, void> =>
    walkPages({ neon, list, params: params as Params, options: { ...options, signal: halt }, prefetch, atMost });

  async function* walkItems(atMost: number, halt: AbortSignal): AsyncGenerator<ItemOf<Page>, undefined, void> {
    // The descriptor names the property, and the type has it from the same document.
    for await (const { items } of walk(atMost, halt)) yield* items as readonly ItemOf<Page>[];
    return undefined;
  }
  async function* walkAnswers(halt: AbortSignal): AsyncGenerator<Page, undefined, void> {
    for await (const { page } of walk(Number.POSITIVE_INFINITY, halt)) yield page;
    return undefined;
  }
  const items = (atMost: number): AsyncGenerator<ItemOf<Page>, undefined, void> =>
    leavable((halt) => walkItems(atMost, halt), signal);

  return {
    [Symbol.asyncIterator]: () => items(Number.POSITIVE_INFINITY),
    pages: () => leavable(walkAnswers, signal),
    async collect({ maxItems = Number.POSITIVE_INFINITY } = {}) {
      if (maxItems !== Number.POSITIVE_INFINITY && !(Number.isInteger(maxItems) && maxItems >= 1)) {
        throw new NeonUsageError('collect: maxItems must be a whole number from 1.');
      }
      const collected: ItemOf<Page>[] = [];
      for await (const page of leavable((halt) => walk(maxItems, halt), signal)) {
        // Concatenated by a loop: a page may be larger than a call's arguments.
        for (const item of page.items as readonly ItemOf<Page>[]) collected.push(item);
        if (collected.length >= maxItems) break;
      }
      return maxItems < collected.length ? collected.slice(0, maxItems) : collected;
    },
  };
}
