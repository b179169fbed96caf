const AGAIN = 'send it again';
const NOTHING_DONE = 'Nothing was done:';

const BY_STATUS: Readonly<Record<number, string>> = {
  401: 'Check the API key.',
  403: 'Use an API key that may do this.',
  404: 'Check the ids, and what the API key may see.',
  423: `${NOTHING_DONE} wait for the running operations of the project, then ${AGAIN}.`,
  429: `${NOTHING_DONE} slow down, then ${AGAIN}.`,
  503: `${NOTHING_DONE} ${AGAIN} later.`,
};

/** What the reader of an error with this status can do; empty when the server's words are all there is to say. */
export function nextStep(status: number, isSafe: boolean): string {
  const step = BY_STATUS[status];
  if (step !== undefined) return step;
  if (status < 500 && status !== 408) return '';
  return isSafe ? 'Send it again later.' : LOOK_FIRST;
}

export const LOOK_FIRST = 'It may have been carried out: look before sending it again.';
