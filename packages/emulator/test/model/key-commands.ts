import type { CreateApiKeyResponse } from '@neon-api/types';
import fc from 'fast-check';
import { anIndex, defineCommand, type ModelCommand } from './define-command.ts';
import { pickFrom } from './model.ts';

const createKey = defineCommand('createKey', fc.constantFrom('ci', 'laptop'), ({ keys }, name) => ({
  call: { method: 'POST', path: '/api_keys', body: { key_name: name } },
  status: 200,
  apply({ id, key }: CreateApiKeyResponse) {
    keys.set(id, key);
  },
}));

const useKey = defineCommand('useKey', anIndex, ({ keys }, index) => {
  const key = pickFrom(keys.values(), index);
  return key === undefined ? undefined : { call: { method: 'GET', path: '/users/me', key }, status: 200 };
});

const useRevokedKey = defineCommand('useRevokedKey', anIndex, ({ revoked }, index) => {
  const key = pickFrom(revoked, index);
  return key === undefined ? undefined : { call: { method: 'GET', path: '/users/me', key }, status: 401 };
});

const revokeKey = defineCommand('revokeKey', anIndex, ({ keys, revoked }, index) => {
  const picked = pickFrom(keys, index);
  if (!picked) return undefined;
  const [id, secret] = picked;
  return {
    call: { method: 'DELETE', path: `/api_keys/${id}` },
    status: 200,
    apply: () => {
      keys.delete(id);
      revoked.push(secret);
    },
  };
});

const listKeys = defineCommand('listKeys', fc.constant(undefined), ({ keys }) => ({
  call: { method: 'GET', path: '/api_keys' },
  status: 200,
  apply(listed: readonly { id: number }[]) {
    const ids = listed.map(({ id }) => id);
    if (ids.length !== keys.size || ids.some((id) => !keys.has(id)))
      throw new Error('The keys differ from the model’s.');
  },
}));

export const keyCommands: fc.Arbitrary<ModelCommand>[] = [createKey, useKey, useRevokedKey, revokeKey, listKeys];
