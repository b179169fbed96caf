/** A way in which a client can name an endpoint. */
interface Way {
  readonly title: string;
  readonly example: string;
  readonly notes: readonly string[];
}

function listWays(platform: NodeJS.Platform): Way[] {
  const ownAddress =
    platform === 'linux'
      ? [
          'Each endpoint has its own loopback address, 127.x.y.z, which also listens on port 5432. If another server',
          'uses that port on all addresses, the host includes the port to use. If the loopback interface has only',
          '127.0.0.1, endpoints do not have their own addresses, as on macOS and Windows.',
        ]
      : ['Not available on this system: it has only one loopback address. On Linux each endpoint has its own.'];
  return [
    {
      title: 'With the URI that the API returns',
      example: 'postgresql://ROLE:PASSWORD@127.0.0.1:PORT/DATABASE?options=endpoint%3Dep-…',
      notes: ['With --direct, the direct URI has the port of the endpoint’s own Postgres, and no options.'],
    },
    {
      title: "With the endpoint's host, in your own URI",
      example: 'postgresql://ROLE:PASSWORD@HOST/DATABASE',
      notes: ownAddress,
    },
    {
      title: 'With a host name, over TLS',
      example: 'postgresql://ROLE:PASSWORD@ep-….PROXY_HOST:PORT/DATABASE?sslmode=require',
      notes: [
        'The name must resolve to 127.0.0.1. Some systems resolve all of .localhost to it; on others, add a line to the',
        'hosts file, or use hostaddr=127.0.0.1 with psql.',
      ],
    },
    {
      title: 'With only the URI, for tools that contain Neon’s serverless driver (started with --https-port 443)',
      example: 'postgresql://ROLE:PASSWORD@ep-….PROXY_HOST:PORT/DATABASE?options=endpoint%3Dep-…',
      notes: [
        'Set NODE_EXTRA_CA_CERTS to the ca.crt in the printed folder. HTTP queries go to api.PROXY_HOST, WebSockets to',
        'the endpoint’s name. The names must resolve to 127.0.0.1: GET /__emulator/hosts, with the admin token, returns',
        'lines for the hosts file. Without port 443: node --import @neon-api/emulator/driver.',
      ],
    },
    {
      title: 'With a prefix of the password, if nothing else is possible',
      example: 'endpoint=ep-…;PASSWORD  or  endpoint=ep-…$PASSWORD',
      notes: [],
    },
  ];
}

const INTRODUCTION = 'All endpoints share one port. A client can name the endpoint in these ways:';
const RULES: readonly string[] = [
  'A name that ends in -pooler (ep-…-pooler) leads to the pooler: connections are shared between transactions.',
  'The host name comes first, then the options, then the address.',
];

/** Returns the text of `--hosts`: the ways in which a client can name an endpoint. */
export function formatHostsText(platform: NodeJS.Platform = process.platform): string {
  const ways = listWays(platform).flatMap(({ title, example, notes }) => [
    title,
    ...[example, ...notes].map((line) => `  ${line}`),
    '',
  ]);
  return [INTRODUCTION, '', ...ways, ...RULES].join('\n');
}

/** Returns the same as one line of JSON. */
export function formatHostsJson(platform: NodeJS.Platform = process.platform): string {
  const ways = listWays(platform).map(({ notes, ...way }) => ({ ...way, notes: notes.join(' ') }));
  return JSON.stringify({ ways, rules: RULES });
}
