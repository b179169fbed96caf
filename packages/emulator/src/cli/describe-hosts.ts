/** Returns the text of `--hosts`: the ways in which a client can name an endpoint. */
export function describeHosts(platform: NodeJS.Platform = process.platform): string {
  const ownAddress =
    platform === 'linux'
      ? [
          'Each endpoint has its own loopback address, 127.x.y.z, which also listens on port 5432. If another server',
          'uses that port on all addresses, the host includes the port to use. If the loopback interface has only',
          '127.0.0.1, endpoints do not have their own addresses, as on macOS and Windows.',
        ]
      : ['Not available on this system: it has only one loopback address. On Linux each endpoint has its own.'];
  return [
    'All endpoints share one port. A client can name the endpoint in these ways:',
    '',
    ...way(
      'With the URI that the API returns',
      'postgresql://ROLE:PASSWORD@127.0.0.1:PORT/DATABASE?options=endpoint%3Dep-…',
      ['With --direct, the direct URI has the port of the endpoint’s own Postgres, and no options.'],
    ),
    ...way("With the endpoint's host, in your own URI", 'postgresql://ROLE:PASSWORD@HOST/DATABASE', ownAddress),
    ...way('With a host name, over TLS', 'postgresql://ROLE:PASSWORD@ep-….PROXY_HOST:PORT/DATABASE?sslmode=require', [
      'The name must resolve to 127.0.0.1. Some systems resolve all of .localhost to it; on others, add a line to the',
      'hosts file, or use hostaddr=127.0.0.1 with psql.',
    ]),
    ...way(
      'With only the URI, for tools that contain Neon’s serverless driver (started with --https-port 443)',
      'postgresql://ROLE:PASSWORD@ep-….PROXY_HOST:PORT/DATABASE?options=endpoint%3Dep-…',
      [
        'Set NODE_EXTRA_CA_CERTS to the CA file that the emulator prints. HTTP queries go to api.PROXY_HOST, WebSockets',
        'to the endpoint’s name. The names must resolve to 127.0.0.1: GET /__emulator/hosts, with the admin token, returns',
        'lines for the hosts file.',
      ],
    ),
    ...way(
      'With a prefix of the password, if nothing else is possible',
      'endpoint=ep-…;PASSWORD  or  endpoint=ep-…$PASSWORD',
    ),
    'A name that ends in -pooler (ep-…-pooler) leads to the pooler: connections are shared between transactions.',
    'The host name comes first, then the options, then the address.',
  ].join('\n');
}

function way(title: string, example: string, notes: readonly string[] = []): string[] {
  return [title, `  ${example}`, ...notes.map((note) => `  ${note}`), ''];
}
