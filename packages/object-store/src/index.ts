export * from './content-disposition.ts';
export * from './drivers/fs.ts';
export * from './drivers/s3.ts';
export * from './env.ts';
export * from './keys.ts';
export * from './object-store.ts';
export * from './presigned-handler.ts';
