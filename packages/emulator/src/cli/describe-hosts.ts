/** The ways in which a client can say which endpoint it wants, for people. */
export function describeHosts(platform: NodeJS.Platform = process.platform): string {
  const ownAddress =
    platform === 'linux'
      ? [
          'The host of an endpoint is a loopback address of its own, 127.x.y.z, which also takes the port 5432. Where',
          'another server has that port on every address, the host is shown with the port to use. Where the loopback',
          'interface has only 127.0.0.1, endpoints have no host of their own, as on macOS and Windows.',
        ]
      : ['Not on this system: it has one loopback address. On Linux each endpoint has its own.'];
  return [
    'Every endpoint is reached through one port, and a client says which one it wants:',
    '',
    ...way(
      'By the URI that the API hands out, as it is',
      'postgresql://ROLE:PASSWORD@127.0.0.1:PORT/DATABASE?options=endpoint%3Dep-…',
    ),
    ...way('By the host of the endpoint, in a URI of your own', 'postgresql://ROLE:PASSWORD@HOST/DATABASE', ownAddress),
    ...way('By name, with TLS', 'postgresql://ROLE:PASSWORD@ep-….PROXY_HOST:PORT/DATABASE?sslmode=require', [
      'The name has to lead to 127.0.0.1: some systems see to that for all of .localhost, others need a line in the',
      'hosts file, or hostaddr=127.0.0.1 with psql.',
    ]),
    ...way('Before the password, where nothing else can be said', 'endpoint=ep-…;PASSWORD  or  endpoint=ep-…$PASSWORD'),
    'A name that ends in -pooler leads to the same Postgres: there is no pooler.',
  ].join('\n');
}

function way(title: string, example: string, notes: readonly string[] = []): string[] {
  return [title, `  ${example}`, ...notes.map((note) => `  ${note}`), ''];
}
