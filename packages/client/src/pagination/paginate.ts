import type { CallOptions, NeonCaller } from '../client/index.ts';
import { NeonUsageError } from '../errors/index.ts';
import { cancellable } from '../internal/index.ts';
import type { ItemOf, MustHavePages, OperationFunction } from './paged-operation.ts';
import { type WalkedPage, walkPages } from './walk-pages.ts';

export interface PageOptions extends CallOptions {
  /** Request the next page while the current one is being used; default false. */
  readonly prefetch?: boolean | undefined;
}

/** A paginated list; each iteration starts from the first page. */
export interface Pages<Item, Page> extends AsyncIterable<Item> {
  /** Iterates over whole responses, with their other fields. */
  pages(): AsyncGenerator<Page, undefined, void>;
  /**
   * Returns all items, or the first `maxItems`: from 1, default all. Requests only the pages that it needs.
   *
   * @throws NeonUsageError if `maxItems` is not a positive integer
   */
  collect(options?: { readonly maxItems?: number | undefined }): Promise<Item[]>;
}

/**
 * Iterates over all pages of a list.
 *
 * Requests the largest pages that Neon allows, unless `params.limit` is set; `params.cursor` sets the start.
 * Leaving the loop or aborting `options.signal` cancels any request.
 *
 * @param list a list function of `@neon-api/client/operations`; others do not compile
 * @throws NeonApiError if a cursor repeats, so that the list would never end, or a response contains no list
 * @throws what a call throws, because each page is a call
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
  /** Iterates over what `read` returns for each page; no page is larger than `maxLimit`. */
  const walk = <Part>(
    read: (walked: WalkedPage<Page>) => Iterable<Part>,
    maxLimit = Infinity,
  ): AsyncGenerator<Part, undefined, void> =>
    cancellable(async function* (halt) {
      const pages = walkPages({
        neon,
        list,
        params: params as Params,
        options: { ...options, signal: halt },
        prefetch,
        maxLimit,
      });
      for await (const walked of pages) yield* read(walked);
      return undefined;
    }, signal);
  // The descriptor and the type come from the same API document.
  const itemsOf = ({ items }: WalkedPage<Page>) => items as readonly ItemOf<Page>[];

  return {
    [Symbol.asyncIterator]: () => walk(itemsOf),
    pages: () => walk(({ page }) => [page]),
    async collect({ maxItems = Infinity } = {}) {
      if (maxItems !== Infinity && !(Number.isInteger(maxItems) && maxItems >= 1)) {
        throw new NeonUsageError('collect: maxItems must be a positive integer.');
      }
      const collected: ItemOf<Page>[] = [];
      for await (const items of walk((walked) => [itemsOf(walked)], maxItems)) {
        // A loop, because a page may have more items than a function can have arguments.
        for (const item of items) collected.push(item);
        if (collected.length >= maxItems) break;
      }
      return collected.slice(0, maxItems);
    },
  };
}
