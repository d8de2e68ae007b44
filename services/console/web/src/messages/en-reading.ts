import type { zhReading } from './zh-reading.ts';

export const enReading: typeof zhReading = {
  related: {
    title: 'Across reports',
    none: 'Nothing was found beside the year before and other places.',
    other: 'Beside: ',
    here: 'here',
    there: 'There',
    comma: ', ',
  },
  uploadAs: {
    profile: 'Genre',
    auto: 'by the text itself',
    hint: 'Usually left empty; once chosen, all these files are read as it.',
  },
  unpacking: {
    'zip-damaged': 'The archive is damaged: pack it again.',
    'zip-encrypted': 'It has a password: unpack it first.',
    'zip-method': 'Packed in a way not supported: pack it again as a plain ZIP.',
    'zip-large': 'Too large: unpack it and use the command.',
    'zip-many': 'The archive is too large for the page: nianbao upload',
    'zip-old-browser': 'This browser is too old to unpack: update it, or unpack first.',
    missing: 'Not found in the object store: try again.',
    network: 'The connection was lost: try again.',
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
