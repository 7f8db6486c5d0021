/** Prefecture-level cities whose towns stand directly below them. */
const CITIES = ['东莞市', '中山市', '儋州市', '三沙市', '嘉峪关市'];
/** Counties and county-level cities directly below a province: themselves the last level. */
const COUNTIES = [
  ...['济源市', '仙桃市', '潜江市', '天门市', '神农架林区'],
  ...['五指山市', '琼海市', '文昌市', '万宁市', '东方市', '定安县', '屯昌县', '澄迈县', '临高县'],
  ...['白沙黎族自治县', '昌江黎族自治县', '乐东黎族自治县', '陵水黎族自治县'],
  ...['保亭黎族苗族自治县', '琼中黎族苗族自治县'],
  ...['石河子市', '阿拉尔市', '图木舒克市', '五家渠市', '北屯市', '铁门关市', '双河市'],
  ...['可克达拉市', '昆玉市', '胡杨河市', '新星市', '白杨市'],
];
/** Addresses there are not written by province, city and district. */
const PROVINCES = ['台湾省', '香港特别行政区', '澳门特别行政区'];

/**
 * Whether an address there names a district (区县). A city may be written without its last
 * character: 东莞. Source: the administrative divisions of the Ministry of Civil Affairs.
 */
export function needsDistrict(province: string, city: string): boolean {
  const named = (names: readonly string[], text: string) =>
    text.length >= 2 && names.some((name) => name.startsWith(text));
  return !named(PROVINCES, province) && !named([...CITIES, ...COUNTIES], city);
}
