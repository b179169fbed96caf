import { expect, test } from 'vitest';
import { checkedDocument } from './checked-document.ts';

const YAML = `openapi: 3.0.3
info: { title: Tiny, version: "1" }
paths:
  /things/{id}:
    get:
      operationId: listThings
      responses:
        "204": { description: None. }
components:
  schemas:
    Wrong:
      type: object
      properties:
        active:
          type: bool
        tags:
          type: array
    Circle:
      allOf:
        - type: object
        - $ref: "#/components/schemas/Circle"
`;

const JSON_TEXT = `{
  "openapi": "3.1.0",
  "info": { "title": "Tiny", "version": "1" },
  "paths": {},
  "components": {
    "schemas": {
      "Wrong": {
        "type": ["bool", "null"]
      }
    }
  }
}
`;

function refusal(text: string): string {
  try {
    checkedDocument(Buffer.from(text), 'api');
  } catch (error) {
    return String(error);
  }
  throw new Error('the document was accepted');
}

test('the error has the line, column and JSON pointer of each fault in YAML', () => {
  expect(refusal(YAML).split('\n').slice(1)).toEqual([
    expect.stringMatching(
      /^ {2}- api:6:7 .#\/paths\/~1things~1\{id\}\/get.: The path parameter \{id\} is not declared/,
    ),
    expect.stringMatching(
      /^ {2}- api:15:17 .#\/components\/schemas\/Wrong\/properties\/active\/type.: "bool" is not a/,
    ),
    expect.stringMatching(
      /^ {2}- api:17:17 .#\/components\/schemas\/Wrong\/properties\/tags\/type.: An array needs "items"/,
    ),
    expect.stringMatching(
      /^ {2}- api:21:17 .#\/components\/schemas\/Circle\/allOf\/1\/\$ref.: "Circle" contains itself/,
    ),
  ]);
});

test('the error has the line, column and JSON pointer of a fault in JSON', () => {
  expect(refusal(JSON_TEXT)).toContain('api:8:18 (#/components/schemas/Wrong/type/0): "bool" is not a type.');
});
