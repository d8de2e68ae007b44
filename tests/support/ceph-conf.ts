export interface CephPorts {
  monitor: number;
  gateway: number;
}

/** Options as in https://docs.ceph.com/en/latest/rados/configuration/ : one copy of everything, small pools, all on loopback. */
export function cephConf(folder: string, clusterId: string, ports: CephPorts): string {
  const options = {
    fsid: clusterId,
    'mon host': `v2:127.0.0.1:${ports.monitor}/0`,
    'mon initial members': 'a',
    // Without authentication radosgw 16 hangs at its start.
    'auth cluster required': 'cephx',
    'auth service required': 'cephx',
    'auth client required': 'cephx',
    keyring: `${folder}/keyring`,
    'public network': '127.0.0.0/8',
    'ms bind msgr1': 'false',
    // Wide: Ceph takes the first free ports of it.
    'ms bind port min': '6800',
    'ms bind port max': '7568',
    'osd pool default size': '1',
    'osd pool default min size': '1',
    'mon allow pool size one': 'true',
    'osd crush chooseleaf type': '0',
    'osd pool default pg num': '4',
    'osd pool default pgp num': '4',
    'osd pool default pg autoscale mode': 'off',
    'mon max pg per osd': '1000',
    // The monitor refuses to work on a disk that is more than 95 % full; the tests need next to nothing.
    'mon data avail crit': '1',
    'mon data avail warn': '1',
    'osd objectstore': 'memstore',
    'memstore device bytes': '4294967296',
    'osd memory target': '939524096',
    'run dir': `${folder}/run`,
    'pid file': `${folder}/run/$type.$id.pid`,
    'admin socket': `${folder}/run/$cluster-$name.asok`,
    'log file': `${folder}/log/$name.log`,
    'mon cluster log file': `${folder}/log/cluster.log`,
    'mon data': `${folder}/mon`,
    'osd data': `${folder}/osd`,
    'rgw data': `${folder}/rgw`,
    'rgw frontends': `beast endpoint=127.0.0.1:${ports.gateway}`,
  };
  const lines = Object.entries(options).map(([name, value]) => `${name} = ${value}`);
  return `[global]\n${lines.join('\n')}\n`;
}
