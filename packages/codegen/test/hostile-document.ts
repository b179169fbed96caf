import type { OpenApiDocument } from '../src/contract/index.ts';
import { json, tinyDocument } from './tiny-document.ts';

/** Ends every kind of comment and literal, with code after each. */
export const HOSTILE =
  'a */ evil(); /* b\n evil(); // c\r\n` + evil() + ` "; evil(); \' \u2028 evil(); \u2029 evil(); \\" </script> \0 **/ evil();';

/** Creates a document with {@link HOSTILE} text wherever free text is allowed. */
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
