import { openStageParts } from '@nianbao/pipeline';
import { runService } from '@nianbao/service-kit';
import { service } from './service.ts';

await runService(service, openStageParts);
