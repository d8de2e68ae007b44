export { ApiError, ContentError, InvalidAnswerError, UnreachableError } from './api-error.ts';
export { type ClientOptions, createClient, type NianbaoClient } from './client.ts';
export { type ConsumeOptions, consumeResults, type ResultsConsumer } from './consume-results.ts';
export { InvalidPayloadError, UnknownSchemaVersionError } from './invalid-payload-error.ts';
export { readWebhook, WebhookSignatureError } from './read-webhook.ts';
export type { OnUploadProgress, UploadContent } from './upload-body.ts';
export type { UploadTarget } from './upload-calls.ts';
