import { describe, expect, test } from 'vitest';
import { type Conversation, createConversation, type RequestKind } from './conversation.ts';

const KINDS: Readonly<Record<string, RequestKind>> = {
  P: 'parse',
  B: 'bind',
  D: 'describe',
  E: 'execute',
  C: 'close',
  S: 'sync',
  Q: 'query',
  F: 'call',
};

interface State {
  readonly isComplete: boolean;
  readonly isSkipping: boolean;
}

function talk(asked: string, heard: string): State {
  const conversation = createConversation();
  for (const type of asked) conversation.ask({ kind: KINDS[type] ?? 'query' });
  hearAll(conversation, heard);
  return { isComplete: conversation.isComplete, isSkipping: conversation.isSkipping };
}

function hearAll(conversation: Conversation, heard: string): (string | undefined)[] {
  return [...heard].map((type) => conversation.hear(type.charCodeAt(0))?.toString());
}

describe('createConversation', () => {
  test.each([
    ['a query', 'Q', 'TDDCZ', true],
    ['a query without an answer', 'Q', 'TDD', false],
    ['two queries, one answered', 'QQ', 'CZ', false],
    ['two queries', 'QQ', 'CZCZ', true],
    ['a query with several statements', 'Q', 'TDCTDCZ', true],
    ['a function call', 'F', 'VZ', true],
    ['an extended query', 'PBDES', '12TDCZ', true],
    ['an extended query without rows', 'PBDES', '12nCZ', true],
    ['an extended query that suspends its portal', 'PBES', '12DsZ', true],
    ['an extended query without its Sync', 'PBE', '12C', false],
    ['messages after a Sync', 'PSB', '1Z', false],
    ['an error in a query', 'Q', 'TDEZ', true],
    ['an error in an extended query', 'PBES', 'EZ', true],
    ['an error that skips a query', 'PQS', 'EZ', true],
    ['an error before a second Sync', 'PBESPBES', 'EZ12CZ', true],
    ['an error at the commit of a Sync', 'PBES', '12CEZ', true],
    ['COPY with a Sync before the data', 'PBESS', '12GCZ', true],
    ['COPY in a query', 'Q', 'GCZ', true],
  ])('%s: complete?', (_, asked, heard, isComplete) => {
    expect(talk(asked, heard)).toEqual({ isComplete, isSkipping: false });
  });

  test('skips after an error until the next Sync is sent', () => {
    expect(talk('PBE', '1E')).toEqual({ isComplete: false, isSkipping: true });
    expect(talk('PBE', '1EZ')).toEqual({ isComplete: true, isSkipping: false });
  });

  test('gives the reply to a message that was not sent in its place', () => {
    const conversation = createConversation();
    const known = { kind: 'parse', reply: Buffer.from('known') } as const;
    expect(conversation.ask(known)?.toString()).toBe('known');
    conversation.ask({ kind: 'bind' });
    expect(conversation.ask(known)).toBeUndefined();
    conversation.ask({ kind: 'execute' });
    conversation.ask({ kind: 'sync' });
    expect(hearAll(conversation, '2CZ')).toEqual(['known', undefined, undefined]);
    expect(conversation.isComplete).toBe(true);
  });

  test('is uncertain while a message that may be skipped waits for its answer after its Sync', () => {
    const conversation = createConversation();
    conversation.ask({ kind: 'parse', onSkipped() {} });
    expect(conversation.isUncertain).toBe(false);
    conversation.ask({ kind: 'sync' });
    expect(conversation.isUncertain).toBe(true);
    hearAll(conversation, '1');
    expect(conversation.isUncertain).toBe(false);
  });

  test('reports the messages that the server skips, the last one first', () => {
    const conversation = createConversation();
    const skipped: string[] = [];
    for (const name of ['first', 'second', 'third']) {
      conversation.ask({ kind: 'parse', onSkipped: () => void skipped.push(name) });
    }
    conversation.ask({ kind: 'sync' });
    conversation.ask({ kind: 'parse', onSkipped: () => void skipped.push('next') });
    hearAll(conversation, '1E');
    expect(skipped).toEqual(['third', 'second']);
  });
});
