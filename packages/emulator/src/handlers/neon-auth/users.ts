import { conflict, notFound } from '../../errors/index.ts';
import type { AuthRecord } from '../../state/index.ts';
import { randomUuid, timestampOf } from '../../support/index.ts';
import type { HandlerContext } from '../handler.ts';

export function addUser(
  { random, clock }: HandlerContext,
  auth: AuthRecord,
  { email, name }: { readonly email: string; readonly name?: string },
): { id: string } {
  if (auth.users.some((user) => user.email === email)) throw conflict(`user with email ${email} already exists`);
  const id = randomUuid(random);
  auth.users.push({
    id,
    email,
    ...(name === undefined ? {} : { name }),
    createdAt: timestampOf(clock),
    roles: ['user'],
  });
  return { id };
}

export function removeUser(auth: AuthRecord, userId: string): undefined {
  if (!auth.users.some(({ id }) => id === userId)) throw notFound('user');
  auth.users = auth.users.filter(({ id }) => id !== userId);
  return undefined;
}

export function setRoles(auth: AuthRecord, userId: string, roles: readonly string[]): { id: string } {
  const user = auth.users.find(({ id }) => id === userId);
  if (!user) throw notFound('user');
  user.roles = [...roles];
  return { id: userId };
}
