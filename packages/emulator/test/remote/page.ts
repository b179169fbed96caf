import type { RemoteCall } from '../transport/protocol.ts';
import { answerCall } from './answer-call.ts';

/** The program of a page: answers calls as JSON texts. */
Object.assign(globalThis, {
  answerCall: async (text: string) => JSON.stringify(await answerCall(JSON.parse(text) as RemoteCall)),
});
