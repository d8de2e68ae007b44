import { addCatalogue } from '@nianbao/catalogue';
import { openStageParts } from '@nianbao/pipeline';
import { runService } from '@nianbao/service-kit';
import { service } from './service.ts';

await runService(service, async (log) => addCatalogue(await openStageParts(log)));
