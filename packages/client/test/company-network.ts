import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createProxy } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Neon with one project behind a proxy, with a certificate that is not trusted by default. */
export interface CompanyNetwork {
  readonly proxyUrl: string;
  /** Where Neon itself listens. */
  readonly neonPort: number;
  /** The file of the CA certificate. */
  readonly caFile: string;
  /** The hosts that the proxy connected to, in order. */
  readonly connected: readonly string[];
  stop(): Promise<void>;
}

export async function startCompanyNetwork(): Promise<CompanyNetwork> {
  const folder = mkdtempSync(join(tmpdir(), 'neon-api-proxy-'));
  const { keyFile, caFile } = makeCertificate(folder);
  const neon = createHttpsServer({ key: readFileSync(keyFile), cert: readFileSync(caFile) }, (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"projects":[{"id":"behind-the-proxy"}]}');
  });
  const neonPort = await listen(neon);
  const connected: string[] = [];
  const sockets = new Set<Socket>();
  const proxy = createProxy().on('connect', ({ url = '' }, client: Socket) => {
    connected.push(url);
    const upstream = connect(neonPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
  });
  const proxyPort = await listen(proxy);
  return {
    proxyUrl: `http://127.0.0.1:${proxyPort}`,
    neonPort,
    caFile,
    connected,
    async stop() {
      for (const socket of sockets) socket.destroy();
      neon.closeAllConnections();
      await Promise.all([neon, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
      rmSync(folder, { recursive: true });
    },
  };
}

function makeCertificate(folder: string): { readonly keyFile: string; readonly caFile: string } {
  const [keyFile, caFile] = [join(folder, 'key.pem'), join(folder, 'company-ca.pem')];
  const subject = ['-subj', '/CN=console.neon.tech', '-addext', 'subjectAltName=DNS:console.neon.tech'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', keyFile, '-out', caFile];
  execFileSync('openssl', [...made, ...subject], { stdio: 'ignore' });
  return { keyFile, caFile };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
