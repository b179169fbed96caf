/** A place where several sources leave news for one reader. */
export interface Inbox<News> {
  readonly tell: (news: News) => void;
  /** All that has come since the last time; waits for the first. */
  readonly hear: () => Promise<News[]>;
}

export function createInbox<News>(): Inbox<News> {
  let waiting: News[] = [];
  let wake: (() => void) | undefined;
  return {
    tell(news) {
      waiting.push(news);
      wake?.();
    },
    async hear() {
      if (waiting.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const heard = waiting;
      waiting = [];
      return heard;
    },
  };
}
