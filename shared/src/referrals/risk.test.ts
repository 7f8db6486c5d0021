import { describe, expect, it } from '@jest/globals';
import { DEFAULT_RISK_RULES, riskIn } from './risk.js';
import { companiesAmong, type InvitedCompany, type InvitedFriend } from './risk-signals.js';

const noon = new Date('2026-11-30T04:00:00Z');
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1_000);
const place = (detail: string) => ({
  ...{ province: '浙江省', city: '杭州市', district: '西湖区' },
  detail,
});

const inviter: InvitedCompany['inviter'] = {
  ...{ id: 'ann', installations: ['i-ann'], phone: 'p-ann', payer: 'o-ann' },
  places: [place('文三路100号2幢301室')],
};

const aFriend = (id: string, given: Partial<InvitedFriend> = {}): InvitedFriend => ({
  ...{ id, installations: [`i-${id}`], phone: `p-${id}`, payers: [`o-${id}`] },
  ...{ openedAt: noon, registeredAt: after(600), places: [] },
  ...given,
});
const friends = (count: number, given: (index: number) => Partial<InvitedFriend>) =>
  Array.from({ length: count }, (_, index) => aFriend(`f${index}`, given(index)));

/** The rules met by each friend. */
function metBy(company: Partial<InvitedCompany>): string[][] {
  const met = riskIn({ inviter, friends: [], circles: [], ...company }, DEFAULT_RISK_RULES);
  return [...met.values()].map((against) => against.map(({ rule }) => rule));
}

describe('case 49: given an inviter who invites accounts of their own', () => {
  it('when one uses their installation, then its rewards are held with what was seen', () => {
    const bo = aFriend('bo', { installations: ['i-new', 'i-ann'] });
    const met = riskIn({ inviter, circles: [], friends: [bo] }, DEFAULT_RISK_RULES);
    expect(met.get('bo')).toEqual([
      { rule: 'own-installation', seen: { usesInvitersInstallation: 1 } },
    ]);
  });

  it('when one has their phone number, then it is held; two without any have none in common', () => {
    expect(metBy({ friends: [aFriend('bo', { phone: 'p-ann' })] })).toEqual([['own-phone']]);
    const nameless = { ...inviter, phone: null };
    expect(metBy({ inviter: nameless, friends: [aFriend('bo', { phone: null })] })).toEqual([[]]);
  });

  it('when they pay for two, then both are held; for one, as for a child, then nobody', () => {
    const paid = friends(3, (index) => (index < 2 ? { payers: ['o-ann'] } : {}));
    expect(metBy({ friends: paid })).toEqual([['paid-by-inviter'], ['paid-by-inviter'], []]);
    expect(metBy({ friends: paid.slice(1) })).toEqual([[], []]);
  });
});

describe('given friends whose parcels go to one door', () => {
  const ways = ['文三路100号2-301', '文三路１００号二幢三零一（放门口）'];
  const there = (registeredAt: Date) =>
    friends(2, (index) => ({ registeredAt, places: [place(ways[index]!)] }));

  it('when it is written in several ways by people in haste, then they are held', () =>
    expect(metBy({ friends: there(after(40)) })).toEqual([
      ['one-door-disguised'],
      ['one-door-disguised'],
    ]));

  it('when they had been here before they opened the link, then nobody was in haste', () =>
    expect(metBy({ friends: there(after(-40)) })).toEqual([[], []]));

  it('when they looked at the shop before, as a family does, then they are not', () =>
    expect(metBy({ friends: there(after(600)) })).toEqual([[], []]));

  it('when all write it alike, as colleagues do, then they are not', () => {
    const office = { registeredAt: after(40), places: [place('文三路100号2幢301室')] };
    expect(metBy({ friends: friends(5, () => office) }).flat()).toEqual([]);
  });

  it('when a neighbour lives next door, then theirs is another', () => {
    const neighbours = [place('文三路100号2-302'), place('文三路100号2-3010')];
    const near = friends(2, (at) => ({ registeredAt: after(40), places: [neighbours[at]!] }));
    expect(metBy({ friends: near }).flat()).toEqual([]);
  });
});

describe('given an inviter who opened the link of a friend of a friend', () => {
  const circle = (registeredAt: Date) => friends(3, () => ({ registeredAt }));

  it('when all on the way registered in haste, then those of the inviter are held', () =>
    expect(metBy({ friends: [aFriend('f0')], circles: [circle(after(40))] })).toEqual([
      ['circle'],
    ]));

  it('when they did not, then it is how people are', () =>
    expect(metBy({ friends: [aFriend('f0')], circles: [circle(after(600))] })).toEqual([[]]));
});

describe('given a post that brings many within the hour', () => {
  it('when hardly anybody looked before registering, then they are held', () => {
    const farm = friends(6, (index) => ({ registeredAt: after(20 + index) }));
    expect(metBy({ friends: farm }).flat()).toHaveLength(6);
    expect(metBy({ friends: farm.slice(1) }).flat()).toEqual([]);
  });

  it('when a large group came and looked, then nobody is', () => {
    const group = friends(40, (index) => ({ registeredAt: after(20 + index * 60) }));
    expect(metBy({ friends: group }).flat()).toEqual([]);
  });
});

describe('given an inviter two of whose friends are held', () => {
  const held = friends(2, () => ({ phone: 'p-ann' }));

  it('when another came in haste as they did, then that one is held with them', () => {
    const hasty = aFriend('bo', { registeredAt: after(90) });
    expect(metBy({ friends: [...held, hasty] }).at(-1)).toEqual(['held-company']);
    expect(metBy({ friends: [...held.slice(1), hasty] }).at(-1)).toEqual([]);
  });

  it('when another took their time, then that one is not', () =>
    expect(metBy({ friends: [...held, aFriend('bo', { registeredAt: after(91) })] })[2]).toEqual(
      [],
    ));
});

it('given no rules, then nothing is ever held', () => {
  const bo = aFriend('bo', { phone: 'p-ann' });
  expect(riskIn({ inviter, friends: [bo], circles: [] }, []).get('bo')).toEqual([]);
});

it('given friends of a year, then those are looked at together who came within thirty days', () => {
  const cameOn = (day: number) => aFriend(`day ${day}`, { registeredAt: after(day * 86_400) });
  const companies = companiesAmong([31, 0, 100, 30].map(cameOn));
  expect(companies.map((one) => one.map(({ id }) => id))).toEqual([
    ['day 0', 'day 30'],
    ['day 31'],
    ['day 100'],
  ]);
});
