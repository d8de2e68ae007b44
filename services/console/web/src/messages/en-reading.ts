import type { zhReading } from './zh-reading.ts';

export const enReading: typeof zhReading = {
  related: {
    title: 'Across reports',
    none: 'Nothing was found beside the year before and other places.',
    other: 'Beside: ',
    here: 'here',
    there: 'There',
    comma: ', ',
    codes: {
      'copied-from-earlier-year': 'Text of an earlier year',
      'copied-from-other-place': 'Text of another place',
      'figures-unchanged': 'Figures as the year before',
      'figure-out-of-proportion': 'Figure far from other years',
    },
  },
  pages: {
    title: 'Pages of the original',
    show: 'Show the pages',
    hide: 'Hide the pages',
    previous: 'Previous page',
    next: 'Next page',
    number: (n, count) => `Page ${n} of ${count}`,
    larger: 'Larger',
    picture: (n) => `Page ${n} of the original`,
    recognised: (percent) => `Read from its picture, confidence ${percent}%`,
    lacksFont:
      'This PDF does not hold its fonts: characters may be missing in the picture. Download the original to compare.',
  },
};
