import { messageOf } from '@neon-api/ground';
import type { ConnectionRefusal, EndpointOutlook } from '../../data-plane/index.ts';
import type { Loss } from '../admission/index.ts';
import type { Refusal } from './refusal.ts';

const HOW_TO_NAME_AN_ENDPOINT: string =
  'Name the endpoint in the connection options (?options=endpoint%3Dep-…), in the host name with TLS, ' +
  'or before the password (endpoint=ep-…;password).';

export const NO_ENDPOINT: Refusal = { code: '08004', message: 'no endpoint named', hint: HOW_TO_NAME_AN_ENDPOINT };

/** For a connection that has not named an endpoint. */
export const NEWCOMER_LOST: Readonly<Record<Loss, Refusal>> = {
  timeout: { code: '08006', message: 'no endpoint named in time', hint: HOW_TO_NAME_AN_ENDPOINT },
  crowded: {
    code: '53300',
    message: 'too many connections that have not named an endpoint',
    hint: 'Close connections that do not log in.',
  },
};

/** For a login that waits for a place, or has lost it. */
export const LOGIN_LOST: Readonly<Record<Loss, Refusal>> = {
  // Postgres' message and code.
  timeout: {
    code: '57014',
    message: 'canceling authentication due to timeout',
    hint: 'Try again. Close connections to this branch that do not log in.',
  },
  crowded: {
    code: '53300',
    message: 'too many logins to this branch are in progress',
    hint: 'Try again with fewer connections at once. Close connections that do not log in.',
  },
};

/** Postgres' message. */
export const TOO_MANY_SESSIONS: Refusal = {
  code: '53300',
  message: 'sorry, too many clients already',
  hint: 'Close sessions of this branch, or use a smaller connection pool.',
};

export function tooManyFailures(user: string): Refusal {
  return {
    code: '53300',
    message: `too many failed logins for user "${user}", and other logins are already waiting`,
    hint: 'Stop the clients that use a wrong password, and try again in a few seconds.',
  };
}

export function malformed(reason: string): Refusal {
  return { code: '08P01', message: reason, hint: 'This port speaks the Postgres protocol, version 3.' };
}

export function unknownEndpoint(endpointId: string): Refusal {
  return { code: '08004', message: `endpoint "${endpointId}" does not exist`, hint: HOW_TO_NAME_AN_ENDPOINT };
}

/** For an endpoint that is not open; the control plane may know why. */
export function notOpen(endpointId: string, outlook: EndpointOutlook): Refusal {
  switch (outlook.kind) {
    case 'disabled':
      // The message and code of Neon's proxy, which clients recognize.
      return {
        code: 'XX000',
        message: 'The endpoint has been disabled. Enable it using Neon API and retry.',
        hint: `Update endpoint "${endpointId}" with "disabled": false.`,
      };
    case 'failed':
      return {
        code: '57P03',
        message: `endpoint "${endpointId}" was not created: ${outlook.reason}`,
        hint: "Check the project's operations, and create the endpoint again.",
      };
    case 'ready':
    case 'unknown':
      return unknownEndpoint(endpointId);
  }
}

export function addressRefusal(reason: ConnectionRefusal, address = 'unknown'): Refusal {
  return reason === 'public-blocked'
    ? {
        code: '28000',
        message: 'connections from the public internet are blocked for this project',
        hint: 'Update the project with "block_public_connections": false. The emulator does not support VPC endpoints.',
      }
    : {
        code: '28000',
        message: `the address ${address} is not allowed to connect to this endpoint`,
        hint: 'Add the address to the "allowed_ips" setting of the project.',
      };
}

export function cannotConnect(endpointId: string, error: unknown): Refusal {
  return {
    code: '57P03',
    message: `endpoint "${endpointId}" cannot be reached: ${messageOf(error)}`,
    hint: 'Try again. If the error persists, check the log file of the branch.',
  };
}

export function notAtPoint(endpointId: string, error: unknown): Refusal {
  return {
    code: '22023',
    message: `endpoint "${endpointId}" has no session at this point: ${messageOf(error)}`,
    hint: 'Choose a point within the history of the branch.',
  };
}

export const BAD_LOGIN: Refusal = {
  code: '08P01',
  message: 'malformed SCRAM message',
  hint: 'Use a standard Postgres client, or turn channel binding off with channel_binding=disable.',
};

export const OTHER_CERTIFICATE: Refusal = {
  code: '28000',
  message: 'SCRAM channel binding check failed: the client received a different certificate than the emulator sent',
  hint: 'Check for a proxy between the client and this port.',
};

/** Postgres' message. */
export function wrongPassword(user: string): Refusal {
  return {
    code: '28P01',
    message: `password authentication failed for user "${user}"`,
    hint: "Get the role's password on this branch from the API, or reset it.",
  };
}
