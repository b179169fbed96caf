import type { NameRule } from './check.ts';

// What a name is made of decides what it can do where it is used: in a comment, a string, a type or a file name. None of
// these rules lets through a quote, a backslash, a line break, `*/`, `${` or a step up in a path.

export const OPERATION_ID: NameRule = { what: 'operationId', pattern: /^[A-Za-z][A-Za-z0-9_]*$/, maxLength: 100 };

export const COMPONENT: NameRule = {
  what: 'component name',
  pattern: /^[A-Za-z_][A-Za-z0-9_.-]*$/,
  maxLength: 100,
};

export const PARAMETER: NameRule = {
  what: 'parameter name',
  pattern: /^[A-Za-z_][A-Za-z0-9_.-]*(?:\[[A-Za-z0-9_.-]*\])*$/,
  maxLength: 100,
};

/** Segments are a literal or one `{name}`; a literal does not begin with a dot. */
export const PATH: NameRule = {
  what: 'path',
  pattern: /^\/$|^(?:\/(?:[A-Za-z0-9_~:@-][A-Za-z0-9_.~:@-]*|\{[A-Za-z_][A-Za-z0-9_.-]*\}))+\/?$/,
  maxLength: 250,
};

export const STATUS: NameRule = { what: 'HTTP status', pattern: /^(?:[1-5]\d\d|[1-5]XX|default)$/, maxLength: 7 };

export const MEDIA_TYPE: NameRule = {
  what: 'media type',
  pattern: /^(?:\*|[a-z0-9.+-]+)\/(?:\*|[a-z0-9.+-]+)(?:; ?[a-z]+=[A-Za-z0-9_-]+)*$/,
  maxLength: 100,
};
