import { lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Refused: the address belongs to this machine, a private network, or a range nobody may be reached under. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/**
 * Whether a host of the internet may have this address. What IANA's special-purpose registries name (loopback, private, link-local, shared,
 * documentation, multicast, …) may not; an IPv4 address inside an IPv6 one is judged as itself, and translated or tunnelled ones are refused.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/** The IP address that stands as host of a URL, without brackets; null when it is a name. */
export function literalAddress({ hostname }: URL): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

/**
 * For the `lookup` option of a connection: resolves the name and refuses when any of its addresses is not public. The connection is made to
 * the addresses that were judged, so that a name which resolves differently a moment later changes nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, '', 0);
    const refused = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (refused !== undefined || first === undefined) {
      return callback(
        new PrivateAddressError(`${hostname} is ${refused?.address ?? 'without address'}`),
        '',
        0,
      );
    }
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
