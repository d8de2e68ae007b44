import { type EnvSpec, type EnvValues, optionalVariable, textVariable } from '@nianbao/service-kit';
import { z } from 'zod';
import { createFsStore } from './drivers/fs.ts';
import { createS3Store } from './drivers/s3.ts';
import type { ObjectStore } from './object-store.ts';

/** The variables that say where the objects are. `S3_BUCKET` chooses S3, else `STORE_DIR` a folder. */
export const objectStoreEnv = {
  S3_BUCKET: {
    schema: optionalVariable(),
    description: {
      zh: '存放上传文件、中间产物和结果的存储桶',
      en: 'Bucket for uploads, artefacts and results',
    },
    example: 'nianbao',
  },
  S3_ENDPOINT: {
    schema: urlVariable(),
    description: { zh: 'S3 服务器的地址；使用 AWS 时不填', en: 'URL of the S3 server; leave out for AWS' },
    example: 'http://127.0.0.1:9000',
  },
  S3_PUBLIC_ENDPOINT: {
    schema: urlVariable(),
    description: {
      zh: '上传者访问 S3 服务器的地址，用于预签名链接；不填则用 S3_ENDPOINT',
      en: 'URL of the S3 server as uploaders reach it, for presigned URLs; S3_ENDPOINT when left out',
    },
    example: 'https://s3.example.org',
  },
  S3_REGION: {
    schema: textVariable('us-east-1'),
    description: { zh: '存储桶所在区域', en: 'Region of the bucket' },
  },
  S3_ACCESS_KEY_ID: {
    schema: optionalVariable(),
    description: { zh: '访问密钥编号；使用实例角色时不填', en: 'Access key; leave out for an instance role' },
    secret: true,
  },
  S3_SECRET_ACCESS_KEY: {
    schema: optionalVariable(),
    description: { zh: '访问密钥；使用实例角色时不填', en: 'Secret key; leave out for an instance role' },
    secret: true,
  },
  S3_FORCE_PATH_STYLE: {
    schema: flagVariable(),
    description: {
      zh: 'true：endpoint/bucket/key；false：bucket.endpoint/key（设置了 S3_ENDPOINT 时默认为 true）',
      en: 'true: endpoint/bucket/key; false: bucket.endpoint/key (default: true with S3_ENDPOINT)',
    },
    example: 'true',
  },
  STORE_DIR: {
    schema: optionalVariable(),
    description: { zh: '单机时充当存储桶的文件夹', en: 'Folder that serves as the bucket on one machine' },
    example: '.nianbao/store',
  },
  STORE_PUBLIC_URL: {
    schema: urlVariable(),
    description: {
      zh: '接收服务提供 STORE_DIR 预签名链接的地址',
      en: 'Address under which the intake service serves presigned URLs of STORE_DIR',
    },
    example: 'http://127.0.0.1:8080/objects',
  },
  STORE_SECRET: {
    schema: z.string().min(16, 'at least 16 characters').optional(),
    description: {
      zh: '为 STORE_DIR 的预签名链接签名；各进程须相同',
      en: 'Signs presigned URLs of STORE_DIR; the same for every process',
    },
    secret: true,
  },
} as const satisfies EnvSpec;

/** Opens the store the environment names. Throws an Error that says what to set when it names none. */
export function openStore(values: EnvValues<typeof objectStoreEnv>): ObjectStore {
  if (values.S3_BUCKET !== undefined) {
    return createS3Store({
      bucket: values.S3_BUCKET,
      endpoint: values.S3_ENDPOINT,
      publicEndpoint: values.S3_PUBLIC_ENDPOINT,
      region: values.S3_REGION,
      accessKeyId: values.S3_ACCESS_KEY_ID,
      secretAccessKey: values.S3_SECRET_ACCESS_KEY,
      forcePathStyle: values.S3_FORCE_PATH_STYLE ?? values.S3_ENDPOINT !== undefined,
    });
  }
  if (values.STORE_DIR !== undefined) {
    return createFsStore({
      root: values.STORE_DIR,
      baseUrl: values.STORE_PUBLIC_URL,
      secret: values.STORE_SECRET,
    });
  }
  throw new Error(
    '未设置对象存储：请设置 S3_BUCKET（S3）或 STORE_DIR（本机文件夹）。\n' +
      'No object store is set: set S3_BUCKET (for S3) or STORE_DIR (for a folder on this machine).',
  );
}

function urlVariable(): z.ZodType<string | undefined, string | undefined> {
  return z.url({ protocol: /^https?$/, error: 'an http or https URL' }).optional();
}

function flagVariable(): z.ZodType<boolean | undefined, string | undefined> {
  return z
    .enum(['true', 'false'], 'true or false')
    .transform((text) => text === 'true')
    .optional();
}
