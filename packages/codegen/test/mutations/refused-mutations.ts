import { isObject, type Mutation, on, onMember, reference } from './schema-mutations.ts';

/** Mutations that no type can express, so that the document is refused. */
export const REFUSED_MUTATIONS: Readonly<Record<string, Mutation>> = {
  'unknown type': onMember(({ properties, name }, pick) => {
    properties[name] = { type: pick(['bool', 'int', 'text', 'any']) };
  }),
  'list without items': onMember(({ properties, name }) => {
    properties[name] = { type: 'array' };
  }),
  'part of itself': on(isObject, ({ node, owner }) => {
    if ('schema' in owner) node.allOf = [{ $ref: reference(owner.schema) }];
  }),
};
