export { type ConvertOptions, convert } from './convert.ts';
export type { ConversionLimits } from './converter.ts';
export { ConverterCrashedError } from './isolation/converter-crashed-error.ts';
export {
  type ConverterPool,
  type ConverterPoolOptions,
  createConverterPool,
  type PageImages,
  type RenderOptions,
} from './isolation/converter-pool.ts';
export type { PageImage } from './rendering/page-image.ts';
export { sniff } from './sniff.ts';
