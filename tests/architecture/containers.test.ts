import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { composeCommand } from './compose-command.ts';
import { root } from './source-tree.ts';

interface ComposeService {
  image: string;
  user?: string | number;
  build?: { dockerfile: string };
  ports?: string[];
  environment?: Record<string, string>;
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
  cap_drop?: string[];
}

const composeFile = join(root, 'docker-compose.yml');
const { services } = parse(readFileSync(composeFile, 'utf8'), { merge: true }) as {
  services: Record<string, ComposeService>;
};
const ours = Object.entries(services).filter(([, service]) => service.build);
const foreign = Object.entries(services).filter(([, service]) => !service.build);
const dockerfile = readFileSync(join(root, 'infra/docker/Dockerfile'), 'utf8');
const compose = composeCommand();
if (!compose) console.warn('SKIPPED: docker-compose.yml is not validated, there is no Docker Compose here');

describe('docker-compose.yml', () => {
  it.skipIf(!compose)(
    'is valid, and says so to Docker Compose itself',
    () => {
      const [program, ...args] = compose ?? ['docker-compose'];
      const listed = execFileSync(
        program,
        [...args, '-f', composeFile, '--profile', 'observability', 'config', '--services'],
        {
          stdio: 'pipe',
          timeout: 30_000,
        },
      );
      expect(listed.toString().trim().split(/\s+/).sort()).toEqual(Object.keys(services).sort());
    },
    180_000,
  );

  it('has a container for every service, started by its main.ts', () => {
    const folders = readdirSync(join(root, 'services')).sort();
    expect(folders.length).toBeGreaterThanOrEqual(7);
    expect(ours.map(([name]) => name).sort()).toEqual(folders);
    expect(ours.filter(([name, service]) => service.environment?.SERVICE !== name)).toEqual([]);
    expect(folders.filter((name) => !existsSync(join(root, 'services', name, 'src/main.ts')))).toEqual([]);
  });

  it('opens ports to this machine alone', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports.length).toBeGreaterThan(0);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('runs nothing as root and drops every capability', () => {
    expect(foreign.filter(([, { user }]) => user === undefined || /^(root|0)\b/.test(String(user)))).toEqual(
      [],
    );
    expect(Object.entries(services).filter(([, { cap_drop }]) => !cap_drop?.includes('ALL'))).toEqual([]);
  });

  it('pins what it pulls', () => {
    expect(foreign.length).toBeGreaterThanOrEqual(4);
    expect(foreign.filter(([, { image }]) => !/:[^:]*\d/.test(image) || /latest/.test(image))).toEqual([]);
  });

  it('waits for healthy parts', () => {
    for (const [name, { depends_on: needs = {} }] of ours) {
      expect(Object.keys(needs), name).toEqual(['redis', 'postgres', 's3']);
      for (const [part, { condition }] of Object.entries(needs)) {
        expect(condition, `${name} on ${part}`).toBe('service_healthy');
        expect(services[part]?.healthcheck, part).toBeDefined();
      }
    }
  });
});

describe('infra/docker/Dockerfile', () => {
  it('is what every service is built from', () => {
    expect(new Set(ours.map(([, service]) => service.build?.dockerfile))).toEqual(
      new Set(['infra/docker/Dockerfile']),
    );
  });

  it('lints clean', () => {
    expect(validate(dockerfile).map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual(
      [],
    );
    expect(validate('FROM node\nUSERS node').length).toBeGreaterThan(0);
  });

  it('runs as a user, pins pnpm and its base, and has a health check whose program is there', () => {
    const lines = dockerfile.split('\n');
    expect(lines.findLast((line) => line.startsWith('USER '))).toBe('USER node');
    expect(dockerfile).toMatch(/npm install --global pnpm@\d+\.\d+\.\d+$/m);
    const bases = lines.filter((line) => line.startsWith('FROM '));
    expect(bases.filter((line) => !/^FROM node:\d+-[a-z]+-slim( AS \w+)?$/.test(line))).toEqual([]);
    const script = /HEALTHCHECK[\s\S]*?"(infra\/[^"]+)"/.exec(dockerfile)?.[1] ?? '';
    expect(existsSync(join(root, script))).toBe(true);
  });
});
