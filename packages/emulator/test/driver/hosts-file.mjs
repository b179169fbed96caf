// Preloaded with `node --import`: what the hosts file does on a real system, and port 443 without the right to use it.
import dns from 'node:dns';
import tls from 'node:tls';

const { lookup } = dns;
const httpsPort = Number(process.env.HTTPS_PORT);

dns.lookup = (host, ...rest) => lookup(host.endsWith('.localhost') ? '127.0.0.1' : host, ...rest);

const { connect } = tls;
tls.connect = (options, ...rest) =>
  connect({ ...options, port: Number(options.port) === 443 ? httpsPort : options.port }, ...rest);
