import { CronExpressionParser } from 'cron-parser';

/** When a cron expression comes round next, by the clock of a time zone. Throws an Error that says what is wrong with either, or that it never does. */
export function nextRun({ cron, timeZone }: { cron: string; timeZone: string }, after: Date): Date {
  // Throws for a zone that there is none of; the parser would take the machine's.
  new Intl.DateTimeFormat('en', { timeZone });
  return CronExpressionParser.parse(cron, { tz: timeZone, currentDate: after }).next().toDate();
}
