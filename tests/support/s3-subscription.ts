import { PutBucketNotificationConfigurationCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';

interface S3Access {
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
}

/**
 * Has the server POST an S3 event to `pushEndpoint` for every object created or removed under `prefix`, and try again until
 * it is taken. Ceph offers topics by the SNS protocol: https://docs.ceph.com/en/pacific/radosgw/notifications/
 */
export async function subscribe(
  access: S3Access,
  bucket: string,
  pushEndpoint: string,
  prefix: string,
): Promise<void> {
  const { endpoint, ...credentials } = access;
  const config = { endpoint, region: 'default', credentials };
  const sns = new SNSClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  try {
    const { TopicArn } = await sns.send(
      new CreateTopicCommand({
        Name: `${bucket}-events`,
        Attributes: { 'push-endpoint': pushEndpoint, persistent: 'true' },
      }),
    );
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: bucket,
        NotificationConfiguration: {
          TopicConfigurations: [
            {
              Id: `${bucket}-events`,
              TopicArn,
              Events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'],
              Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: prefix }] } },
            },
          ],
        },
      }),
    );
  } finally {
    sns.destroy();
    s3.destroy();
  }
}
