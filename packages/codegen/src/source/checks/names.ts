import type { NameRule } from './check.ts';

// Names end up in comments, strings, types and file names. None of these rules allows a quote, a backslash, a line
// break, `*/`, `${` or `..` in a path.

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

/** Each segment is a literal or one `{name}`. A literal does not start with a dot. */
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
