import { describe, expect, test } from 'vitest';
import { createGuard, type RequestSource } from './guard.ts';

const LOOPBACK = createGuard({ listensOn: '127.0.0.1', allowHosts: [] });
const EVERYWHERE = createGuard({ listensOn: '0.0.0.0', allowHosts: [] });
const NAMED = createGuard({ listensOn: 'Neon.lan', allowHosts: ['emulator'] });

const from = (host: string, origin?: string): RequestSource => ({ hosts: [host], origin });

describe('a request passes', () => {
  test.each([
    ['on loopback, to a loopback name', LOOPBACK, from('LOCALHOST:1')],
    ['on loopback, to a name under localhost', LOOPBACK, from('console.localhost:8788')],
    ['on loopback, to an address in another notation', LOOPBACK, from('[::1]:8788')],
    ['on loopback, from a page of this machine', LOOPBACK, from('127.0.0.1:1', 'http://localhost:3000')],
    ['on every address, to any address', EVERYWHERE, from('192.168.0.7:8788')],
    ['on every address, to any IPv6 address', EVERYWHERE, from('[fe80::1]:8788')],
    ['on a name, to that name', NAMED, from('neon.LAN:8788')],
    ['to an allowed name', NAMED, from('Emulator:8788')],
    ['from a page of an allowed name', NAMED, from('emulator', 'https://emulator:3000')],
  ])('%s', (_, guard, source) => {
    expect(guard(source)).toBeUndefined();
  });
});

describe('a request is refused', () => {
  test.each<[string, typeof LOOPBACK, RequestSource, RegExp]>([
    ['without a host', LOOPBACK, { hosts: [], origin: undefined }, /Host header/],
    ['on loopback, to an address of the network', LOOPBACK, from('192.168.0.7'), /Host header/],
    ['on loopback, to a name that starts like its own', LOOPBACK, from('127.0.0.1.attacker.example'), /Host/],
    ['on every address, to any name', EVERYWHERE, from('attacker.example'), /--allow-host/],
    ['to an invalid host', EVERYWHERE, from('a b'), /Host header/],
    ['to a name below an allowed one', NAMED, from('x.emulator'), /Host header/],
    [
      'when one of its two hosts is foreign',
      LOOPBACK,
      { hosts: ['localhost', 'a.example'], origin: undefined },
      /Host/,
    ],
    ['from a page of another site', LOOPBACK, from('localhost', 'https://attacker.example'), /other sites/],
    ['from a page with a hidden origin', LOOPBACK, from('localhost', 'null'), /other sites/],
    ['from a page with a user name like its own', LOOPBACK, from('localhost', 'http://localhost@a.example'), /other/],
  ])('%s', (_, guard, source, message) => {
    expect(guard(source)).toMatch(message);
  });
});
