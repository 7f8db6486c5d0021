/** A place as people write it. */
export interface WrittenPlace {
  province: string;
  city: string;
  district: string;
  detail: string;
}

/** What may end the name of a province, a city or a district, the longest first. */
const PROVINCE_ENDS = /(?:维吾尔自治区|壮族自治区|回族自治区|特别行政区|自治区|省|市)$/;
const CITY_ENDS = /(?:自治州|地区|盟|市)$/;
const DISTRICT_ENDS = /(?:自治县|新区|区|县|市|旗)$/;
/** Levels that name no place: 北京市 市辖区. */
const NO_PLACE = new Set(['市辖区', '县', '省直辖县级行政区划']);
/** Words behind a number that say what it counts, which people leave out or write otherwise. */
const UNITS = '号楼|号院|弄|号|幢|栋|座|楼|层|单元|室|房|户';
const NUMERALS = '零一二三四五六七八九';

/**
 * An address as it reads whoever writes it: full-width or not, with 号 幢 室 or hyphens, with the
 * region repeated in the detail or not. Two that are equal are the same door; a remark in brackets
 * is none of it.
 */
export function normalizedAddress(place: WrittenPlace): string {
  const province = place.province.trim().replace(PROVINCE_ENDS, '');
  const city = NO_PLACE.has(place.city.trim()) ? '' : place.city.trim().replace(CITY_ENDS, '');
  const district = shortened(place.district.trim(), DISTRICT_ENDS);
  const regions = [province, city === province ? '' : city, district];
  return [...regions, detailOf(place)].filter((part) => part !== '').join('|');
}

/** Whether a place lies at another that names less of it: 5 楼 at 科技园 3 号楼. */
export function liesAt(place: WrittenPlace, around: WrittenPlace): boolean {
  return liesAtDoor(normalizedAddress(place), normalizedAddress(around));
}

/**
 * The same of normalized addresses. Where a number ends one, the other must not go on with it: 10 号
 * is not at 1 号.
 */
export function liesAtDoor(whole: string, part: string): boolean {
  if (!whole.startsWith(part)) return false;
  return !(/[0-9a-z]$/.test(part) && /^[0-9a-z]/.test(whole.slice(part.length)));
}

/** A name of two characters keeps its end: 城区, 东区 without it would be no name. */
function shortened(name: string, ends: RegExp): string {
  const short = name.replace(ends, '');
  return short.length < 2 ? name : short;
}

function detailOf({ province, city, district, detail }: WrittenPlace): string {
  let text = detail
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[([【{<].*?[)\]】}>]/g, '');
  for (const [name, ends] of [
    [province, PROVINCE_ENDS],
    [city, CITY_ENDS],
    [district, DISTRICT_ENDS],
  ] as const) {
    const long = name.trim();
    const short = long.replace(ends, '');
    const repeated = [long, short].find((one) => one.length > 1 && text.trim().startsWith(one));
    if (repeated !== undefined) text = text.trim().slice(repeated.length);
  }
  return numbersAlike(text);
}

/** 100 号 2 幢 301 室, 100号2-301 and 100号二幢三零一 alike: 100-2-301. */
function numbersAlike(text: string): string {
  return text
    .replace(new RegExp(`[${NUMERALS}十]+(?=\\s*(?:${UNITS}))`, 'g'), inDigits)
    .replace(new RegExp(`([0-9a-z])\\s*(?:${UNITS})`, 'g'), '$1-')
    .replace(new RegExp(`(?<=[0-9a-z]-)[${NUMERALS}]+`, 'g'), inDigits)
    .replace(/([0-9a-z])[\s\p{P}\p{S}]+(?=[0-9a-z])/gu, '$1-')
    .replace(/[\s\p{S}]|(?!-)\p{P}/gu, '')
    .replace(/-+(?![0-9a-z])|(?<![0-9a-z])-+/g, '');
}

/** 二 is 2, 三零一 is 301, and 十二, 二十 and 二十三 are 12, 20 and 23. */
function inDigits(numerals: string): string {
  return numerals
    .replace(/^十/, '一十')
    .replace(/十$/, '零')
    .replaceAll('十', '')
    .replace(/./g, (numeral) => String(NUMERALS.indexOf(numeral)));
}
