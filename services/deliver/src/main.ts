import { addCatalogue } from '@nianbao/catalogue';
import { openStageParts } from '@nianbao/pipeline';
import { runService } from '@nianbao/service-kit';
import { service } from './service.ts';

await runService(service, async (log, env) => addCatalogue(await openStageParts(log, env)));
