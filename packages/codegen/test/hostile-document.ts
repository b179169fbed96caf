import type { OpenApiDocument } from '../src/contract/index.ts';
import { json, tinyDocument } from './tiny-document.ts';

/** Tries to end every kind of comment and literal, each with code behind it. */
export const HOSTILE =
  'a */ evil(); /* b\n evil(); // c\r\n` + evil() + ` "; evil(); \' \u2028 evil(); \u2029 evil(); \\" </script> \0 **/ evil();';

/** A document with {@link HOSTILE} text wherever the document may hold free text. */
export function hostileDocument(): OpenApiDocument {
  const schema = {
    title: HOSTILE,
    description: HOSTILE,
    type: 'object',
    required: [HOSTILE],
    properties: {
      [HOSTILE]: { type: 'string', description: HOSTILE, enum: [HOSTILE], default: HOSTILE, example: HOSTILE },
    },
  };
  return tinyDocument(
    {
      [`/things/${HOSTILE.replaceAll(/[{}]/g, '')}`]: {
        post: {
          operationId: 'makeThing',
          summary: HOSTILE,
          description: HOSTILE,
          deprecated: true,
          'x-sunset': HOSTILE,
          parameters: [{ name: HOSTILE, in: 'query', schema: { type: 'string', ...{ description: HOSTILE } } }],
          requestBody: { required: true, ...json(schema) },
          responses: { '200': { description: HOSTILE, ...json({ $ref: '#/components/schemas/Hostile' }) } },
        },
      },
    },
    { Hostile: schema },
  );
}
