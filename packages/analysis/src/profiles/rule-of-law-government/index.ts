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

/** 法治政府建设年度报告: the yearly report on rule-of-law government, mostly by townships. */
export const ruleOfLawGovernment: Profile = {
  id: 'rule-of-law-government',
  version: '10',
  title: { zh: '法治政府建设年度报告', en: 'Annual report on rule-of-law government' },
  cues,
  // JSON modules are typed by their letters (`role: string`); the profile test checks them against the closed sets.
  outline: { ...commonOutline, ...outline } as OutlineLexicon,
  parts: parts as PartDefinition[],
  review: { ...commonReview, ...review },
  quantities,
  indicators: indicators as IndicatorDefinition[],
};
