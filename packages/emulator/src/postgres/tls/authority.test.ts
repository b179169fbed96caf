import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { afterAll, expect, test } from 'vitest';
import { type Authority, openAuthority } from './index.ts';

const dir = mkdtempSync(join(tmpdir(), 'neon-tls-'));
const [certificateFile, keyFile] = [join(dir, 'ca.crt'), join(dir, 'ca.key')];
afterAll(() => rmSync(dir, { recursive: true }));

async function verify(authority: Authority, serverName: string, ca = authority.certificate): Promise<boolean> {
  const server = createServer({ SNICallback: (name, done) => done(null, authority.contextFor(name)) });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = connect({
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
    servername: serverName,
    ca,
  });
  try {
    await once(client, 'secureConnect');
    return client.authorized;
  } finally {
    client.destroy();
    server.close();
  }
}

test('a client that trusts the authority verifies names of this machine', async () => {
  const authority = await openAuthority(certificateFile, keyFile);
  expect(await verify(authority, 'ep-x.c-1.us-east-1.aws.neon.localhost')).toBe(true);
  expect(await verify(authority, 'localhost')).toBe(true);
});

test('the authority signs no other names, and other authorities cannot replace it', async () => {
  const authority = await openAuthority(certificateFile, keyFile);
  await expect(verify(authority, 'example.com')).rejects.toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' });
  const other = await openAuthority(join(dir, 'other.crt'), join(dir, 'other.key'));
  await expect(verify(authority, 'localhost', other.certificate)).rejects.toThrow();
});

test('the authority is stored, and only the owner can read its key', async () => {
  const first = await openAuthority(certificateFile, keyFile);
  const again = await openAuthority(certificateFile, keyFile);
  expect(again.certificate).toBe(first.certificate);
  const certificate = new X509Certificate(first.certificate);
  expect(certificate.ca).toBe(true);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  if (process.platform !== 'win32') expect(statSync(keyFile).mode & 0o777).toBe(0o600);
});
