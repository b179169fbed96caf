import fc from 'fast-check';
import { anIndex, defineCommand, type ModelCommand } from './define-command.ts';
import { liveBranch, type PickedBranch } from './model.ts';

const aName = fc.constantFrom('app', 'neondb', 'neondb_owner', 'reports', 'pg_reserved');

const pathOf = ({ project, id }: PickedBranch): string => `/projects/${project.id}/branches/${id}`;

const createRole = defineCommand('createRole', fc.tuple(anIndex, aName), (model, [index, name]) => {
  const picked = liveBranch(model, index);
  if (!picked) return undefined;
  const { roles } = picked.branch;
  const status = name.startsWith('pg_') ? 422 : roles.has(name) ? 409 : 201;
  return {
    call: { method: 'POST', path: `${pathOf(picked)}/roles`, body: { role: { name } } },
    status,
    apply: () => {
      if (status === 201) roles.add(name);
    },
  };
});

const deleteRole = defineCommand('deleteRole', fc.tuple(anIndex, aName), (model, [index, name]) => {
  const picked = liveBranch(model, index);
  if (!picked) return undefined;
  const { roles, databases } = picked.branch;
  const owns = [...databases.values()].includes(name);
  const status = !roles.has(name) ? 204 : owns ? 422 : 200;
  return {
    call: { method: 'DELETE', path: `${pathOf(picked)}/roles/${name}` },
    status,
    apply: () => {
      if (status === 200) roles.delete(name);
    },
  };
});

const resetPassword = defineCommand('resetPassword', fc.tuple(anIndex, aName), (model, [index, name]) => {
  const picked = liveBranch(model, index);
  if (!picked) return undefined;
  const path = `${pathOf(picked)}/roles/${name}`;
  const status = picked.branch.roles.has(name) ? 200 : 404;
  return {
    call: { method: 'POST', path: `${path}/reset_password` },
    status,
    async apply(body: { role: { password: string } }, real) {
      if (status !== 200) return;
      const revealed: { password: string } = (await real.call('GET', `${path}/reveal_password`)).body;
      if (revealed.password !== body.role.password) throw new Error('The revealed password differs from the new one.');
    },
  };
});

const createDatabase = defineCommand(
  'createDatabase',
  fc.tuple(anIndex, aName, aName),
  (model, [index, name, owner]) => {
    const picked = liveBranch(model, index);
    if (!picked) return undefined;
    const { roles, databases } = picked.branch;
    const status = !roles.has(owner) ? 404 : databases.has(name) ? 409 : 201;
    return {
      call: { method: 'POST', path: `${pathOf(picked)}/databases`, body: { database: { name, owner_name: owner } } },
      status,
      apply: () => {
        if (status === 201) databases.set(name, owner);
      },
    };
  },
);

const renameDatabase = defineCommand(
  'renameDatabase',
  fc.tuple(anIndex, aName, aName),
  (model, [index, name, newName]) => {
    const picked = liveBranch(model, index);
    if (!picked) return undefined;
    const { databases } = picked.branch;
    const owner = databases.get(name);
    const status = owner === undefined ? 404 : newName !== name && databases.has(newName) ? 409 : 200;
    return {
      call: { method: 'PATCH', path: `${pathOf(picked)}/databases/${name}`, body: { database: { name: newName } } },
      status,
      apply: () => {
        if (status !== 200 || owner === undefined) return;
        databases.delete(name);
        databases.set(newName, owner);
      },
    };
  },
);

const deleteDatabase = defineCommand('deleteDatabase', fc.tuple(anIndex, aName), (model, [index, name]) => {
  const picked = liveBranch(model, index);
  if (!picked) return undefined;
  const { databases } = picked.branch;
  return {
    call: { method: 'DELETE', path: `${pathOf(picked)}/databases/${name}` },
    status: databases.has(name) ? 200 : 204,
    apply: () => {
      databases.delete(name);
    },
  };
});

export const contentCommands: fc.Arbitrary<ModelCommand>[] = [
  createRole,
  deleteRole,
  resetPassword,
  createDatabase,
  renameDatabase,
  deleteDatabase,
];
