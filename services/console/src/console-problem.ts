import { problemsOf } from '@nianbao/service-kit/http';
import table from './problems.json' with { type: 'json' };

/** The problems only the console has; the common ones are the service kit's. */
export const consoleProblem = problemsOf(table);
