import type { IndicatorDefinition } from '../../indicators/indicator-definition.ts';
import commonOutline from '../common/outline.json' with { type: 'json' };
import commonReview from '../common/review.json' with { type: 'json' };
import type { OutlineLexicon, PartDefinition, Profile } from '../profile.ts';
import cues from './cues.json' with { type: 'json' };
import indicators from './indicators.json' with { type: 'json' };
import outline from './outline.json' with { type: 'json' };
import parts from './parts.json' with { type: 'json' };
import quantities from './quantities.json' with { type: 'json' };
import review from './review.json' with { type: 'json' };

/** 政府信息公开工作年度报告: the yearly report on open government information, in the national standard form since 2019. */
export const governmentInformationDisclosure: Profile = {
  id: 'government-information-disclosure',
  version: '5',
  title: { zh: '政府信息公开工作年度报告', en: 'Annual report on open government information' },
  cues,
  // JSON modules are typed by their letters (`role: string`); the profile test checks them against the closed sets.
  outline: { ...commonOutline, ...outline } as OutlineLexicon,
  parts: parts as PartDefinition[],
  review: { ...commonReview, ...review },
  quantities,
  indicators: indicators as IndicatorDefinition[],
};
