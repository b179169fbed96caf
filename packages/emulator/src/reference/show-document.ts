import type { OpenApiDocument } from '../contract/index.ts';

interface SecuredDocument extends OpenApiDocument {
  readonly components: { readonly securitySchemes?: Readonly<Record<string, unknown>> };
}

/** The contract as the page shows it: with this emulator as server, and the bearer key as the one way in. */
export function showDocument(document: OpenApiDocument, serverUrl: string): object {
  const { components, ...rest } = document as SecuredDocument;
  const { BearerAuth } = components.securitySchemes ?? {};
  return {
    ...rest,
    servers: [{ url: serverUrl }],
    security: [{ BearerAuth: [] }],
    components: { ...components, securitySchemes: { BearerAuth } },
  };
}
