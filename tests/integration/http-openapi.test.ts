import type { Route } from '@nianbao/http-api';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, type ExampleSeed, exampleCall } from '../support/example-calls.ts';
import { type GuardedServices, startGuardedServices } from '../support/guarded-services.ts';

type Document = Record<string, unknown> & { paths: Record<string, Record<string, unknown>> };

let house: GuardedServices;
beforeAll(async () => {
  house = await startGuardedServices();
});
afterAll(() => house.stop());

async function documentOf(base: string): Promise<Document> {
  const prefix = base === house.consoleUrl ? '/api' : '';
  return (await fetch(`${base}${prefix}/openapi.json?lang=en`)).json() as Promise<Document>;
}

/** What removes things comes after what shows them; during a rebuild nobody is answered, so it comes last of all. */
function destructiveLast<T extends { route: Route }>(calls: readonly T[]): T[] {
  const turn = ({ route: { id, method } }: T) => (id === 'start-rebuild' ? 2 : Number(method === 'delete'));
  return [...calls].sort((a, b) => turn(a) - turn(b));
}

/** Checks a value against a place in the document; returns what is wrong with it. */
function checkerOf(document: Document) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  ajv.addSchema(document, 'openapi');
  return (pointer: string[], value: unknown): string | null => {
    const path = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
    const validate = ajv.compile({ $ref: `openapi#/${path.join('/')}` });
    return validate(value) ? null : ajv.errorsText(validate.errors);
  };
}

describe('the OpenAPI document', () => {
  it.each([0, 1])('of service %i is one, by the schema of OpenAPI 3.1', async (index) => {
    const base = house.services[index]?.base ?? '';
    const validator = new Validator();
    const { valid, errors } = await validator.validate(await documentOf(base));
    expect([valid, errors]).toEqual([true, undefined]);
    expect(validator.version).toBe('3.1');
  });

  it('is what the services answer: every route called once', async () => {
    const { documentId, failedId, bootstrap } = house;
    const seed: ExampleSeed = { documentId, failedId, key: bootstrap, answers: new Map() };
    const calls: { base: string; check: ReturnType<typeof checkerOf>; route: Route }[] = [];
    for (const { base, routes } of house.services) {
      const document = await documentOf(base);
      expect(Object.values(document.paths).flatMap((each) => Object.keys(each))).toHaveLength(routes.length);
      const check = checkerOf(document);
      calls.push(...routes.map((route) => ({ base, check, route })));
    }
    for (const { base, check, route } of destructiveLast(calls)) {
      const example = exampleCall(route, seed);
      const template = route.path.replaceAll(/:(\w+)/g, '{$1}');
      const operation = ['paths', template, route.method];
      if (route.body !== undefined) {
        const body = [...operation, 'requestBody', 'content', 'application/json', 'schema'];
        expect(check(body, example.body), route.id).toBeNull();
      }
      const answer = await house.send(route.method.toUpperCase(), `${base}${addressOf(route, example)}`, {
        key: bootstrap,
        body: example.body,
      });
      const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
      const declared = Object.entries(route.answers).find(([status]) => Number(status) === answer.status);
      expect([route.id, answer.status]).toEqual([
        route.id,
        example.status ?? Number(Object.keys(route.answers)[0]),
      ]);
      if (type === 'text/event-stream') {
        await answer.body?.cancel();
        continue;
      }
      const text = await answer.text();
      const value: unknown = /json$/.test(type) ? JSON.parse(text) : text;
      const status = declared?.[0] ?? 'default';
      const place = [...operation, 'responses', status, 'content', type, 'schema'];
      expect(check(place, value), route.id).toBeNull();
      seed.answers.set(route.id, value);
    }
  });

  it('makes a page to read that runs and loads nothing from elsewhere', async () => {
    for (const address of [`${house.consoleUrl}/api`, house.intakeUrl]) {
      const page = await fetch(`${address}/reference?lang=zh`);
      expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
      const html = await page.text();
      expect(html).not.toMatch(/<script|\sstyle=|<style|\son\w+=|(src|href)="https?:/);
      const [style] = /<link rel="stylesheet" href="[^"]+">/.exec(html) ?? [];
      expect(style).toBe('<link rel="stylesheet" href="reference.css">');
      expect((await fetch(`${address}/reference.css`)).headers.get('content-type')).toMatch(/^text\/css/);
    }
  });
});
