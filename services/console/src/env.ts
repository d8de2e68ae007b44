import { type EnvSpec, intVariable, textVariable } from '@nianbao/service-kit';
import { z } from 'zod';

/** Variables of the console. */
export const consoleEnv = {
  CONSOLE_HOST: {
    schema: textVariable('127.0.0.1'),
    description: {
      zh: '控制台监听的地址；非本机地址须有 CONSOLE_API_KEY 或目录库中的密钥',
      en: 'Address the console listens on; any other than loopback needs CONSOLE_API_KEY or a key in the catalogue',
    },
  },
  CONSOLE_PORT: {
    schema: intVariable(7300, 0, 65_535),
    description: { zh: '控制台的端口；0 表示任取空闲端口', en: 'Port of the console; 0 takes a free one' },
  },
  CONSOLE_API_KEY: {
    schema: z.string().min(16, 'at least 16 characters').optional(),
    description: {
      zh: '控制台管理员的密钥，用于新建其他密钥',
      en: 'Key of the console’s administrator, which other keys are made with',
    },
    secret: true,
  },
  CONSOLE_RATE_LIMIT: {
    schema: intVariable(6_000, 0, 1_000_000),
    description: {
      zh: '每个密钥每分钟可向全部控制台发出的请求数；0 表示不限',
      en: 'Requests a minute that each key may make of all consoles together; 0 for any number',
    },
  },
  CONSOLE_ALLOWED_ORIGINS: {
    schema: z
      .string()
      .default('')
      .transform((origins) => origins.split(/[\s,]+/).filter((origin) => origin !== '')),
    description: {
      zh: '除控制台自身外，可调用其接口的网页来源，用逗号分隔',
      en: 'Origins of web pages, other than the console’s own, that may call its API, comma-separated',
    },
  },
  AUDIT_KEEP_DAYS: {
    schema: intVariable(730, 1, 36_500),
    description: { zh: '操作记录保留的天数', en: 'Days for which the audit of who did what is kept' },
  },
  CONSOLE_INTAKE_URL: {
    schema: z.url({ protocol: /^https?$/, error: 'an http or https URL' }).optional(),
    description: {
      zh: '控制台访问接收服务的地址；不设置则页面不能上传',
      en: 'Where the console reaches the intake; without it its pages cannot upload',
    },
    example: 'http://127.0.0.1:7301',
  },
  CONSOLE_UPLOAD_ORIGINS: {
    schema: z
      .string()
      .default('')
      .transform((origins) => origins.split(/[\s,]+/).filter((origin) => origin !== '')),
    description: {
      zh: '页面直传所用预签名链接的来源，用逗号分隔（默认为对象存储的来源）',
      en: 'Origins of the presigned URLs that pages upload to, comma-separated (default: that of the object store)',
    },
  },
} as const satisfies EnvSpec;
