import { queueAddress, type StageName, stageNames, stages } from '@nianbao/contracts';
import { stringify } from 'yaml';

const name = 'nianbao';
const healthPort = 8081;
/** Of those that listen besides. */
const httpPorts: Partial<Record<string, number>> = { intake: 8080, console: 8090 };
/** A conversion or an OCR takes a core and its children's memory. */
const heavy: Partial<Record<string, { cpu: string; memory: string }>> = {
  convert: { cpu: '1', memory: '3Gi' },
  ocr: { cpu: '1', memory: '3Gi' },
};
/** Each instance holds connections to PostgreSQL. */
const maxReplicas: Partial<Record<string, number>> = { intake: 4, publish: 4 };
/** Jobs that may wait for each of those a worker has in flight before another worker is started. */
const backlogPerSlot = 10;

const head = `# Written by \`pnpm generate\` from the stage catalogue. Redis, S3 and PostgreSQL are yours; KEDA (2.x) must be installed.
#   docker build -f infra/docker/Dockerfile -t nianbao:local .      # and push it to your registry
#   kubectl create configmap ${name} --from-env-file=settings.env   # S3_ENDPOINT, S3_BUCKET, REDIS_ADDRESS (host:port, for KEDA) …
#   kubectl create secret generic ${name} --from-env-file=secrets.env # REDIS_URL, REDIS_PASSWORD, DATABASE_URL, S3_*_KEY*, METRICS_TOKEN,
#                                                                    # INTAKE_API_KEY, EVENT_SECRET, CONSOLE_API_KEY, SECRETS_KEY
#   kubectl apply -f infra/kubernetes/nianbao.yaml
`;

/** `infra/kubernetes/nianbao.yaml`: a Deployment per service, scaled by KEDA on the depth of its stage's queue. */
export function kubernetesManifests(): string {
  const documents = [
    ...[...stageNames, 'deliver', 'console'].map(deployment),
    ...Object.entries(httpPorts).map(([service, port]) => httpService(service, port ?? 0)),
    ...stageNames.map(scaledObject),
  ];
  return [
    head,
    ...documents.map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })),
  ].join('---\n');
}

function metadata(service: string) {
  const labels = { 'app.kubernetes.io/name': service, 'app.kubernetes.io/part-of': name };
  return { name: `${name}-${service}`, labels };
}

function deployment(service: string) {
  const { labels } = metadata(service);
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata(service),
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          // A little longer than SHUTDOWN_LIMIT_MS.
          terminationGracePeriodSeconds: 40,
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 1000,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [container(service)],
        },
      },
    },
  };
}

function container(service: string) {
  const port = httpPorts[service];
  const listen = port && {
    [`${service.toUpperCase()}_HOST`]: '0.0.0.0',
    [`${service.toUpperCase()}_PORT`]: String(port),
  };
  const intake = service === 'console' && { CONSOLE_INTAKE_URL: `http://${name}-intake:${httpPorts.intake}` };
  const env = {
    SERVICE: service,
    HEALTH_HOST: '0.0.0.0',
    HEALTH_PORT: String(healthPort),
    ...listen,
    ...intake,
  };
  const probe = (path: string, periodSeconds: number, failureThreshold: number) => ({
    httpGet: { path: `/health/${path}`, port: 'health' },
    ...{ periodSeconds, failureThreshold, timeoutSeconds: 5 },
  });
  const requests = heavy[service] ?? { cpu: '200m', memory: '512Mi' };
  return {
    name: service,
    image: 'nianbao:local',
    envFrom: [{ configMapRef: { name } }, { secretRef: { name } }],
    env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
    ports: [
      { name: 'health', containerPort: healthPort },
      ...(port ? [{ name: 'http', containerPort: port }] : []),
    ],
    startupProbe: probe('ready', 5, 24),
    livenessProbe: probe('live', 20, 3),
    readinessProbe: probe('ready', 10, 3),
    resources: { requests, limits: { memory: heavy[service]?.memory ?? '1Gi' } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
  };
}

function httpService(service: string, port: number) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata(service),
    spec: { selector: metadata(service).labels, ports: [{ name: 'http', port, targetPort: 'http' }] },
  };
}

/** Every job has a priority, so all that waits is in the one sorted set. */
function scaledObject(stage: StageName) {
  const queue = queueAddress(stage);
  return {
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: metadata(stage),
    spec: {
      scaleTargetRef: { name: metadata(stage).name },
      minReplicaCount: 1,
      maxReplicaCount: maxReplicas[stage] ?? 10,
      cooldownPeriod: 300,
      triggers: [
        {
          type: 'redis',
          metadata: {
            addressFromEnv: 'REDIS_ADDRESS',
            passwordFromEnv: 'REDIS_PASSWORD',
            listName: `${queue.prefix}:${queue.name}:prioritized`,
            listLength: String(stages[stage].concurrency * backlogPerSlot),
          },
        },
      ],
    },
  };
}
