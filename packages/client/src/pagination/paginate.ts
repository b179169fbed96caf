import type { CallOptions, NeonCaller } from '../client/index.ts';
import { NeonUsageError } from '../errors/index.ts';
import { cancellable } from '../internal/index.ts';
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
  /** What `read` takes from each page, of pages no larger than `atMost`. */
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
  // The descriptor names the property, and the type has it from the same document.
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
        // Concatenated by a loop: a page may be larger than a call's arguments.
        for (const item of items) collected.push(item);
        if (collected.length >= maxItems) break;
      }
      return collected.slice(0, maxItems);
    },
  };
}
