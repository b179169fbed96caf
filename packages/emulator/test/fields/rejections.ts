import type { FieldWorld } from './field-world.ts';

/** A request with fields that the emulator rejects. */
export interface Rejection {
  path(world: FieldWorld): string;
  readonly body: object;
}

const RECIPIENT = { recipient_email: 'guest@example.com' };

/** By operationId and names of the fields. */
export const REJECTIONS: Readonly<Record<string, Rejection>> = {
  'addProjectJWKS skip_role_creation': {
    path: ({ at }) => `${at}/jwks`,
    body: { jwks_url: 'https://auth.example/jwks.json', provider_name: 'a-provider', skip_role_creation: false },
  },
  'sendNeonAuthEmailProviderTest recipient_email': {
    path: ({ childAt }) => `${childAt}/auth/email_provider/test`,
    body: RECIPIENT,
  },
  'sendNeonAuthTestEmail host,password,port,recipient_email,sender_email,sender_name,username': {
    path: ({ childAt }) => `${childAt}/auth/send_test_email`,
    body: {
      ...RECIPIENT,
      host: 'mail.example',
      password: 'a-password',
      port: 25,
      sender_email: 'sender@example.com',
      sender_name: 'The sender',
      username: 'mailer',
    },
  },
};
