import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from '../support/house.ts';
import { reportVariant } from '../support/report-variants.ts';

let house: House | null;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

/** A fictional report; `own` are paragraphs of its own. */
function report(place: string, year: number, leaflets: string, own: readonly string[]): string {
  return [
    `${place}人民政府${year}年法治政府建设年度报告`,
    `${year}年，${place}认真贯彻落实上级法治建设决策部署，现将有关情况报告如下：`,
    '一、主要举措和成效',
    `（一）办好身边的普法。${place}组织法律明白人走村入户，利用赶集日摆摊设点讲解民法典，全年发放宣传册${leaflets}份，群众遇事找法的意识有了明显提升。`,
    `（二）理顺基层执法。${place}组建综合执法队伍，与市场监管所建立联合巡查制度，对农贸市场、小餐饮、烟花爆竹销售点逐户登记造册，做到底数清楚、责任到人。`,
    `（三）把矛盾化解在院坝。${year}年，${place}推行院坝说事，由老支书、老党员、乡贤组成说事小组，邻里争水、田坎纠纷当天受理、当天回话，难事逐级上报包案办理。`,
    ...own,
    '二、存在的不足和原因',
    '一是执法力量薄弱。原因是人员流动较大。二是普法形式单一。',
    `三、${year + 1}年工作安排`,
    '继续加强执法队伍建设，持续开展法治宣传教育。',
    `${place}人民政府`,
    `${year + 1}年1月15日`,
  ].join('\n');
}

/** What everybody writes. */
const formulas = [
  '坚持以人民为中心的发展思想，把法治建设放在全局工作的重要位置来谋划和推进，做到与经济社会发展同部署、同落实、同督促、同考核，为高质量发展提供坚强保障。',
  '认真落实领导干部学法用法制度，把法律法规纳入理论学习中心组的必学内容，通过集中学习、专题讲座、旁听庭审等多种形式，不断增强依法办事的意识和能力。',
  '全面推进政务公开，依法主动公开重点领域信息，自觉接受人大监督、民主监督、司法监督和社会监督，及时回应群众关切，让权力在阳光下运行，提高政府公信力。',
];

describe('across reports', () => {
  it('shows what a town took over from its last year and what another town took over from it', async ({
    skip,
  }) => {
    if (!house) return skip('no PostgreSQL server');
    const { client } = house;
    const fresh = [
      '（四）规范重大决策。凡涉及集体土地流转、村级工程发包的事项，先由法律顾问出具意见，再提交党政联席会议讨论，会议记录与意见书一并归档备查，没有一件因程序不当引起争议。',
    ];
    await house.upload('b', '石桥镇2023.txt', report('石桥镇', 2023, '3417', []));
    await house.upload('b', '石桥镇2024.txt', report('石桥镇', 2024, '3417', fresh));
    await house.upload('b', '青田乡2024.txt', report('青田乡', 2024, '1620', []));
    for (let n = 0; n < 12; n += 1) {
      const variant = reportVariant(n);
      await house.upload('b', variant.name, variant.text.replace('二、', `${formulas.join('\n')}\n二、`));
    }
    await house.settled(15);
    const related = async (name: string) => {
      const { documents } = await client.documents({ q: name });
      return (await client.document(documents[0]?.uploadId ?? '')).related ?? [];
    };
    const found = async (name: string) =>
      (await related(name)).map(({ code, there }) => `${code} ${there.jurisdiction} ${there.year}`).sort();
    expect(await found('石桥镇2023.txt')).toEqual([]);
    expect(await found('石桥镇2024.txt')).toEqual([
      'copied-from-earlier-year 石桥镇 2023',
      'copied-from-other-place 青田乡 2024',
      'figures-unchanged 石桥镇 2023',
    ]);
    expect(await found('青田乡2024.txt')).toEqual(['copied-from-other-place 石桥镇 2024']);
    for (let n = 0; n < 12; n += 1) expect(await found(reportVariant(n).name)).toEqual([]);
    const [copied] = await related('石桥镇2024.txt');
    const { documents } = await client.documents({ q: '石桥镇' });
    for (const { name, uploadId } of documents) {
      const text = await client.documentText(uploadId);
      const spans = name === '石桥镇2024.txt' ? copied?.here : copied?.there.spans;
      expect(spans?.map(({ start, end }) => text.slice(start, end).slice(0, 3))).toEqual([
        '（一）',
        '（二）',
        '（三）',
      ]);
    }
  });
});
