import type { LocalizedText } from '@nianbao/contracts';

/** No Redis could be found or obtained; `text` tells how to get one. */
export class RedisUnavailableError extends Error {
  override readonly name = 'RedisUnavailableError';
  readonly text: LocalizedText;
  constructor(reason: string, options?: ErrorOptions) {
    const text = waysToGetRedis(reason);
    super(`${text.en}\n${text.zh}`, options);
    this.text = text;
  }
}

function waysToGetRedis(reason: string): LocalizedText {
  return {
    en: [
      `Nianbao needs Redis (6.2 or newer) or Valkey and found none: ${reason}`,
      'Any one of these helps:',
      '  1. Install it: "sudo apt install redis-server" (Debian, Ubuntu), "sudo dnf install valkey" (Fedora, RHEL), "brew install redis" (macOS).',
      '  2. Use one that runs already: set REDIS_URL, e.g. REDIS_URL=redis://127.0.0.1:6379.',
      '  3. Start one in a container: "docker run -d -p 127.0.0.1:6379:6379 redis:7 --appendonly yes --maxmemory-policy noeviction", then set REDIS_URL as above.',
    ].join('\n'),
    zh: [
      `年报需要 Redis（6.2 及以上）或 Valkey，但没有找到：${reason}`,
      '任选一种办法：',
      '  1. 安装：Debian/Ubuntu 用 “sudo apt install redis-server”，Fedora/RHEL 用 “sudo dnf install valkey”，macOS 用 “brew install redis”。',
      '  2. 使用已在运行的 Redis：设置 REDIS_URL，例如 REDIS_URL=redis://127.0.0.1:6379。',
      '  3. 用容器启动：“docker run -d -p 127.0.0.1:6379:6379 redis:7 --appendonly yes --maxmemory-policy noeviction”，再按上一条设置 REDIS_URL。',
    ].join('\n'),
  };
}
