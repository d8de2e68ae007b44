import type {
  ChangeExportSchedule,
  CreateExportSchedule,
  ExportRun,
  ExportSchedule,
  ExportScheduleName,
} from '@nianbao/contracts';

/** A schedule as it is kept; where it writes is the store's matter. */
export type KeptExportSchedule = Omit<ExportSchedule, 'prefix'>;

/** Exports that are repeated by the clock. */
export interface ExportSchedules {
  /** By name. */
  exportSchedules(): Promise<KeptExportSchedule[]>;
  exportSchedule(name: ExportScheduleName): Promise<KeptExportSchedule | null>;
  /** False when the name is taken. */
  createExportSchedule(wanted: CreateExportSchedule, createdBy: string, dueAt: Date): Promise<boolean>;
  /** Changes what is given; a `dueAt` of null is for a paused one. */
  changeExportSchedule(
    name: ExportScheduleName,
    change: ChangeExportSchedule & { dueAt?: Date | null },
  ): Promise<void>;
  deleteExportSchedule(name: ExportScheduleName): Promise<void>;
  /** Makes it due now, unless it is due or running already. */
  askForExport(name: ExportScheduleName): Promise<void>;
  /** Whose time has come, longest due first. */
  dueExportSchedules(): Promise<KeptExportSchedule[]>;
  /**
   * Notes how the run that was due at `run.at` stands. With `next` it is over, and due again then; not while it is paused, nor if it
   * was made due at another time meanwhile.
   */
  noteExportRun(name: ExportScheduleName, run: ExportRun, next?: Date): Promise<void>;
}
