import { problemsOf } from '@nianbao/service-kit/http';
import table from './problems.json' with { type: 'json' };

/** The problems of access and of declared routes; the common ones are the service kit's. */
export const apiProblem = problemsOf(table);
