import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { root } from './source-tree.ts';

interface Manifest {
  kind: string;
  metadata: { name: string };
  spec: object;
}
type Constructor = new (manifest: never) => { validate(): void };

/** Kubernetes' own schemas, and KEDA's. */
const schemas: Record<string, Constructor> = { Deployment, Service, ScaledObject };
const file = readFileSync(join(root, 'infra/kubernetes/nianbao.yaml'), 'utf8');
const manifests = parseAllDocuments(file)
  .map((document) => document.toJS() as Manifest | null)
  .filter((manifest) => manifest !== null);
const named = (kind: string) =>
  manifests.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name.replace('nianbao-', ''));

function validate(manifest: Manifest): void {
  const Schema = schemas[manifest.kind];
  if (!Schema) throw new Error(`no schema for ${manifest.kind}`);
  new Schema(manifest as never).validate();
}

describe('infra/kubernetes', () => {
  it('is what Kubernetes and KEDA accept', () => {
    for (const manifest of manifests) expect(() => validate(manifest), manifest.metadata.name).not.toThrow();
    const [first] = manifests;
    if (!first) throw new Error('no manifests');
    expect(() => validate({ ...first, spec: { replicas: 'many' } })).toThrow();
  });

  it('runs every service, and scales every worker on its queue', () => {
    const services = readdirSync(join(root, 'services')).sort();
    expect(named('Deployment').sort()).toEqual(services);
    const workers = services.filter((name) => name !== 'console' && name !== 'deliver');
    expect(named('ScaledObject').sort()).toEqual(workers);
    expect(named('Service').sort()).toEqual(['console', 'intake']);
  });
});
