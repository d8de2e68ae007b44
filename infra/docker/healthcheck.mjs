/** Asked by the container's HEALTHCHECK: exit code 0 when the service and all its parts answer. */
const { HEALTH_PORT = '8081' } = process.env;
const answer = await fetch(`http://127.0.0.1:${HEALTH_PORT}/health/ready`).catch(() => null);
process.exit(answer?.ok ? 0 : 1);
