import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createSecureContext, type SecureContext } from 'node:tls';
import { unlessCode } from '../errors.ts';
import { type Issued, type Issuer, issueAuthority, issueServer } from './certificate.ts';

const NAME = 'neon-emulator local CA';
const CA_DAYS = 3650;
const SERVER_DAYS = 398;
const DAY_MS = 86_400_000;
/** Names of this machine only: RFC 6761 reserves everything under localhost for it. */
const LOCAL_NAME = /^([a-z0-9-]{1,63}\.)*localhost$/;
const LOCAL_ADDRESS = /^127(\.\d{1,3}){3}$/;
const LOOPBACK = '127.0.0.1';
const MOST_CONTEXTS = 1000;

/** The key of a server and its certificate chain, as PEM. */
export interface ServerCredentials {
  readonly key: string;
  readonly cert: string;
}

export interface Authority {
  readonly certificate: string;
  /** Issues a certificate for clients that connect to an address and send no server name. */
  issueFallback(): ServerCredentials;
  /** Returns the TLS context for a server name; cached by name. */
  contextFor(serverName: string): SecureContext;
}

/** Opens the certificate authority in two files; creates a new one if it is missing or about to expire. */
export async function openAuthority(certificateFile: string, keyFile: string): Promise<Authority> {
  const { certificate, key } =
    (await readAuthority(certificateFile, keyFile)) ?? (await make(certificateFile, keyFile));
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const issuer: Issuer = { name: NAME, key, publicKey };
  const contexts = new Map<string, SecureContext>();

  function issueFor(name: string): ServerCredentials {
    const hosts = [...new Set([name, 'localhost', LOOPBACK])];
    const server = issueServer(issuer, hosts, SERVER_DAYS);
    const key = server.key.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { key, cert: `${server.certificate}${certificate}` };
  }

  return {
    certificate,
    issueFallback: () => issueFor(LOOPBACK),
    contextFor(serverName) {
      const name = LOCAL_NAME.test(serverName) || LOCAL_ADDRESS.test(serverName) ? serverName : LOOPBACK;
      const known = contexts.get(name);
      if (known) return known;
      if (contexts.size >= MOST_CONTEXTS) contexts.clear();
      const context = createSecureContext({ ...issueFor(name), minVersion: 'TLSv1.2' });
      contexts.set(name, context);
      return context;
    },
  };
}

async function readAuthority(certificateFile: string, keyFile: string): Promise<Issued | undefined> {
  const certificate = await unlessCode(readFile(certificateFile, 'utf8'), 'ENOENT');
  const key = await unlessCode(readFile(keyFile, 'utf8'), 'ENOENT');
  if (certificate === undefined || key === undefined) return undefined;
  const endsAt = Date.parse(new X509Certificate(certificate).validTo);
  return endsAt - Date.now() > SERVER_DAYS * DAY_MS ? { certificate, key: createPrivateKey(key) } : undefined;
}

async function make(certificateFile: string, keyFile: string): Promise<Issued> {
  const issued = issueAuthority(NAME, CA_DAYS);
  await writeFile(keyFile, issued.key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  await writeFile(certificateFile, issued.certificate, { mode: 0o644 });
  return issued;
}
