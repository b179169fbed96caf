const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'Check the API key: it may be mistyped or revoked.',
  403: 'Use an API key that may do this.',
  404: 'Check the ids, and that the API key may see them.',
  409: 'It exists already or conflicts with a change in progress.',
  423: 'Nothing was done: wait for the running operations of the project, then send it again.',
  429: 'Nothing was done: slow down, then send it again.',
  503: 'Nothing was done: send it again in a moment.',
};

/** What the reader of an error with this status can do; empty when the server's words are all there is to say. */
export function nextStep(status: number, method: string): string {
  const step = BY_STATUS[status];
  if (step !== undefined) return step;
  if (status < 500) return '';
  return method === 'GET' ? 'Send it again in a moment.' : LOOK_FIRST;
}

export const LOOK_FIRST = 'It may have been carried out: look before sending it again.';
