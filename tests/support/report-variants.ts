const surnames = '青白红柳竹石桂东西南北云龙凤梅兰松柏杨枫';
const endings = '河山溪坪塘岭坝湾冲桥';

/** A short fictional report, another one for every number: place, year and figures differ. */
export function reportVariant(n: number): { name: string; text: string } {
  const place = `${surnames[n % 20]}${endings[Math.floor(n / 20) % 10]}${n >= 200 ? `第${n}` : ''}镇`;
  const year = 2019 + (n % 6);
  const found = 20 + (n % 80);
  return {
    name: `${place}${year}.txt`,
    text: [
      `${place}人民政府${year}年法治政府建设情况报告`,
      `${year}年，${place}认真贯彻落实上级法治建设决策部署，现将有关情况报告如下：`,
      '一、主要举措和成效',
      `（一）强化普法宣传。全年开展法治宣传活动${5 + (n % 20)}场次，发放宣传资料${1000 + n * 3}余份，受教育群众${800 + n}人次。`,
      `（二）化解矛盾纠纷。共排查矛盾纠纷${found}起，调解成功${found - (n % 5)}起。`,
      '（三）党政主要负责人切实履行推进法治建设第一责任人职责，主持召开专题会议4次。',
      '二、存在的不足和原因',
      '一是执法力量薄弱。原因是人员流动较大。二是普法形式单一。',
      `三、${year + 1}年工作安排`,
      '继续加强执法队伍建设，持续开展法治宣传教育。',
      `${place}人民政府`,
      `${year + 1}年1月15日`,
    ].join('\n'),
  };
}
