/** What the reader of an error can do, where the status says it. */
export const STEP_AFTER: Readonly<Record<number, string>> = {
  401: 'Check the API key.',
  403: 'Use an API key that may do this.',
  404: 'Check the ids, and what the API key may see.',
  423: 'Nothing was done: wait for the running operations of the project, then send it again.',
  429: 'Nothing was done: slow down, then send it again.',
  503: 'Nothing was done: send it again later.',
};
