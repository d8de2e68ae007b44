import type { ReportColumn } from '@nianbao/contracts';

/** What the columns of the list are called in an export. */
export const exportedColumns: Record<ReportColumn, string> = {
  place: 'place',
  year: 'year',
  title: 'title',
  name: 'file_name',
  batch: 'batch',
  issuer: 'issuer',
  issuedOn: 'issued_on',
  figures: 'figures',
  indicators: 'indicators',
  missing: 'missing_parts',
  findings: 'findings',
  value: 'indicator_value',
  unit: 'indicator_unit',
  uploadedAt: 'uploaded_at',
  documentId: 'document_id',
};
