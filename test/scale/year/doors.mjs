const CITIES = [
  ['上海市', '上海市', ['浦东新区', '徐汇区', '闵行区', '杨浦区', '静安区', '宝山区']],
  ['北京市', '北京市', ['朝阳区', '海淀区', '丰台区', '通州区', '昌平区']],
  ['广东省', '广州市', ['天河区', '海珠区', '番禺区', '白云区']],
  ['广东省', '深圳市', ['南山区', '福田区', '龙岗区', '宝安区']],
  ['浙江省', '杭州市', ['西湖区', '余杭区', '滨江区', '拱墅区']],
  ['四川省', '成都市', ['武侯区', '锦江区', '高新区', '郫都区']],
  ['江苏省', '南京市', ['鼓楼区', '江宁区', '栖霞区', '建邺区']],
  ['湖北省', '武汉市', ['洪山区', '江汉区', '武昌区', '江夏区']],
  ['陕西省', '西安市', ['雁塔区', '未央区', '长安区', '碑林区']],
  ['福建省', '厦门市', ['思明区', '湖里区', '集美区', '翔安区']],
];
const STREETS = ['人民', '建设', '解放', '中山', '长江', '学府', '文化', '滨河', '迎宾', '和平'];
const ESTATES = ['花园', '家园', '新村', '名苑', '华庭', '公馆', '雅居', '小区'];
const FIRST = ['金', '东', '锦', '天', '阳光', '翠', '银', '绿', '盛', '龙'];
const SECOND = ['湖', '城', '泰', '源', '岸', '江', '和', '山', '悦', '景'];
const TOWERS = ['大厦', '科技园', '广场', '中心', '创意园', '国际'];

/** A home: one of some hundred thousand doors, each with its own street, estate and room. */
export function homeDoor(random) {
  const estate = random.pick(FIRST) + random.pick(SECOND) + random.pick(ESTATES);
  return {
    ...regionOf(random),
    street: `${random.pick(STREETS)}路${random.whole(1, 2_000)}号${estate}`,
    building: random.whole(1, 40),
    room: random.whole(1, 32) * 100 + random.whole(1, 6),
  };
}

/** An office: a floor of a tower, where dozens have their parcels sent. */
export function officeDoor(random) {
  const tower = random.pick(FIRST) + random.pick(SECOND) + random.pick(TOWERS);
  return {
    ...regionOf(random),
    street: `${random.pick(STREETS)}大道${random.whole(1, 3_000)}号${tower}`,
    building: random.whole(1, 6),
    room: random.whole(2, 40) * 100 + random.whole(1, 20),
  };
}

function regionOf(random) {
  const [province, city, districts] = random.pick(CITIES);
  return { province, city, district: random.pick(districts) };
}

/** A door as a hurried, honest person writes it: nearly always in the same way. */
export function written(door, random) {
  const unit = random.chance(0.85) ? '栋' : random.pick(['幢', '号楼', '座']);
  const room = random.chance(0.8) ? `${door.room}室` : String(door.room);
  return placeOf(door, `${door.street}${door.building}${unit}${room}`);
}

const FULL_WIDTH = (text) =>
  text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const NUMERALS = '零一二三四五六七八九';
const SPELLED = (number) => [...String(number)].map((digit) => NUMERALS[digit]).join('');
const REMARKS = ['(放门口)', '（蜂巢）', '【勿打电话】', '(物业代收)'];
const JUNK = ['便利店旁', '左手边', '近地铁口', 'A', '内', '（东门进）', '转交', '后门'];

/** The same door as somebody writes it who does not want it to look the same. */
export function disguised(door, random) {
  const unit = random.pick(['栋', '幢', '号楼', '座', '-', ' ']);
  const building = random.chance(0.2) ? SPELLED(door.building) : String(door.building);
  const room = random.chance(0.1) ? SPELLED(door.room) : String(door.room);
  let detail = `${door.street}${random.pick(['', ' ', ' '])}${building}${unit}${room}`;
  if (random.chance(0.5)) detail += random.pick(['室', '房', '户']);
  if (random.chance(0.3)) detail = FULL_WIDTH(detail);
  if (random.chance(0.3)) detail += random.pick(REMARKS);
  if (random.chance(0.2)) detail += random.pick(JUNK);
  if (random.chance(0.2)) detail = `${door.city}${door.district}${detail}`;
  return placeOf(door, detail);
}

function placeOf({ province, city, district }, detail) {
  return { province, city, district, detail };
}
