import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { bits, integer, objectId, octets, sequence, set, TRUE, tagged, text, time } from './der.ts';

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));
const SERVER_AUTH = objectId('1.3.6.1.5.5.7.3.1');
const KEY_USAGE = { ca: bits(Buffer.from([0x06]), 1), server: bits(Buffer.from([0x80]), 7) };
/** Limits the CA to names of this machine, because users may trust it. RFC 5280, 4.2.1.10. */
const LOOPBACK_ONLY = sequence(
  tagged(
    0xa0,
    sequence(tagged(0x82, Buffer.from('localhost'))),
    sequence(tagged(0x87, Buffer.from([127, 0, 0, 0, 255, 0, 0, 0]))),
  ),
);

export interface Issued {
  readonly certificate: string;
  readonly key: KeyObject;
}

export interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
  readonly publicKey: Buffer;
}

/** Issues a self-signed certificate authority for names and addresses of this machine. */
export function issueAuthority(name: string, days: number): Issued {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const issuer = { name, key: privateKey, publicKey: subjectKey };
  const certificate = signCertificate(issuer, name, subjectKey, days, [
    extension('2.5.29.19', sequence(TRUE), 'critical'),
    extension('2.5.29.15', KEY_USAGE.ca, 'critical'),
    extension('2.5.29.30', LOOPBACK_ONLY, 'critical'),
  ]);
  return { certificate, key: privateKey };
}

/** Issues a server certificate for these host names and IPv4 addresses. */
export function issueServer(issuer: Issuer, hosts: readonly string[], days: number): Issued {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const certificate = signCertificate(issuer, 'neon-emulator', subjectKey, days, [
    extension('2.5.29.19', sequence(), 'critical'),
    extension('2.5.29.15', KEY_USAGE.server, 'critical'),
    extension('2.5.29.37', sequence(SERVER_AUTH)),
    extension('2.5.29.17', sequence(...hosts.map(alternativeName))),
  ]);
  return { certificate, key: privateKey };
}

/** RFC 5280, 4.1. */
function signCertificate(
  issuer: Issuer,
  subject: string,
  subjectKey: Buffer,
  days: number,
  extensions: readonly Buffer[],
): string {
  const now = Date.now();
  const signed = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    ECDSA_WITH_SHA256,
    nameOf(issuer.name),
    sequence(time(new Date(now - DAY_MS)), time(new Date(now + days * DAY_MS))),
    nameOf(subject),
    subjectKey,
    tagged(
      0xa3,
      sequence(
        ...extensions,
        extension('2.5.29.14', octets(keyId(subjectKey))),
        extension('2.5.29.35', sequence(tagged(0x80, keyId(issuer.publicKey)))),
      ),
    ),
  );
  const der = sequence(signed, ECDSA_WITH_SHA256, bits(sign('sha256', signed, issuer.key)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function extension(id: string, value: Buffer, weight?: 'critical'): Buffer {
  return weight ? sequence(objectId(id), TRUE, octets(value)) : sequence(objectId(id), octets(value));
}

function nameOf(commonName: string): Buffer {
  return sequence(set(sequence(objectId('2.5.4.3'), text(commonName))));
}

function alternativeName(host: string): Buffer {
  return isIPv4(host)
    ? tagged(0x87, Buffer.from(host.split('.').map(Number)))
    : tagged(0x82, Buffer.from(host, 'latin1'));
}

function keyId(publicKey: Buffer): Buffer {
  return createHash('sha1').update(publicKey).digest();
}
