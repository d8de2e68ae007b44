import { autoProfileId } from '@nianbao/analysis';
import type { Catalogue } from '@nianbao/catalogue';
import type { StageParts } from '@nianbao/pipeline';
import { readEnv, type Service } from '@nianbao/service-kit';
import { refuseOpenHost, serveHttp } from '@nianbao/service-kit/http';
import { createConsoleApp } from './create-console-app.ts';
import { consoleEnv } from './env.ts';

export const service: Service<StageParts & { catalogue: Catalogue }> = {
  name: 'console',
  async start(parts) {
    const env = readEnv(consoleEnv, parts.env);
    refuseOpenHost(env.CONSOLE_HOST, env.CONSOLE_API_KEY, 'CONSOLE_API_KEY');
    const config = {
      apiKey: env.CONSOLE_API_KEY,
      allowedOrigins: env.CONSOLE_ALLOWED_ORIGINS,
      profileId: autoProfileId,
    };
    const console = createConsoleApp({ ...parts, config });
    const http = await serveHttp(console.app, { host: env.CONSOLE_HOST, port: env.CONSOLE_PORT });
    return {
      url: http.url,
      async stop() {
        await http.stop();
        await console.stop();
      },
    };
  },
};
