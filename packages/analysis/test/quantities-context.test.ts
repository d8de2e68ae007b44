import type { Outline, Section } from '@nianbao/contracts';
import { describe, expect, it } from 'vitest';
import { extract, getProfile } from '../src/index.ts';
import { analyse, emptyOutline, plainDocument } from './analyse.ts';

describe('relations', () => {
  it('ties parts to their whole, after 其中, in brackets and when they add up', () => {
    expect(relationsOf('检查309家，其中单位301家和场所8家。')).toEqual([null, 'part-of q1', 'part-of q1']);
    expect(relationsOf('人口390户1352人（其中农业人口228户1013人），残疾人50人。')).toEqual([
      null,
      null,
      'part-of q1',
      'part-of q2',
      null,
    ]);
    expect(relationsOf('发现违法行为5起，教育2起，移交1起，结案2起。').slice(1)).toEqual(
      Array(3).fill('part-of q1'),
    );
  });

  it('ties a rate to numerator and base', () => {
    expect(relationsOf('调解纠纷31件，调解成功30件，成功率96.8%。')[2]).toBe('rate-of q2,q1');
    expect(relationsOf('受理信访20件，办理率100%。')[1]).toBe('rate-of q1');
    expect(relationsOf('人口13526人，少数民族5163人、占全镇人口的38.17%。')[2]).toBe('rate-of q2,q1');
  });

  it('ties each figure after a change to the one before it', () => {
    expect(relationsOf('上访由上年的20批次21人次，下降到今年的1批次1人次。')).toEqual([
      null,
      null,
      'change-from q1',
      'change-from q2',
    ]);
  });
});

describe('subjects', () => {
  it.each([
    ['调解矛盾纠纷31件。', ['调解矛盾纠纷']],
    ['辖5个村委会、1个社区。', ['村委会', '社区']],
    ['人口3915户13526人。', ['人口户数', '人口']],
    ['工业、农业、旅游收入分别增长3%、4%和5%。', ['工业增长', '农业增长', '旅游收入增长']],
    ['森林覆盖率为73.75%。', ['森林覆盖率']],
    ['开展“双随机、一公开”检查27次。', ['开展“双随机、一公开”检查']],
    ['组织学习《信访、复议条例》4场。', ['组织学习《信访、复议条例》']],
    ['落实要求”，化解纠纷6件。', ['化解纠纷']],
    ['镇政府承接118项行政处罚权。', ['镇政府承接行政处罚权']],
    ['全县31个部门推行清单。', ['部门推行清单']],
    ['每村配备法律明白人3名，全镇共有92名。', ['每村配备法律明白人', '每村配备法律明白人']],
    ['办理热线诉求截至10月共165条。', ['办理热线诉求']],
    ['21个站点开放。共165条。', ['站点开放', '']],
    ['平均用时由32天缩短为21天，减少11天。', ['平均用时', '平均用时', '平均用时减少']],
    ['粮食产量320万吨，增长6.9%，占全市的四成。', ['粮食产量', '粮食产量增长', '粮食产量占全市']],
    ['辖58个村民小组、1985户、7642人。', ['村民小组', '人口户数', '人口']],
    ['对19个村和9个站所开展督导。', ['村', '站所开展督导']],
    ['收到申请24件，受理19件，审结17件。', ['收到申请', '受理申请', '审结申请']],
    ['满意率均为100%。', ['满意率']],
    ['检查企业、商户312家次，办结率、满意率均为100%。', ['检查企业、商户', '办结率、满意率']],
    ['16个乡镇（街道）、218个村建成专区。', ['乡镇', '村建成专区']],
    ['核定编制12名，实有9人，剩余3名。', ['核定编制', '实有人员', '剩余核定编制']],
    ['制定规章6件、修改9件、废止4件。', ['制定规章', '修改规章', '废止规章']],
    ['城镇、农村居民收入分别增长5%、6%。', ['城镇居民收入增长', '农村居民收入增长']],
    ['发生事故4起，死亡3人，同比分别下降33.3%和40%。', ['发生事故', '死亡', '发生事故', '死亡']],
    ['举办演练6场，参演280人次。', ['举办演练', '参演人员']],
    ['公路里程8640公里，新增2073公里。', ['公路里程', '新增公路里程']],
    ['创建示范村（社区）累计198个、省级37个。', ['创建示范村（社区）', '省级创建示范村（社区）']],
    [
      '发现问题286个，其中制度类74个、其他类12个，已整改251个。',
      ['发现问题', '发现问题（制度类）', '发现问题（其他类）', '整改问题'],
    ],
    ['办理复议案件34件；审结27件，维持16件。', ['办理复议案件', '审结复议案件', '维持复议案件']],
    ['承接赋权事项76项，常态化行使的只有31项。', ['承接赋权事项', '常态化行使的承接赋权事项']],
    ['信访量持续下降，由12批下降到3批。', ['信访量', '信访量']],
    ['航空、中医药产业收入分别增长9%、8%。', ['航空产业收入增长', '中医药产业收入增长']],
    [
      '清理文件38件，继续有效25件、废止或失效9件，责令改正4件。',
      ['清理文件', '继续有效文件', '废止或失效文件', '责令改正文件'],
    ],
    ['市场主体38万户，企业6万户，分别是2012年的1.7倍和2.4倍。', ['市场主体', '企业', '市场主体', '企业']],
    ['9名县（市、区）长述法，87家世界500强企业落户。', ['县（市、区）长述法', '世界500强企业落户']],
  ])('%s', (text, subjects) => {
    expect(analyse(text).quantities.map(({ subject }) => subject)).toEqual(subjects);
  });
});

describe('place', () => {
  const text = '一、成效\n调解纠纷5件。\n二、计划\n新增网格员3名。';
  const sections = [section('s1', 'achievements', 0, 13), section('s2', 'next_year_plan', 13, text.length)];
  const outline: Outline = { ...emptyOutline, sections };

  it('gives section, page and standing from where the figure stands', () => {
    const pages = [
      { number: 1, start: 0, end: 13 },
      { number: 2, start: 13, end: text.length },
    ];
    const { quantities } = extract({ ...plainDocument(text), pages }, outline, getProfile());
    expect(quantities.map(({ sectionId, page, status }) => [sectionId, page, status])).toEqual([
      ['s1', 1, 'reported'],
      ['s2', 2, 'planned'],
    ]);
  });

  it('leaves noise alone', () => {
    const noise = [{ start: 5, end: 12, quote: text.slice(5, 12), kind: 'other' as const }];
    const { quantities, rejected } = extract(plainDocument(text), { ...outline, noise }, getProfile());
    expect(quantities.map(({ quote }) => quote)).toEqual(['3名']);
    expect(rejected).toContainEqual({ ...noise[0], kind: undefined, reason: 'noise' });
  });
});

describe('tables', () => {
  it('takes the unit from the head, the unit column or the bracket', () => {
    const table =
      '项目\t数量\t单位\n行政检查\t145\t次\n发放资料\t5,200\t份\n\n项目\t金额（万元）\t办结率\n规费\t12.5\t98';
    expect(analyse(table).quantities.map(({ value, unit, subject }) => [value, unit, subject])).toEqual([
      [145, '次', '行政检查'],
      [5200, '份', '发放资料'],
      [125000, '元', '规费：金额（万元）'],
      [98, '%', '规费：办结率'],
    ]);
  });

  it('gives a figure every head that its column and row have, merged ones too', () => {
    const table = [
      '类别\t措施\t2023年\t\t2024年',
      '\t\t件数\t金额（万元）\t件数\t金额（万元）',
      '行政执法\t罚款\t3\t1.5\t4\t2',
      '\t警告\t6\t0\t7\t0',
      '普法宣传',
      '\t讲座\t8\t\t9',
      '合计\t\t17\t1.5\t20\t2',
    ].join('\n');
    expect(analyse(table).quantities.map(({ value, unit, subject }) => `${value}${unit} ${subject}`)).toEqual(
      [
        '3件 行政执法：罚款：2023年：件数',
        '15000元 行政执法：罚款：2023年：金额（万元）',
        '4件 行政执法：罚款：2024年：件数',
        '20000元 行政执法：罚款：2024年：金额（万元）',
        '6件 行政执法：警告：2023年：件数',
        '0元 行政执法：警告：2023年：金额（万元）',
        '7件 行政执法：警告：2024年：件数',
        '0元 行政执法：警告：2024年：金额（万元）',
        '8件 普法宣传：讲座：2023年：件数',
        '9件 普法宣传：讲座：2024年：件数',
        '17件 合计：2023年：件数',
        '15000元 合计：2023年：金额（万元）',
        '20件 合计：2024年：件数',
        '20000元 合计：2024年：金额（万元）',
      ],
    );
  });

  it('gives figures that print their unit the heads of their column and row', () => {
    const table = '事项\t单位\t2023年\t2024年\n检查\t次\t12\t15\n\t户\t3\t4\n处罚\t\t3件\t5件';
    expect(analyse(table).quantities.map(({ value, unit, subject }) => `${value}${unit} ${subject}`)).toEqual(
      [
        '12次 检查：2023年',
        '15次 检查：2024年',
        '3户 检查：2023年',
        '4户 检查：2024年',
        '3件 处罚：2023年',
        '5件 处罚：2024年',
      ],
    );
  });

  it('does not take serial numbers and years for figures', () => {
    expect(analyse('序号\t年份\t事项\n1\t2023\t检查').quantities).toEqual([]);
  });

  it('reads the last row of a long one under its head', () => {
    const long = Array.from({ length: 6_000 }, (_, row) => `单位${row}\t${row + 1}`);
    const { quantities } = analyse(['部门\t检查（次）', ...long].join('\n'));
    expect(quantities).toHaveLength(6_000);
    expect(quantities.at(-1)).toMatchObject({ value: 6_000, unit: '次', subject: '单位5999：检查（次）' });
  });
});

function relationsOf(text: string): (string | null)[] {
  return analyse(text).quantities.map(({ relation }) =>
    relation ? `${relation.type} ${relation.quantityIds.join(',')}` : null,
  );
}

function section(id: string, role: Section['role'], start: number, end: number): Section {
  return {
    id,
    level: 1,
    number: null,
    title: id,
    role,
    start,
    headingEnd: start,
    end,
    inline: false,
    anomalies: [],
    children: [],
  };
}
